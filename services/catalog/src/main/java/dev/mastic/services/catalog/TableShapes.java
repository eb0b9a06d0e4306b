package dev.mastic.services.catalog;

import dev.mastic.aws.protocol.ShapeText;
import dev.mastic.services.catalog.expression.PartitionKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Tables between wire and domain. */
final class TableShapes {
    private TableShapes() {}

    static TableDefinition definition(@Nullable TableInput input) {
        if (input == null) {
            throw Refusals.invalid("TableInput is required.");
        }
        Requests.refuse(input.targetTable(), "TableInput.TargetTable (a link to another table)");
        return new TableDefinition(Names.fold(input.name()), keys(input.partitionKeys()), ShapeText.write(input));
    }

    static Table shape(Catalog catalog, CatalogTable table) {
        Table stored = ShapeText.read(table.definition(), Table.class);
        Table.Builder shape = stored.toBuilder();
        if (stored.retention() == null) {
            shape.retention(0);
        }
        if (stored.storageDescriptor() != null) {
            shape.storageDescriptor(withDefaults(stored.storageDescriptor()));
        }
        if (!stored.hasPartitionKeys()) {
            shape.partitionKeys(List.of());
        }
        if (!stored.hasParameters()) {
            shape.parameters(Map.of());
        }
        return shape.name(table.name())
                .databaseName(table.database())
                .catalogId(catalog.id())
                .versionId(String.valueOf(table.version()))
                .createdBy(table.createdBy())
                .createTime(table.createdAt())
                .updateTime(table.updatedAt())
                .isRegisteredWithLakeFormation(false)
                .isMultiDialectView(false)
                .build();
    }

    /** A storage descriptor with the members that the Hive client reads without asking whether they are there. */
    static StorageDescriptor withDefaults(StorageDescriptor stored) {
        StorageDescriptor.Builder descriptor = stored.toBuilder()
                .compressed(Objects.requireNonNullElse(stored.compressed(), false))
                .numberOfBuckets(Objects.requireNonNullElse(stored.numberOfBuckets(), 0))
                .storedAsSubDirectories(Objects.requireNonNullElse(stored.storedAsSubDirectories(), false));
        if (!stored.hasSortColumns()) {
            descriptor.sortColumns(List.of());
        }
        return descriptor.build();
    }

    private static List<PartitionKey> keys(List<Column> columns) {
        return columns.stream()
                .map(column -> new PartitionKey(column.name(), Objects.requireNonNullElse(column.type(), "string")))
                .toList();
    }
}
