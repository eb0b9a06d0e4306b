package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableVersionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableVersionResponse;
import software.amazon.awssdk.services.glue.model.DeleteTableVersionRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableVersionResponse;
import software.amazon.awssdk.services.glue.model.GetTableVersionRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionResponse;
import software.amazon.awssdk.services.glue.model.GetTableVersionsRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionsResponse;
import software.amazon.awssdk.services.glue.model.TableVersion;
import software.amazon.awssdk.services.glue.model.TableVersionError;

/** Glue's operations on the versions of tables. */
public final class TableVersionsApi implements CatalogAccess {
    private static final int PAGE_ITEMS_MAX = 100;

    private final TableVersions versions;

    TableVersionsApi(TableVersions versions) {
        this.versions = versions;
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public GetTableVersionResponse getTableVersion(Caller caller, GetTableVersionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        CatalogTable version = versions.get(
                catalog,
                request.databaseName(),
                request.tableName(),
                Optional.ofNullable(request.versionId()).map(VersionIds::number));
        return GetTableVersionResponse.builder()
                .tableVersion(shape(catalog, version))
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public GetTableVersionsResponse getTableVersions(Caller caller, GetTableVersionsRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        Page<CatalogTable> page = versions.list(
                catalog,
                request.databaseName(),
                request.tableName(),
                Requests.after(request.nextToken()).map(VersionIds::number),
                Requests.limit(request.maxResults(), PAGE_ITEMS_MAX));
        return GetTableVersionsResponse.builder()
                .tableVersions(page.map(version -> shape(catalog, version)).items())
                .nextToken(Requests.token(page))
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public DeleteTableVersionResponse deleteTableVersion(Caller caller, DeleteTableVersionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        versions.delete(catalog, request.databaseName(), request.tableName(), VersionIds.number(request.versionId()));
        return DeleteTableVersionResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableName}"})
    public BatchDeleteTableVersionResponse batchDeleteTableVersion(
            Caller caller, BatchDeleteTableVersionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        String databaseName = request.databaseName();
        String tableName = request.tableName();
        versions.get(catalog, databaseName, tableName, Optional.empty());
        List<TableVersionError> errors = new ArrayList<>();
        for (String versionId : request.versionIds()) {
            try {
                versions.delete(catalog, databaseName, tableName, VersionIds.number(versionId));
            } catch (ServiceException refusal) {
                errors.add(TableVersionError.builder()
                        .tableName(tableName)
                        .versionId(versionId)
                        .errorDetail(ItemErrorShapes.shape(refusal))
                        .build());
            }
        }
        return BatchDeleteTableVersionResponse.builder().errors(errors).build();
    }

    private static TableVersion shape(Catalog catalog, CatalogTable version) {
        return TableVersion.builder()
                .table(TableShapes.shape(catalog, version))
                .versionId(String.valueOf(version.version()))
                .build();
    }
}
