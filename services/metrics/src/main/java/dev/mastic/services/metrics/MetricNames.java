package dev.mastic.services.metrics;

import dev.mastic.aws.Caller;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks what metrics and their dimensions are called. */
final class MetricNames {
    // "Each dimension value must contain at least one non-whitespace character; ASCII control characters are not
    // supported."
    private static final Predicate<String> PRINTABLE = Pattern.compile("[ -~]+").asMatchPredicate();

    private MetricNames() {}

    /** One dimension, as a request has it. */
    record Dimension(String name, String value) {}

    /**
     * The metric that a request means.
     *
     * @param at where in the request it stands, for messages, e.g. {@code MetricData.member.1.}
     */
    static Metric metric(Caller caller, String namespace, String name, List<Dimension> dimensions, String at) {
        checkText(name, at + "MetricName");
        SortedMap<String, String> byName = new TreeMap<>();
        for (int number = 0; number < dimensions.size(); number++) {
            Dimension dimension = dimensions.get(number);
            String place = at + "Dimensions.member." + (number + 1);
            checkText(dimension.name(), place + ".Name");
            checkText(dimension.value(), place + ".Value");
            if (dimension.name().startsWith(":")) {
                throw Refusals.invalid(dimension.name(), place + ".Name");
            }
            if (byName.put(dimension.name(), dimension.value()) != null) {
                throw Refusals.value("No metric may specify the same dimension name twice.");
            }
        }
        return new Metric(caller.accountId(), caller.region(), namespace, name, byName);
    }

    private static void checkText(String text, String parameter) {
        if (text.isBlank()) {
            throw Refusals.missing(parameter);
        }
        if (!PRINTABLE.test(text)) {
            throw Refusals.value("The value for parameter %s contains non-ASCII characters.", parameter);
        }
    }
}
