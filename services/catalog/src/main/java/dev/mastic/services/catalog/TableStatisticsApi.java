package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.store.Database;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableResponse;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableResponse;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForTableResponse;

/** Glue's operations on the column statistics of tables. */
public final class TableStatisticsApi implements CatalogAccess {
    private final Database database;
    private final Tables tables;
    private final StatisticsStore statistics;

    TableStatisticsApi(Database database, Tables tables, StatisticsStore statistics) {
        this.database = database;
        this.tables = tables;
        this.statistics = statistics;
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public UpdateColumnStatisticsForTableResponse updateColumnStatisticsForTable(
            Caller caller, UpdateColumnStatisticsForTableRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        database.update(handle -> StatisticsShapes.put(
                statistics,
                owner(catalog, request.databaseName(), request.tableName()),
                request.columnStatisticsList()));
        return UpdateColumnStatisticsForTableResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public GetColumnStatisticsForTableResponse getColumnStatisticsForTable(
            Caller caller, GetColumnStatisticsForTableRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        StatisticsShapes.Found found = database.read(handle -> StatisticsShapes.find(
                statistics, owner(catalog, request.databaseName(), request.tableName()), request.columnNames()));
        return GetColumnStatisticsForTableResponse.builder()
                .columnStatisticsList(found.statistics())
                .errors(found.errors())
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public DeleteColumnStatisticsForTableResponse deleteColumnStatisticsForTable(
            Caller caller, DeleteColumnStatisticsForTableRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        database.update(handle -> StatisticsShapes.remove(
                statistics, owner(catalog, request.databaseName(), request.tableName()), request.columnName()));
        return DeleteColumnStatisticsForTableResponse.builder().build();
    }

    private StatisticsOwner owner(Catalog catalog, String databaseName, String tableName) {
        return new StatisticsOwner(
                StatisticsOwner.Kind.TABLE,
                tables.get(catalog, databaseName, tableName).id());
    }
}
