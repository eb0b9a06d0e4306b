package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/** Glue's operations on many partitions: an item that is refused is told of, and the others are done. */
public final class BatchPartitionsApi implements CatalogAccess {
    private final Database database;
    private final Tables tables;
    private final Partitions partitions;

    BatchPartitionsApi(Database database, Tables tables, Partitions partitions) {
        this.database = database;
        this.tables = tables;
        this.partitions = partitions;
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public BatchCreatePartitionResponse batchCreatePartition(Caller caller, BatchCreatePartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        List<PartitionError> errors = database.write(handle -> {
            CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
            return request.partitionInputList().stream()
                    .flatMap(input -> create(table, input).stream())
                    .toList();
        });
        return BatchCreatePartitionResponse.builder().errors(errors).build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public BatchGetPartitionResponse batchGetPartition(Caller caller, BatchGetPartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        List<Partition> found = database.read(handle -> {
            CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
            return request.partitionsToGet().stream()
                    .flatMap(wanted -> partitions.find(table, wanted.values()).stream())
                    .map(partition -> PartitionShapes.shape(catalog, table, partition))
                    .toList();
        });
        // Trino asks again for every unprocessed key, for ever if need be: what is missing is not unprocessed.
        return BatchGetPartitionResponse.builder()
                .partitions(found)
                .unprocessedKeys(List.of())
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public BatchUpdatePartitionResponse batchUpdatePartition(Caller caller, BatchUpdatePartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        List<BatchUpdatePartitionFailureEntry> errors = database.write(handle -> {
            CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
            return request.entries().stream()
                    .flatMap(entry -> update(table, entry).stream())
                    .toList();
        });
        return BatchUpdatePartitionResponse.builder().errors(errors).build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public BatchDeletePartitionResponse batchDeletePartition(Caller caller, BatchDeletePartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        List<PartitionError> errors = database.write(handle -> {
            CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
            return request.partitionsToDelete().stream()
                    .flatMap(unwanted -> delete(table, unwanted).stream())
                    .toList();
        });
        return BatchDeletePartitionResponse.builder().errors(errors).build();
    }

    private Optional<PartitionError> create(CatalogTable table, PartitionInput input) {
        try {
            partitions.create(table, input.values(), PartitionShapes.definition(input));
            return Optional.empty();
        } catch (ServiceException refusal) {
            return Optional.of(error(input.values(), refusal));
        }
    }

    private Optional<BatchUpdatePartitionFailureEntry> update(
            CatalogTable table, BatchUpdatePartitionRequestEntry entry) {
        List<String> values = entry.partitionValueList();
        List<String> newValues = PartitionShapes.values(entry.partitionInput());
        try {
            partitions.update(
                    table,
                    values,
                    newValues.isEmpty() ? values : newValues,
                    PartitionShapes.definition(entry.partitionInput()));
            return Optional.empty();
        } catch (ServiceException refusal) {
            return Optional.of(BatchUpdatePartitionFailureEntry.builder()
                    .partitionValueList(values)
                    .errorDetail(ItemErrorShapes.shape(refusal))
                    .build());
        }
    }

    private Optional<PartitionError> delete(CatalogTable table, PartitionValueList unwanted) {
        try {
            partitions.delete(table, unwanted.values());
            return Optional.empty();
        } catch (ServiceException refusal) {
            return Optional.of(error(unwanted.values(), refusal));
        }
    }

    private static PartitionError error(List<String> values, ServiceException refusal) {
        return PartitionError.builder()
                .partitionValues(values)
                .errorDetail(ItemErrorShapes.shape(refusal))
                .build();
    }
}
