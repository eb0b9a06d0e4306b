package dev.mastic.services.catalog;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.List;

/**
 * The rules of partition indexes. An index changes no answer and costs no time to build: every table is indexed by its
 * keys already, so an index is ACTIVE as soon as it is asked for.
 */
final class PartitionIndexes {
    // AWS allows three for each table.
    private static final int INDEXES_MAX = 3;

    private final PartitionIndexStore indexes;

    PartitionIndexes(PartitionIndexStore indexes) {
        this.indexes = indexes;
    }

    void create(CatalogTable table, PartitionIndexDefinition index) {
        for (String key : index.keys()) {
            if (table.keys().stream().noneMatch(known -> known.name().equalsIgnoreCase(key))) {
                throw Refusals.invalid("The key " + key + " of the index " + index.name()
                        + " is not a partition key of the table " + table.name() + ".");
            }
        }
        if (indexes.list(table).size() >= INDEXES_MAX) {
            throw new ServiceException(
                    ErrorCode.RESOURCE_NUMBER_LIMIT_EXCEEDED,
                    "The table %s has %d partition indexes already.",
                    table.name(),
                    INDEXES_MAX);
        }
        if (!indexes.add(table, index)) {
            throw new ServiceException(ErrorCode.ALREADY_EXISTS, "Index with name %s already exists.", index.name());
        }
    }

    List<PartitionIndexDefinition> list(CatalogTable table) {
        return indexes.list(table);
    }

    void delete(CatalogTable table, String name) {
        if (!indexes.remove(table, name)) {
            throw new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Index with name %s not found.", name);
        }
    }
}
