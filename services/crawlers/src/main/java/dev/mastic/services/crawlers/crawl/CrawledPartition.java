package dev.mastic.services.crawlers.crawl;

import static java.util.Objects.requireNonNull;

import dev.mastic.services.crawlers.inference.Field;
import dev.mastic.services.crawlers.inference.Storage;
import java.util.List;
import java.util.Map;

/** A partition of a table as far as a crawler writes it. */
public record CrawledPartition(
        List<String> values, String location, List<Field> columns, Storage storage, Map<String, String> parameters) {
    public CrawledPartition {
        values = List.copyOf(values);
        requireNonNull(location, "location");
        columns = List.copyOf(columns);
        requireNonNull(storage, "storage");
        parameters = Map.copyOf(parameters);
    }
}
