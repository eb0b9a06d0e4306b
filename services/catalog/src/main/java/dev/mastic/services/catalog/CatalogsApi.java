package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.CreateCatalogRequest;
import software.amazon.awssdk.services.glue.model.CreateCatalogResponse;
import software.amazon.awssdk.services.glue.model.DeleteCatalogRequest;
import software.amazon.awssdk.services.glue.model.DeleteCatalogResponse;
import software.amazon.awssdk.services.glue.model.GetCatalogRequest;
import software.amazon.awssdk.services.glue.model.GetCatalogResponse;
import software.amazon.awssdk.services.glue.model.GetCatalogsRequest;
import software.amazon.awssdk.services.glue.model.GetCatalogsResponse;
import software.amazon.awssdk.services.glue.model.UpdateCatalogRequest;
import software.amazon.awssdk.services.glue.model.UpdateCatalogResponse;

/** Glue's operations on catalogs inside an account's own. */
public final class CatalogsApi implements CatalogAccess {
    private static final int PAGE_ITEMS_MAX = 1000;

    private final Database database;
    private final Catalogs catalogs;
    private final Databases databases;
    private final CatalogTags tags;

    CatalogsApi(Database database, Catalogs catalogs, Databases databases, CatalogTags tags) {
        this.database = database;
        this.catalogs = catalogs;
        this.databases = databases;
        this.tags = tags;
    }

    @OnResource({"catalog", "catalog/{Name}"})
    public CreateCatalogResponse createCatalog(Caller caller, CreateCatalogRequest request) {
        String name = Names.fold(request.name());
        if (name.contains(":") || name.contains("/")) {
            throw Refusals.invalid("The name of a catalog has no colon and no slash: " + request.name() + ".");
        }
        Catalog catalog = Catalog.nested(caller.accountId(), caller.region(), name);
        database.update(handle -> {
            catalogs.create(catalog, CatalogShapes.definition(request.catalogInput()));
            if (request.hasTags() && !request.tags().isEmpty()) {
                tags.tag(catalog.arn("catalog"), request.tags());
            }
        });
        return CreateCatalogResponse.builder().build();
    }

    @OnResource("catalog")
    public GetCatalogResponse getCatalog(Caller caller, GetCatalogRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        return GetCatalogResponse.builder()
                .catalog(
                        catalog.isNested()
                                ? CatalogShapes.shape(catalog, catalogs.get(catalog))
                                : CatalogShapes.root(catalog))
                .build();
    }

    /** What is inside a catalog; nothing is inside a nested one, so {@code Recursive} finds no more. */
    @OnResource("catalog")
    public GetCatalogsResponse getCatalogs(Caller caller, GetCatalogsRequest request) {
        Catalog root = Requests.catalog(caller, request.parentCatalogId());
        if (root.isNested()) {
            catalogs.require(root);
            return GetCatalogsResponse.builder().catalogList(List.of()).build();
        }
        Optional<String> after = Requests.after(request.nextToken());
        Page<NestedCatalog> page = catalogs.list(root, after, Requests.limit(request.maxResults(), PAGE_ITEMS_MAX));
        List<software.amazon.awssdk.services.glue.model.Catalog> shapes = new ArrayList<>();
        if (Boolean.TRUE.equals(request.includeRoot()) && after.isEmpty()) {
            shapes.add(CatalogShapes.root(root));
        }
        for (NestedCatalog nested : page.items()) {
            Catalog catalog = Catalog.nested(root.accountId(), root.region(), nested.name());
            if (request.hasDatabases() == null || request.hasDatabases() == hasDatabases(catalog)) {
                shapes.add(CatalogShapes.shape(catalog, nested));
            }
        }
        return GetCatalogsResponse.builder()
                .catalogList(shapes)
                .nextToken(Requests.token(page))
                .build();
    }

    @OnResource("catalog")
    public UpdateCatalogResponse updateCatalog(Caller caller, UpdateCatalogRequest request) {
        catalogs.update(
                nested(caller, request.catalogId(), "changed"), CatalogShapes.definition(request.catalogInput()));
        return UpdateCatalogResponse.builder().build();
    }

    @OnResource({"catalog", "database/*", "table/*/*"})
    public DeleteCatalogResponse deleteCatalog(Caller caller, DeleteCatalogRequest request) {
        Catalog catalog = nested(caller, request.catalogId(), "deleted");
        database.update(handle -> {
            catalogs.delete(catalog);
            tags.forget(catalog.arn("catalog"));
        });
        return DeleteCatalogResponse.builder().build();
    }

    private boolean hasDatabases(Catalog catalog) {
        return !databases.list(catalog, Optional.empty(), 1).items().isEmpty();
    }

    private static Catalog nested(Caller caller, String catalogId, String verb) {
        Catalog catalog = Requests.catalog(caller, catalogId);
        if (!catalog.isNested()) {
            throw Refusals.invalid("The catalog of an account cannot be " + verb + ".");
        }
        return catalog;
    }
}
