package dev.mastic.services.access.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;

/**
 * How a condition compares a value of the request with one of the policy.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators" in the IAM user guide.
 */
enum ConditionOperator {
    STRING_EQUALS("StringEquals", false, plain(String::equals)),
    STRING_NOT_EQUALS("StringNotEquals", true, plain(String::equals)),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, plain(String::equalsIgnoreCase)),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, plain(String::equalsIgnoreCase)),
    STRING_LIKE("StringLike", false, glob(Glob::matches)),
    STRING_NOT_LIKE("StringNotLike", true, glob(Glob::matches)),
    NUMERIC_EQUALS("NumericEquals", false, number(order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, number(order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, number(order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, number(order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, number(order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, number(order -> order >= 0)),
    DATE_EQUALS("DateEquals", false, date(order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, date(order -> order == 0)),
    DATE_LESS_THAN("DateLessThan", false, date(order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, date(order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, date(order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, date(order -> order >= 0)),
    BOOL("Bool", false, plain(String::equalsIgnoreCase)),
    BINARY_EQUALS("BinaryEquals", false, plain(String::equals)),
    IP_ADDRESS("IpAddress", false, plain(AddressRange::contains)),
    NOT_IP_ADDRESS("NotIpAddress", true, plain(AddressRange::contains)),
    // ArnEquals and ArnLike do the same on AWS, wildcards included.
    ARN_EQUALS("ArnEquals", false, glob(Glob::matchesArn)),
    ARN_LIKE("ArnLike", false, glob(Glob::matchesArn)),
    ARN_NOT_EQUALS("ArnNotEquals", true, glob(Glob::matchesArn)),
    ARN_NOT_LIKE("ArnNotLike", true, glob(Glob::matchesArn)),
    /** Asks whether the request has the key at all. */
    NULL("Null", false, plain(String::equalsIgnoreCase));

    /** Whether a value of the request is the one that the policy wrote. */
    @FunctionalInterface
    interface Comparison {
        boolean holds(PolicyText written, String actual, ConditionKeys keys);
    }

    private final String wireName;
    private final boolean negated;
    // The comparisons are lambdas over other lambdas, which hold nothing that changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Comparison comparison;

    ConditionOperator(String wireName, boolean negated, Comparison comparison) {
        this.wireName = wireName;
        this.negated = negated;
        this.comparison = comparison;
    }

    static Optional<ConditionOperator> of(String wireName) {
        return Arrays.stream(values())
                .filter(operator -> operator.wireName.equals(wireName))
                .findFirst();
    }

    /** Whether it holds where {@link #compare} does not: the operators with {@code Not} in their name. */
    boolean isNegated() {
        return negated;
    }

    /** Compares, without regard to {@link #isNegated}. */
    boolean compare(PolicyText written, String actual, ConditionKeys keys) {
        return comparison.holds(written, actual, keys);
    }

    private static Comparison plain(BiPredicate<String, String> test) {
        return (written, actual, keys) ->
                written.plain(keys).filter(text -> test.test(text, actual)).isPresent();
    }

    private static Comparison glob(BiPredicate<Glob, String> test) {
        return (written, actual, keys) ->
                written.glob(keys).filter(glob -> test.test(glob, actual)).isPresent();
    }

    private static Comparison number(IntPredicate order) {
        return plain((written, actual) -> parseNumber(actual)
                .flatMap(left -> parseNumber(written).map(left::compareTo))
                .filter(order::test)
                .isPresent());
    }

    private static Comparison date(IntPredicate order) {
        return plain((written, actual) -> parseDate(actual)
                .flatMap(left -> parseDate(written).map(left::compareTo))
                .filter(order::test)
                .isPresent());
    }

    private static Optional<BigDecimal> parseNumber(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Reads ISO 8601 with or without a time, or seconds since 1970. */
    private static Optional<Instant> parseDate(String text) {
        try {
            if (text.indexOf('T') >= 0) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            if (text.indexOf('-') > 0) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
