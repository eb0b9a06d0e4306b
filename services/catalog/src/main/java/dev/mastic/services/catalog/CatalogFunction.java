package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A user-defined function of a database.
 *
 * @param database the database's name in lower case
 * @param name in lower case
 * @param definition the {@code UserDefinedFunctionInput} as JSON
 * @param createdAt to the second
 */
record CatalogFunction(String database, String name, String definition, Instant createdAt) {
    CatalogFunction {
        requireNonNull(database, "database");
        requireNonNull(name, "name");
        requireNonNull(definition, "definition");
        requireNonNull(createdAt, "createdAt");
    }
}
