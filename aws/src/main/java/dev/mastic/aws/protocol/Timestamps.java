package dev.mastic.aws.protocol;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/** Points in time as each protocol writes them. AWS counts milliseconds; finer parts are cut off. */
final class Timestamps {
    private static final int MILLIS_DIGITS = 3;
    // Year 9999, the last that every client can read.
    private static final BigDecimal EPOCH_SECONDS_MAX = BigDecimal.valueOf(253402300799L);
    private static final int DIGITS_MAX = 40;
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** The format that the model asks for a member, if it asks for one. */
    static TimestampFormatTrait.@Nullable Format format(SdkField<?> field) {
        TimestampFormatTrait trait = field.getTrait(TimestampFormatTrait.class);
        return trait == null ? null : trait.format();
    }

    /** Seconds since 1970 with a fraction where there is one. */
    static BigDecimal epochSeconds(Instant instant) {
        BigDecimal seconds = BigDecimal.valueOf(instant.toEpochMilli(), MILLIS_DIGITS);
        return seconds.stripTrailingZeros().scale() <= 0 ? seconds.setScale(0) : seconds;
    }

    static Instant fromEpochSeconds(BigDecimal seconds) {
        // Precision and scale first: 1e999999999 has one digit and would be a number of a billion.
        if (seconds.precision() > DIGITS_MAX
                || Math.abs((long) seconds.scale()) > DIGITS_MAX
                || seconds.abs().compareTo(EPOCH_SECONDS_MAX) > 0) {
            throw refused(seconds.precision() > DIGITS_MAX ? "number" : seconds.toString());
        }
        return Instant.ofEpochMilli(seconds.movePointRight(MILLIS_DIGITS).longValue());
    }

    static String iso(Instant instant) {
        return ISO.format(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    static String httpDate(Instant instant) {
        return HTTP_DATE.format(instant);
    }

    /** Reads ISO 8601 with any offset, an HTTP date, or seconds since 1970. */
    static Instant parse(String text) {
        if (text.length() > DIGITS_MAX || text.isEmpty()) {
            throw refused(text);
        }
        try {
            if (Character.isLetter(text.charAt(0))) {
                return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            }
            return text.indexOf('T') > 0
                    ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(withOffset(text), Instant::from)
                    : fromEpochSeconds(new BigDecimal(text));
        } catch (DateTimeException | NumberFormatException e) {
            throw refused(text);
        }
    }

    // boto3 sends naive times as they are, and AWS takes them for UTC.
    private static String withOffset(String iso) {
        boolean has = iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T');
        return has ? iso : iso + "Z";
    }

    private static ServiceException refused(String text) {
        return new ServiceException(
                ErrorCode.MALFORMED_REQUEST,
                "'%s' is not a timestamp.",
                text.length() > DIGITS_MAX ? text.substring(0, DIGITS_MAX) + "…" : text);
    }
}
