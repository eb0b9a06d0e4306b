package dev.mastic.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The end of an {@code INSERT} that replaces the row which is there already. */
public final class Upsert {
    private Upsert() {}

    /**
     * The clause that sets every column but those of the key.
     *
     * @param key the columns of the table's key, separated by commas
     * @param columns the columns that are inserted, those of the key among them, in the same form
     */
    public static String replacing(String key, String columns) {
        List<String> keys = names(key);
        return names(columns).stream()
                .filter(column -> !keys.contains(column))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", ", " ON CONFLICT (" + key + ") DO UPDATE SET ", ""));
    }

    private static List<String> names(String columns) {
        return Arrays.stream(columns.split(",")).map(String::strip).toList();
    }
}
