package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.store.Database;
import java.util.List;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionResponse;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionResponse;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForPartitionResponse;

/** Glue's operations on the column statistics of partitions. */
public final class PartitionStatisticsApi implements CatalogAccess {
    private final Database database;
    private final Tables tables;
    private final Partitions partitions;
    private final StatisticsStore statistics;

    PartitionStatisticsApi(Database database, Tables tables, Partitions partitions, StatisticsStore statistics) {
        this.database = database;
        this.tables = tables;
        this.partitions = partitions;
        this.statistics = statistics;
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public UpdateColumnStatisticsForPartitionResponse updateColumnStatisticsForPartition(
            Caller caller, UpdateColumnStatisticsForPartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        database.update(handle -> StatisticsShapes.put(
                statistics,
                owner(catalog, request.databaseName(), request.tableName(), request.partitionValues()),
                request.columnStatisticsList()));
        return UpdateColumnStatisticsForPartitionResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public GetColumnStatisticsForPartitionResponse getColumnStatisticsForPartition(
            Caller caller, GetColumnStatisticsForPartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        StatisticsShapes.Found found = database.read(handle -> StatisticsShapes.find(
                statistics,
                owner(catalog, request.databaseName(), request.tableName(), request.partitionValues()),
                request.columnNames()));
        return GetColumnStatisticsForPartitionResponse.builder()
                .columnStatisticsList(found.statistics())
                .errors(found.errors())
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public DeleteColumnStatisticsForPartitionResponse deleteColumnStatisticsForPartition(
            Caller caller, DeleteColumnStatisticsForPartitionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        database.update(handle -> StatisticsShapes.remove(
                statistics,
                owner(catalog, request.databaseName(), request.tableName(), request.partitionValues()),
                request.columnName()));
        return DeleteColumnStatisticsForPartitionResponse.builder().build();
    }

    private StatisticsOwner owner(Catalog catalog, String databaseName, String tableName, List<String> values) {
        CatalogTable table = tables.get(catalog, databaseName, tableName);
        return new StatisticsOwner(StatisticsOwner.Kind.PARTITION, partitions.id(table, values));
    }
}
