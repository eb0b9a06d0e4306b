package dev.mastic.services.crawlers.crawl;

import static java.util.Objects.requireNonNull;

import dev.mastic.services.crawlers.inference.Field;
import dev.mastic.services.crawlers.inference.Storage;
import java.util.List;
import java.util.Map;

/**
 * A table of the catalog as far as a crawler writes it.
 *
 * @param keys the partition keys
 */
public record CrawledTable(
        String name,
        String location,
        List<Field> columns,
        List<Field> keys,
        Storage storage,
        Map<String, String> parameters) {
    public CrawledTable {
        requireNonNull(name, "name");
        requireNonNull(location, "location");
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        requireNonNull(storage, "storage");
        parameters = Map.copyOf(parameters);
    }

    CrawledTable withColumns(List<Field> others) {
        return new CrawledTable(name, location, others, keys, storage, parameters);
    }

    CrawledTable withParameters(Map<String, String> others) {
        return new CrawledTable(name, location, columns, keys, storage, others);
    }
}
