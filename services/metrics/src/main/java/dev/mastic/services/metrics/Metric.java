package dev.mastic.services.metrics;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is measured: a name in a namespace, and the dimensions that tell one from another of that name.
 *
 * @param dimensions values by name, in the order of the names
 */
record Metric(String account, String region, String namespace, String name, SortedMap<String, String> dimensions) {
    // Neither a name nor a value may hold control characters.
    private static final char NAME_END = '\u0001';
    private static final char VALUE_END = '\u0002';

    Metric {
        requireNonNull(account, "account");
        requireNonNull(region, "region");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    /** The dimensions as one text, by which metrics are found and ordered. */
    String dimensionsText() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
            text.append(dimension.getKey())
                    .append(NAME_END)
                    .append(dimension.getValue())
                    .append(VALUE_END);
        }
        return text.toString();
    }

    static SortedMap<String, String> dimensions(String text) {
        SortedMap<String, String> dimensions = new TreeMap<>();
        int from = 0;
        while (from < text.length()) {
            int nameEnd = text.indexOf(NAME_END, from);
            int valueEnd = text.indexOf(VALUE_END, nameEnd);
            dimensions.put(text.substring(from, nameEnd), text.substring(nameEnd + 1, valueEnd));
            from = valueEnd + 1;
        }
        return dimensions;
    }
}
