package dev.mastic.services.catalog;

import dev.mastic.services.catalog.expression.PartitionKey;
import java.util.ArrayList;
import java.util.List;

/** Partition keys as the text of one column: names and types in turn. */
final class KeyColumn {
    private KeyColumn() {}

    static String write(List<PartitionKey> keys) {
        List<String> flat = new ArrayList<>(2 * keys.size());
        for (PartitionKey key : keys) {
            flat.add(key.name());
            flat.add(key.type());
        }
        return StringList.write(flat);
    }

    static List<PartitionKey> read(String column) {
        List<String> flat = StringList.read(column);
        List<PartitionKey> keys = new ArrayList<>(flat.size() / 2);
        for (int i = 0; i < flat.size(); i += 2) {
            keys.add(new PartitionKey(flat.get(i), flat.get(i + 1)));
        }
        return keys;
    }
}
