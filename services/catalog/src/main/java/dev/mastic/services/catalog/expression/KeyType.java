package dev.mastic.services.catalog.expression;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How values of a partition key compare. Every type writes its values as texts that sort like the values, so that one text
 * comparison, in memory or in an index, serves them all.
 */
public enum KeyType {
    STRING("String"),
    INTEGER("Integral"),
    DECIMAL("Decimal"),
    DATE("Date"),
    TIMESTAMP("Timestamp"),
    /** A type that expressions cannot use; its values are kept as texts. */
    UNKNOWN("Unknown");

    /** How Hive writes a NULL partition value. */
    public static final String NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[-+]?\\d+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)");
    private static final Pattern TIMESTAMP_TEXT =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2})(\\.(\\d{1,9}))?");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final String noun;

    KeyType(String noun) {
        this.noun = noun;
    }

    /** The type that a Hive type name means. The names that Glue lists for expressions, and Hive's two other texts. */
    public static KeyType of(String type) {
        int parameters = type.indexOf('(');
        String name =
                (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "string", "char", "varchar" -> STRING;
            case "tinyint", "smallint", "int", "integer", "bigint", "long" -> INTEGER;
            case "decimal" -> DECIMAL;
            case "date" -> DATE;
            case "timestamp" -> TIMESTAMP;
            default -> UNKNOWN;
        };
    }

    /** What Glue calls the type when it refuses an operation. */
    String noun() {
        return noun;
    }

    /** The text that sorts like the value; nothing when the value is not of this type. */
    public Optional<String> sortable(String value) {
        return switch (this) {
            case STRING, UNKNOWN -> Optional.of(value);
            case INTEGER -> number(value, WHOLE_NUMBER);
            case DECIMAL -> number(value, NUMBER);
            case DATE -> date(value);
            case TIMESTAMP -> timestamp(value);
        };
    }

    /** Whether the value is written the way this type would write it, so that its sortable text tells it fully. */
    public boolean isCanonical(String value) {
        return switch (this) {
            case STRING, UNKNOWN, DATE -> true;
            case INTEGER, DECIMAL -> NUMBER.matcher(value).matches() && value.equals(plain(value));
            case TIMESTAMP -> sortable(value).filter(value::equals).isPresent();
        };
    }

    /** Why a literal or a stored value is not of this type. Texts as Glue's emulators record them. */
    String mismatch(String value) {
        return switch (this) {
            case INTEGER -> "\"" + value + "\" is not an integer.";
            case DECIMAL -> value + " is not a decimal.";
            case DATE -> value + " is not a date.";
            case TIMESTAMP ->
                "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff] " + value + " is not a timestamp.";
            case STRING, UNKNOWN -> throw new IllegalStateException(this + " takes every value");
        };
    }

    private static Optional<String> number(String value, Pattern form) {
        String trimmed = value.trim();
        return form.matcher(trimmed).matches()
                ? Optional.of(SortableNumber.of(new BigDecimal(trimmed)))
                : Optional.empty();
    }

    private static String plain(String number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    private static Optional<String> date(String value) {
        try {
            return Optional.of(LocalDate.parse(value, DAY).toString());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> timestamp(String value) {
        Matcher matcher = TIMESTAMP_TEXT.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            String second = SECOND.format(LocalDateTime.parse(matcher.group(1), SECOND));
            String fraction = matcher.group(3) == null ? "" : matcher.group(3).replaceAll("0+$", "");
            return Optional.of(fraction.isEmpty() ? second : second + "." + fraction);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
