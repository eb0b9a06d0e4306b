package dev.mastic.services.crawlers.crawl;

import dev.mastic.services.crawlers.inference.Finding;
import java.util.List;

/**
 * A table that a crawl has seen.
 *
 * @param name before it is made fit for the catalog
 * @param keys names of partition keys; empty where a folder's name tells none
 * @param compression of its files
 */
record FoundTable(
        String name,
        String location,
        Finding schema,
        List<String> keys,
        List<Leaf> leaves,
        long files,
        long bytes,
        String compression) {
    FoundTable {
        keys = List.copyOf(keys);
        leaves = List.copyOf(leaves);
    }

    /** A folder of files that are one partition, or the whole table when there are no values. */
    record Leaf(List<String> values, String path, Finding schema, long files, long bytes, String compression) {
        Leaf {
            values = List.copyOf(values);
        }

        Leaf under(String value) {
            List<String> longer = new java.util.ArrayList<>();
            longer.add(value);
            longer.addAll(values);
            return new Leaf(longer, path, schema, files, bytes, compression);
        }
    }
}
