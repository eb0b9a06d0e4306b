package dev.mastic.services.crawlers.inference;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a file turned out to be.
 *
 * @param classification the format's name in the catalog, e.g. {@code csv}
 * @param fields its columns, in order
 * @param options what a reader has to know besides, e.g. {@code delimiter}
 * @param rows how many records it has, where that can be told without reading it
 * @param certainty 1 for surely, less for what only looks so
 */
public record Finding(
        String classification, List<Field> fields, Map<String, String> options, OptionalLong rows, double certainty) {
    public Finding {
        requireNonNull(classification, "classification");
        fields = List.copyOf(fields);
        options = Map.copyOf(options);
        requireNonNull(rows, "rows");
    }

    static Finding sure(String classification, List<Field> fields) {
        return new Finding(classification, fields, Map.of(), OptionalLong.empty(), 1);
    }

    Finding with(Map<String, String> more) {
        return new Finding(classification, fields, more, rows, certainty);
    }

    Finding withRows(long count) {
        return new Finding(classification, fields, options, OptionalLong.of(count), certainty);
    }
}
