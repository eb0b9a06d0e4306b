package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableResponse;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableResponse;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableAttributes;
import software.amazon.awssdk.services.glue.model.TableError;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;

/** Glue's operations on tables. */
public final class TablesApi implements CatalogAccess {
    private static final int PAGE_ITEMS_MAX = 100;

    private final Tables tables;

    TablesApi(Tables tables) {
        this.tables = tables;
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableInput.Name}"})
    public CreateTableResponse createTable(Caller caller, CreateTableRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        Requests.refuse(request.transactionId(), "TransactionId (governed tables)");
        Requests.refuse(request.openTableFormatInput(), "OpenTableFormatInput");
        TableDefinition definition = TableShapes.definition(request.tableInput());
        requireSameName(request.name(), definition);
        tables.create(
                catalog,
                request.databaseName(),
                definition,
                PartitionIndexShapes.definitions(request.partitionIndexes()),
                caller.principal().arn());
        return CreateTableResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{Name}"})
    public GetTableResponse getTable(Caller caller, GetTableRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        Requests.refuse(request.transactionId(), "TransactionId (governed tables)");
        Requests.refuse(request.queryAsOfTime(), "QueryAsOfTime");
        CatalogTable table = tables.get(catalog, request.databaseName(), request.name());
        return GetTableResponse.builder()
                .table(shape(catalog, table, request.attributesToGet()))
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/*"})
    public GetTablesResponse getTables(Caller caller, GetTablesRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        Requests.refuse(request.transactionId(), "TransactionId (governed tables)");
        Requests.refuse(request.queryAsOfTime(), "QueryAsOfTime");
        Page<CatalogTable> page = tables.list(
                catalog,
                request.databaseName(),
                NamePattern.of(request.expression()),
                Requests.after(request.nextToken()),
                Requests.limit(request.maxResults(), PAGE_ITEMS_MAX));
        return GetTablesResponse.builder()
                .tableList(page.map(table -> shape(catalog, table, request.attributesToGet()))
                        .items())
                .nextToken(Requests.token(page))
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TableInput.Name}"})
    public UpdateTableResponse updateTable(Caller caller, UpdateTableRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        Requests.refuse(request.transactionId(), "TransactionId (governed tables)");
        Requests.refuse(request.viewUpdateAction(), "ViewUpdateAction");
        Requests.refuse(request.updateOpenTableFormatInput(), "UpdateOpenTableFormatInput");
        TableDefinition definition = TableShapes.definition(request.tableInput());
        requireSameName(request.name(), definition);
        tables.update(
                catalog,
                request.databaseName(),
                definition,
                Optional.ofNullable(request.versionId()).map(VersionIds::number),
                Boolean.TRUE.equals(request.skipArchive()) ? Tables.Archiving.SKIP : Tables.Archiving.KEEP);
        return UpdateTableResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{Name}"})
    public DeleteTableResponse deleteTable(Caller caller, DeleteTableRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        Requests.refuse(request.transactionId(), "TransactionId (governed tables)");
        tables.delete(catalog, request.databaseName(), request.name());
        return DeleteTableResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "table/{DatabaseName}/{TablesToDelete[]}"})
    public BatchDeleteTableResponse batchDeleteTable(Caller caller, BatchDeleteTableRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        Requests.refuse(request.transactionId(), "TransactionId (governed tables)");
        String databaseName = request.databaseName();
        tables.requireDatabase(catalog, databaseName);
        List<TableError> errors = new ArrayList<>();
        for (String name : request.tablesToDelete()) {
            try {
                tables.delete(catalog, databaseName, name);
            } catch (ServiceException refusal) {
                errors.add(TableError.builder()
                        .tableName(name)
                        .errorDetail(ItemErrorShapes.shape(refusal))
                        .build());
            }
        }
        return BatchDeleteTableResponse.builder().errors(errors).build();
    }

    private static Table shape(Catalog catalog, CatalogTable table, List<TableAttributes> wanted) {
        Table whole = TableShapes.shape(catalog, table);
        if (wanted.isEmpty()) {
            return whole;
        }
        if (!wanted.contains(TableAttributes.NAME)) {
            throw new ServiceException(ErrorCode.INVALID_INPUT, "AttributesToGet must include NAME.");
        }
        return Table.builder()
                .name(whole.name())
                .databaseName(whole.databaseName())
                .tableType(wanted.contains(TableAttributes.TABLE_TYPE) ? whole.tableType() : null)
                .build();
    }

    private static void requireSameName(String name, TableDefinition definition) {
        if (name != null && !Names.fold(name).equals(definition.name())) {
            throw Refusals.invalid("Name and TableInput.Name differ: " + name + " and " + definition.name() + ".");
        }
    }
}
