package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.store.Database;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreateDatabaseResponse;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.DeleteDatabaseRequest;
import software.amazon.awssdk.services.glue.model.DeleteDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GetDatabasesRequest;
import software.amazon.awssdk.services.glue.model.GetDatabasesResponse;
import software.amazon.awssdk.services.glue.model.ResourceShareType;
import software.amazon.awssdk.services.glue.model.UpdateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.UpdateDatabaseResponse;

/** Glue's operations on databases. */
public final class DatabasesApi implements CatalogAccess {
    private static final int PAGE_ITEMS_MAX = 100;

    private final Database database;
    private final Databases databases;
    private final CatalogTags tags;

    DatabasesApi(Database database, Databases databases, CatalogTags tags) {
        this.database = database;
        this.databases = databases;
        this.tags = tags;
    }

    @OnResource({"catalog", "database/{DatabaseInput.Name}"})
    public CreateDatabaseResponse createDatabase(Caller caller, CreateDatabaseRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        DatabaseInput input = input(request.databaseInput());
        database.update(handle -> {
            databases.create(catalog, input.name(), DatabaseShapes.definition(input));
            if (request.hasTags() && !request.tags().isEmpty()) {
                tags.tag(arn(catalog, "database/" + input.name()), request.tags());
            }
        });
        return CreateDatabaseResponse.builder().build();
    }

    @OnResource({"catalog", "database/{Name}"})
    public GetDatabaseResponse getDatabase(Caller caller, GetDatabaseRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        CatalogDatabase found = databases.get(catalog, request.name());
        return GetDatabaseResponse.builder()
                .database(DatabaseShapes.shape(catalog, found))
                .build();
    }

    @OnResource({"catalog", "database/*"})
    public GetDatabasesResponse getDatabases(Caller caller, GetDatabasesRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        if (request.resourceShareType() != null && request.resourceShareType() != ResourceShareType.ALL) {
            throw Refusals.notImplemented("ResourceShareType " + request.resourceShareTypeAsString());
        }
        Page<CatalogDatabase> page = databases.list(
                catalog, Requests.after(request.nextToken()), Requests.limit(request.maxResults(), PAGE_ITEMS_MAX));
        return GetDatabasesResponse.builder()
                .databaseList(page.map(found -> request.hasAttributesToGet()
                                ? DatabaseShapes.nameOnly(found)
                                : DatabaseShapes.shape(catalog, found))
                        .items())
                .nextToken(Requests.token(page))
                .build();
    }

    @OnResource({"catalog", "database/{Name}"})
    public UpdateDatabaseResponse updateDatabase(Caller caller, UpdateDatabaseRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        DatabaseInput input = input(request.databaseInput());
        databases.update(catalog, request.name(), input.name(), DatabaseShapes.definition(input));
        return UpdateDatabaseResponse.builder().build();
    }

    @OnResource({"catalog", "database/{Name}", "table/{Name}/*", "userDefinedFunction/{Name}/*"})
    public DeleteDatabaseResponse deleteDatabase(Caller caller, DeleteDatabaseRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        database.update(handle -> {
            databases.delete(catalog, request.name());
            tags.forget(arn(catalog, "database/" + request.name()));
        });
        return DeleteDatabaseResponse.builder().build();
    }

    private static DatabaseInput input(@Nullable DatabaseInput input) {
        if (input == null) {
            throw Refusals.invalid("DatabaseInput is required.");
        }
        return input;
    }
}
