package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.glue.model.CreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.DeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.UpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdatePartitionResponse;

/** Glue's operations on partitions, one at a time or a page of them. */
public final class PartitionsApi implements CatalogAccess {
    private static final int PAGE_ITEMS_MAX = 1000;

    private final Tables tables;
    private final Partitions partitions;

    PartitionsApi(Tables tables, Partitions partitions) {
        this.tables = tables;
        this.partitions = partitions;
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public CreatePartitionResponse createPartition(Caller caller, CreatePartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
        partitions.create(
                table,
                PartitionShapes.values(request.partitionInput()),
                PartitionShapes.definition(request.partitionInput()));
        return CreatePartitionResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public GetPartitionResponse getPartition(Caller caller, GetPartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
        CatalogPartition found = partitions.get(table, request.partitionValues());
        return GetPartitionResponse.builder()
                .partition(PartitionShapes.shape(catalog, table, found))
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public GetPartitionsResponse getPartitions(Caller caller, GetPartitionsRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        Requests.refuse(request.transactionId(), "TransactionId (governed tables)");
        Requests.refuse(request.queryAsOfTime(), "QueryAsOfTime");
        CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
        Page<CatalogPartition> page = partitions.list(
                table,
                Objects.requireNonNullElse(request.expression(), ""),
                PartitionShapes.segment(request.segment()),
                Requests.after(request.nextToken()),
                Requests.limit(request.maxResults(), PAGE_ITEMS_MAX));
        List<Partition> shapes =
                page.map(found -> PartitionShapes.shape(catalog, table, found)).items();
        return GetPartitionsResponse.builder()
                .partitions(
                        Boolean.TRUE.equals(request.excludeColumnSchema())
                                ? shapes.stream()
                                        .map(PartitionShapes::withoutColumns)
                                        .toList()
                                : shapes)
                .nextToken(Requests.token(page))
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public UpdatePartitionResponse updatePartition(Caller caller, UpdatePartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
        List<String> newValues = PartitionShapes.values(request.partitionInput());
        partitions.update(
                table,
                request.partitionValueList(),
                newValues.isEmpty() ? request.partitionValueList() : newValues,
                PartitionShapes.definition(request.partitionInput()));
        return UpdatePartitionResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public DeletePartitionResponse deletePartition(Caller caller, DeletePartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
        partitions.delete(table, request.partitionValues());
        return DeletePartitionResponse.builder().build();
    }
}
