package dev.mastic.services.catalog;

import dev.mastic.aws.protocol.ShapeText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.Segment;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

/** Partitions between wire and domain. */
final class PartitionShapes {
    private PartitionShapes() {}

    /** The input without its values, which have columns of their own. */
    static String definition(@Nullable PartitionInput input) {
        return ShapeText.write(
                require(input).toBuilder().values((List<String>) null).build());
    }

    static List<String> values(@Nullable PartitionInput input) {
        return require(input).values();
    }

    static Partition shape(Catalog catalog, CatalogTable table, CatalogPartition partition) {
        Partition stored = ShapeText.read(partition.definition(), Partition.class);
        Partition.Builder shape = stored.toBuilder();
        // Trino takes a partition without a storage descriptor for a broken one.
        StorageDescriptor descriptor = Optional.ofNullable(stored.storageDescriptor())
                .orElseGet(() -> StorageDescriptor.builder().columns(List.of()).build());
        shape.storageDescriptor(TableShapes.withDefaults(descriptor));
        if (!stored.hasParameters()) {
            shape.parameters(Map.of());
        }
        return shape.values(partition.values())
                .databaseName(table.database())
                .tableName(table.name())
                .catalogId(catalog.id())
                .creationTime(partition.createdAt())
                .build();
    }

    static Partition withoutColumns(Partition partition) {
        StorageDescriptor descriptor = partition.storageDescriptor().toBuilder()
                .columns((List<Column>) null)
                .build();
        return partition.toBuilder().storageDescriptor(descriptor).build();
    }

    static Optional<PartitionQuery.Segment> segment(@Nullable Segment segment) {
        return Optional.ofNullable(segment)
                .map(wanted -> new PartitionQuery.Segment(wanted.segmentNumber(), wanted.totalSegments()));
    }

    private static PartitionInput require(@Nullable PartitionInput input) {
        if (input == null) {
            throw Refusals.invalid("PartitionInput is required.");
        }
        return input;
    }
}
