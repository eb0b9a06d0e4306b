package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.glue.model.ResourceShareType;
import software.amazon.awssdk.services.glue.model.SearchTablesRequest;
import software.amazon.awssdk.services.glue.model.SearchTablesResponse;
import software.amazon.awssdk.services.glue.model.Table;

/** Glue's search over the tables of all databases. */
public final class SearchApi implements CatalogAccess {
    private static final int PAGE_ITEMS_MAX = 1000;
    private static final int PAGE_ITEMS_DEFAULT = 100;
    private static final int READ_AT_ONCE = 200;
    // A page ends here even when it is not full, so that a search for what is nowhere answers in good time.
    private static final int SEARCHED_MAX = 10_000;

    private final Catalogs catalogs;
    private final TableStore tables;

    SearchApi(Catalogs catalogs, TableStore tables) {
        this.catalogs = catalogs;
        this.tables = tables;
    }

    @OnResource({"catalog", "database/*", "table/*/*"})
    public SearchTablesResponse searchTables(Caller caller, SearchTablesRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        catalogs.require(catalog);
        if (request.resourceShareType() != null && request.resourceShareType() != ResourceShareType.ALL) {
            throw Refusals.notImplemented("ResourceShareType " + request.resourceShareTypeAsString());
        }
        Requests.refuse(request.sortCriteria().isEmpty() ? null : request.sortCriteria(), "SortCriteria");
        Predicate<Table> wanted = SearchShapes.text(request.searchText()).and(SearchShapes.filters(request.filters()));
        int limit = request.maxResults() == null
                ? PAGE_ITEMS_DEFAULT
                : Requests.limit(request.maxResults(), PAGE_ITEMS_MAX);
        Page<Table> page = search(catalog, wanted, startOf(request), limit);
        return SearchTablesResponse.builder()
                .tableList(page.items())
                .nextToken(Requests.token(page))
                .build();
    }

    private static List<String> startOf(SearchTablesRequest request) {
        return Requests.after(request.nextToken())
                .map(key -> PageToken.key(key, 2, ErrorCode.INVALID_INPUT))
                .orElse(List.of(Page.START, Page.START));
    }

    private Page<Table> search(Catalog catalog, Predicate<Table> wanted, List<String> after, int limit) {
        List<Table> found = new ArrayList<>();
        List<String> last = after;
        for (int searched = 0; searched < SEARCHED_MAX; searched += READ_AT_ONCE) {
            List<CatalogTable> some = tables.listAll(catalog, last.get(0), last.get(1), READ_AT_ONCE);
            for (CatalogTable table : some) {
                if (found.size() == limit) {
                    return new Page<>(found, Optional.of(PageToken.of(last)));
                }
                Table shape = TableShapes.shape(catalog, table);
                if (wanted.test(shape)) {
                    found.add(shape);
                }
                last = List.of(table.database(), table.name());
            }
            if (some.size() < READ_AT_ONCE) {
                return new Page<>(found, Optional.empty());
            }
        }
        return new Page<>(found, Optional.of(PageToken.of(last)));
    }
}
