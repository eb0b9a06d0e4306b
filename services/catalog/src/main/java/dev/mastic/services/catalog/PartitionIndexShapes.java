package dev.mastic.services.catalog;

import dev.mastic.services.catalog.expression.PartitionKey;
import java.util.List;
import software.amazon.awssdk.services.glue.model.KeySchemaElement;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;
import software.amazon.awssdk.services.glue.model.PartitionIndexStatus;

/** Partition indexes between wire and domain. */
final class PartitionIndexShapes {
    private PartitionIndexShapes() {}

    static List<PartitionIndexDefinition> definitions(List<PartitionIndex> indexes) {
        return indexes.stream().map(PartitionIndexShapes::definition).toList();
    }

    static PartitionIndexDefinition definition(PartitionIndex index) {
        return new PartitionIndexDefinition(Names.fold(index.indexName()), index.keys());
    }

    static PartitionIndexDescriptor shape(CatalogTable table, PartitionIndexDefinition index) {
        return PartitionIndexDescriptor.builder()
                .indexName(index.name())
                .indexStatus(PartitionIndexStatus.ACTIVE)
                .keys(index.keys().stream()
                        .map(key -> KeySchemaElement.builder()
                                .name(key)
                                .type(type(table, key))
                                .build())
                        .toList())
                .build();
    }

    private static String type(CatalogTable table, String key) {
        return table.keys().stream()
                .filter(known -> known.name().equalsIgnoreCase(key))
                .map(PartitionKey::type)
                .findFirst()
                .orElse("string");
    }
}
