package dev.mastic.services.catalog;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.catalog.expression.KeyType;
import dev.mastic.services.catalog.expression.PartitionKey;
import dev.mastic.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules of tables and their versions. Names are taken in any case. */
final class Tables {
    private final Database database;
    private final Databases databases;
    private final TableStore tables;
    private final PartitionStore partitions;
    private final PartitionIndexes indexes;
    private final Clock clock;

    Tables(
            Database database,
            Databases databases,
            TableStore tables,
            PartitionStore partitions,
            PartitionIndexes indexes,
            Clock clock) {
        this.database = database;
        this.databases = databases;
        this.tables = tables;
        this.partitions = partitions;
        this.indexes = indexes;
        this.clock = clock;
    }

    /** Makes a table, with its partition indexes. */
    void create(
            Catalog catalog,
            String databaseName,
            TableDefinition definition,
            List<PartitionIndexDefinition> withIndexes,
            String createdBy) {
        Instant now = now();
        CatalogTable table = new CatalogTable(
                0,
                Names.fold(databaseName),
                definition.name(),
                0,
                definition.keys(),
                definition.definition(),
                createdBy,
                now,
                now);
        database.update(handle -> {
            databases.require(catalog, databaseName);
            if (!tables.add(catalog, table)) {
                throw Refusals.tableExists();
            }
            CatalogTable stored = get(catalog, databaseName, definition.name());
            withIndexes.forEach(index -> indexes.create(stored, index));
        });
    }

    void requireDatabase(Catalog catalog, String databaseName) {
        databases.require(catalog, databaseName);
    }

    /** The table, or the refusal that says whether it is the database or the table that is missing. */
    CatalogTable get(Catalog catalog, String databaseName, String name) {
        return tables.find(catalog, Names.fold(databaseName), Names.fold(name)).orElseThrow(() -> {
            databases.require(catalog, databaseName);
            return Refusals.tableNotFound(name);
        });
    }

    Page<CatalogTable> list(
            Catalog catalog, String databaseName, Predicate<String> accepted, Optional<String> after, int limit) {
        databases.require(catalog, databaseName);
        List<CatalogTable> oneMore =
                tables.list(catalog, Names.fold(databaseName), accepted, after.orElse(Page.START), limit + 1);
        return Page.cut(oneMore, limit, CatalogTable::name);
    }

    /**
     * Gives a table its next version.
     *
     * @param expected the version that the caller has read, when the update depends on it
     */
    void update(
            Catalog catalog,
            String databaseName,
            TableDefinition definition,
            Optional<Long> expected,
            Archiving archiving) {
        database.update(handle -> {
            CatalogTable read = get(catalog, databaseName, definition.name());
            requireVersion(read, expected);
            if (archiving == Archiving.KEEP) {
                tables.archive(read);
            }
            CatalogTable next = read.revised(definition, now());
            if (!tables.replace(read, next)) {
                throw new IllegalStateException("the version changed inside a transaction: " + read.name());
            }
            if (!types(next).equals(types(read))) {
                partitions.recode(next);
            }
        });
    }

    void delete(Catalog catalog, String databaseName, String name) {
        database.update(handle -> tables.remove(get(catalog, databaseName, name)));
    }

    // Iceberg, pyiceberg and Trino retry their commit on exactly this error.
    private static void requireVersion(CatalogTable read, Optional<Long> expected) {
        expected.filter(version -> version != read.version()).ifPresent(stale -> {
            throw new ServiceException(
                    ErrorCode.CONCURRENT_MODIFICATION,
                    "Update table failed due to concurrent modifications: version %d is not the current one, %d.",
                    stale,
                    read.version());
        });
    }

    private static List<KeyType> types(CatalogTable table) {
        return table.keys().stream().map(PartitionKey::keyType).toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether an update keeps the version it replaces. */
    enum Archiving {
        KEEP,
        SKIP
    }
}
