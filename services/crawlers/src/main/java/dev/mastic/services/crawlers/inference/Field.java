package dev.mastic.services.crawlers.inference;

import static java.util.Objects.requireNonNull;

/** A column, or a member of a struct. */
public record Field(String name, DataType type) {
    public Field {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }
}
