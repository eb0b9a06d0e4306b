package dev.mastic.services.catalog;

import dev.mastic.services.catalog.expression.Condition;
import dev.mastic.services.catalog.expression.PartitionExpression;
import dev.mastic.store.Database;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The rules of partitions. */
final class Partitions {
    private final Database database;
    private final PartitionStore partitions;
    private final Clock clock;

    Partitions(Database database, PartitionStore partitions, Clock clock) {
        this.database = database;
        this.partitions = partitions;
        this.clock = clock;
    }

    void create(CatalogTable table, List<String> values, String definition) {
        requireOneForEachKey(table, values);
        CatalogPartition partition =
                new CatalogPartition(values, definition, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (!partitions.add(table, partition)) {
            throw Refusals.partitionExists();
        }
    }

    CatalogPartition get(CatalogTable table, List<String> values) {
        return find(table, values).orElseThrow(Refusals::partitionNotFound);
    }

    Optional<CatalogPartition> find(CatalogTable table, List<String> values) {
        requireOneForEachKey(table, values);
        return partitions.find(table, values);
    }

    /** The store's number of a partition. */
    long id(CatalogTable table, List<String> values) {
        requireOneForEachKey(table, values);
        return partitions.id(table, values).orElseThrow(Refusals::partitionNotFound);
    }

    Page<CatalogPartition> list(
            CatalogTable table,
            String expression,
            Optional<PartitionQuery.Segment> segment,
            Optional<String> after,
            int limit) {
        segment.filter(part -> part.number() >= part.total()).ifPresent(part -> {
            throw Refusals.invalid("Segment.SegmentNumber " + part.number() + " is not less than Segment.TotalSegments "
                    + part.total() + ".");
        });
        Optional<Condition> condition = PartitionExpression.parse(expression, table.keys());
        return partitions.list(table, new PartitionQuery(condition, segment, after, limit));
    }

    /** Replaces the definition of a partition, and its values when the new ones differ. */
    void update(CatalogTable table, List<String> values, List<String> newValues, String definition) {
        requireOneForEachKey(table, newValues);
        database.update(handle -> {
            CatalogPartition read = get(table, values);
            if (!newValues.equals(values) && partitions.find(table, newValues).isPresent()) {
                throw Refusals.partitionExists();
            }
            partitions.replace(table, values, new CatalogPartition(newValues, definition, read.createdAt()));
        });
    }

    void delete(CatalogTable table, List<String> values) {
        requireOneForEachKey(table, values);
        if (!partitions.remove(table, values)) {
            throw Refusals.partitionNotFound();
        }
    }

    private static void requireOneForEachKey(CatalogTable table, List<String> values) {
        if (values.size() != table.keys().size()) {
            throw Refusals.invalid("The number of partition keys do not match the number of partition values");
        }
    }
}
