package dev.mastic.runtime.frame.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table cut into parts that are read side by side. Each row is in exactly one part: the first takes what is in no other,
 * also rows where the expression is null or is no whole number.
 */
final class HashParts {
    private HashParts() {}

    /**
     * The conditions of the parts.
     *
     * @param expression a SQL expression for an integer of a row
     */
    static List<String> of(Vendor vendor, String expression, int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("hashpartitions: " + parts + " (expected: >= 1)");
        }
        if (parts == 1) {
            return List.of("1 = 1");
        }
        String part = vendor.remainder(expression, parts);
        String others = IntStream.range(1, parts).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        List<String> conditions = new ArrayList<>();
        conditions.add("(" + part + " IS NULL OR " + part + " NOT IN (" + others + "))");
        for (int i = 1; i < parts; i++) {
            conditions.add(part + " = " + i);
        }
        return conditions;
    }
}
