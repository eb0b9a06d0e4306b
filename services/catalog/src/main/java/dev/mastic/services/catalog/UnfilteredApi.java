package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.GetUnfilteredPartitionMetadataRequest;
import software.amazon.awssdk.services.glue.model.GetUnfilteredPartitionMetadataResponse;
import software.amazon.awssdk.services.glue.model.GetUnfilteredPartitionsMetadataRequest;
import software.amazon.awssdk.services.glue.model.GetUnfilteredPartitionsMetadataResponse;
import software.amazon.awssdk.services.glue.model.GetUnfilteredTableMetadataRequest;
import software.amazon.awssdk.services.glue.model.GetUnfilteredTableMetadataResponse;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.UnfilteredPartition;

/**
 * What query engines ask that filter by Lake Formation's rules themselves. No table is registered with Lake Formation here,
 * and for such tables AWS answers with all columns and without filters.
 */
public final class UnfilteredApi implements CatalogAccess {
    private static final int PAGE_ITEMS_MAX = 1000;

    private final Tables tables;
    private final Partitions partitions;

    UnfilteredApi(Tables tables, Partitions partitions) {
        this.tables = tables;
        this.partitions = partitions;
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{Name}"})
    public GetUnfilteredTableMetadataResponse getUnfilteredTableMetadata(
            Caller caller, GetUnfilteredTableMetadataRequest request) {
        Requests.refuse(request.supportedDialect(), "SupportedDialect (views of several dialects)");
        Catalog catalog = catalog(caller, request.catalogId(), request.region());
        CatalogTable found = tables.get(catalog, request.databaseName(), request.name());
        Table shape = TableShapes.shape(catalog, found);
        return GetUnfilteredTableMetadataResponse.builder()
                .table(shape)
                .authorizedColumns(columns(shape))
                .isRegisteredWithLakeFormation(false)
                .cellFilters(List.of())
                .isMultiDialectView(false)
                .resourceArn(arn(catalog, "table/" + found.database() + "/" + found.name()))
                .isProtected(false)
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public GetUnfilteredPartitionMetadataResponse getUnfilteredPartitionMetadata(
            Caller caller, GetUnfilteredPartitionMetadataRequest request) {
        Catalog catalog = catalog(caller, request.catalogId(), request.region());
        CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
        return GetUnfilteredPartitionMetadataResponse.builder()
                .partition(PartitionShapes.shape(catalog, table, partitions.get(table, request.partitionValues())))
                .authorizedColumns(columns(TableShapes.shape(catalog, table)))
                .isRegisteredWithLakeFormation(false)
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public GetUnfilteredPartitionsMetadataResponse getUnfilteredPartitionsMetadata(
            Caller caller, GetUnfilteredPartitionsMetadataRequest request) {
        Catalog catalog = catalog(caller, request.catalogId(), request.region());
        CatalogTable table = tables.get(catalog, request.databaseName(), request.tableName());
        List<String> columns = columns(TableShapes.shape(catalog, table));
        Page<CatalogPartition> page = partitions.list(
                table,
                Objects.requireNonNullElse(request.expression(), ""),
                PartitionShapes.segment(request.segment()),
                Requests.after(request.nextToken()),
                Requests.limit(request.maxResults(), PAGE_ITEMS_MAX));
        return GetUnfilteredPartitionsMetadataResponse.builder()
                .unfilteredPartitions(page.map(found -> UnfilteredPartition.builder()
                                .partition(PartitionShapes.shape(catalog, table, found))
                                .authorizedColumns(columns)
                                .isRegisteredWithLakeFormation(false)
                                .build())
                        .items())
                .nextToken(Requests.token(page))
                .build();
    }

    private static Catalog catalog(Caller caller, String catalogId, @Nullable String region) {
        if (region != null && !region.equals(caller.region())) {
            throw Refusals.notImplemented("Region " + region + " (tables of another region)");
        }
        return Requests.catalog(caller, catalogId);
    }

    private static List<String> columns(Table table) {
        List<Column> columns = new ArrayList<>(
                table.storageDescriptor() == null
                        ? List.of()
                        : table.storageDescriptor().columns());
        columns.addAll(table.partitionKeys());
        return columns.stream().map(Column::name).toList();
    }
}
