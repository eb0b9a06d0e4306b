package dev.mastic.services.catalog;

import dev.mastic.services.catalog.expression.KeyType;
import dev.mastic.services.catalog.expression.PartitionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values of a partition as the index holds them.
 *
 * @param sortKey unique in the table; sorts by the first key, then the second, each in the order of its type
 * @param columns the sortable text of each key, empty for a NULL partition or a value that is not of the key's type
 * @param segment a number that spreads partitions evenly, for {@code GetPartitions.Segment}
 * @param uncastable whether a value is not of its key's type
 */
record PartitionCode(String sortKey, List<String> columns, int segment, boolean uncastable) {
    /** Any {@code TotalSegments}, 1 to 10, divides it, so that segments are of one size. */
    static final int SEGMENTS = 2520;

    /** Stands before every other character that an escaped value may hold. */
    static final char SEPARATOR = '\u0001';

    private static final char ESCAPE = '\u0002';

    static PartitionCode of(List<PartitionKey> keys, List<String> values) {
        List<String> columns = new ArrayList<>(values.size());
        StringBuilder sortKey = new StringBuilder();
        boolean uncastable = false;
        boolean exact = true;
        for (int i = 0; i < values.size(); i++) {
            // An update of the table may leave partitions behind that have more values than it has keys.
            KeyType type = i < keys.size() ? keys.get(i).keyType() : KeyType.UNKNOWN;
            String value = values.get(i);
            Optional<String> sortable = type.sortable(value);
            sortKey.append(part(sortable.orElse("")));
            columns.add(sortable.orElse(""));
            exact &= sortable.isPresent() && type.isCanonical(value);
            uncastable |= sortable.isEmpty() && !value.equals(KeyType.NULL_PARTITION);
        }
        // 07 and 7 are one number and two partitions: what the sortable texts do not tell stands behind them.
        if (!exact) {
            values.forEach(value -> sortKey.append(part(value)));
        }
        return new PartitionCode(sortKey.toString(), columns, Math.floorMod(values.hashCode(), SEGMENTS), uncastable);
    }

    /** How a sort key continues after its earlier parts when the next key's sortable text is this one. */
    static String part(String sortable) {
        StringBuilder part = new StringBuilder(sortable.length() + 1);
        for (int i = 0; i < sortable.length(); i++) {
            char c = sortable.charAt(i);
            if (c <= ESCAPE) {
                part.append(ESCAPE).append((char) ('0' + c));
            } else {
                part.append(c);
            }
        }
        return part.append(SEPARATOR).toString();
    }
}
