package dev.mastic.aws.model;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/** One thing that a value must be. */
interface Rule {
    boolean allows(Object value);

    /** The demand in AWS's words. */
    String demand();

    /** At most so long: characters, bytes, items or entries. */
    record MaxLength(long max) implements Rule {
        @Override
        public boolean allows(Object value) {
            return length(value) <= max;
        }

        @Override
        public String demand() {
            return "Member must have length less than or equal to " + max;
        }
    }

    /** At least so long. */
    record MinLength(long min) implements Rule {
        @Override
        public boolean allows(Object value) {
            return length(value) >= min;
        }

        @Override
        public String demand() {
            return "Member must have length greater than or equal to " + min;
        }
    }

    /** At most so much. */
    record MaxValue(BigDecimal max) implements Rule {
        @Override
        public boolean allows(Object value) {
            return ((Number) value).doubleValue() <= max.doubleValue();
        }

        @Override
        public String demand() {
            return "Member must have value less than or equal to " + max.toPlainString();
        }
    }

    /** At least so much. */
    record MinValue(BigDecimal min) implements Rule {
        @Override
        public boolean allows(Object value) {
            return ((Number) value).doubleValue() >= min.doubleValue();
        }

        @Override
        public String demand() {
            return "Member must have value greater than or equal to " + min.toPlainString();
        }
    }

    /** Matches a regular expression as a whole. */
    record Matches(Pattern pattern, String written) implements Rule {
        // A group around a character class costs a stack frame per character: text of a few thousand would overflow.
        private static final Pattern GROUPED_CLASS = Pattern.compile("\\((\\[[^()]*])\\)([*+])");

        static Matches of(String written) {
            return new Matches(Pattern.compile(GROUPED_CLASS.matcher(written).replaceAll("$1$2")), written);
        }

        @Override
        public boolean allows(Object value) {
            return BoundedText.matches(pattern, value.toString());
        }

        @Override
        public String demand() {
            return "Member must satisfy regular expression pattern: " + written;
        }
    }

    /** Is one of the values, by any of the lists there are. */
    record OneOf(Set<String> values, Supplier<List<String>> all) implements Rule {
        @Override
        public boolean allows(Object value) {
            return values.contains(value.toString()) || all.get().contains(value.toString());
        }

        @Override
        public String demand() {
            return "Member must satisfy enum value set: [" + String.join(", ", all.get()) + "]";
        }
    }

    private static long length(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof Collection<?> items) {
            return items.size();
        }
        if (value instanceof Map<?, ?> entries) {
            return entries.size();
        }
        if (value instanceof SdkBytes bytes) {
            return bytes.asByteArrayUnsafe().length;
        }
        throw new IllegalArgumentException("has no length: " + value.getClass());
    }
}
