package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.store.Database;
import java.util.List;
import software.amazon.awssdk.services.glue.model.CreatePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionIndexResponse;
import software.amazon.awssdk.services.glue.model.DeletePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionIndexResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionIndexesRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionIndexesResponse;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;

/** Glue's operations on partition indexes. */
public final class PartitionIndexesApi implements CatalogAccess {
    private final Database database;
    private final Tables tables;
    private final PartitionIndexes indexes;

    PartitionIndexesApi(Database database, Tables tables, PartitionIndexes indexes) {
        this.database = database;
        this.tables = tables;
        this.indexes = indexes;
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public CreatePartitionIndexResponse createPartitionIndex(Caller caller, CreatePartitionIndexRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        database.update(handle -> indexes.create(
                tables.get(catalog, request.databaseName(), request.tableName()),
                PartitionIndexShapes.definition(request.partitionIndex())));
        return CreatePartitionIndexResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public GetPartitionIndexesResponse getPartitionIndexes(Caller caller, GetPartitionIndexesRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
        // A table has three at most: there is never a second page.
        List<PartitionIndexDescriptor> descriptors = indexes.list(table).stream()
                .map(index -> PartitionIndexShapes.shape(table, index))
                .toList();
        return GetPartitionIndexesResponse.builder()
                .partitionIndexDescriptorList(descriptors)
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public DeletePartitionIndexResponse deletePartitionIndex(Caller caller, DeletePartitionIndexRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        database.update(handle -> indexes.delete(
                tables.get(catalog, request.databaseName(), request.tableName()), Names.fold(request.indexName())));
        return DeletePartitionIndexResponse.builder().build();
    }
}
