package dev.mastic.services.catalog;

import static dev.mastic.services.catalog.TestDatabasesApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Comparator;
import software.amazon.awssdk.services.glue.model.PropertyPredicate;
import software.amazon.awssdk.services.glue.model.SearchTablesRequest;
import software.amazon.awssdk.services.glue.model.SearchTablesResponse;
import software.amazon.awssdk.services.glue.model.Sort;
import software.amazon.awssdk.services.glue.model.SortCriterion;

class TestSearchApi {
    private final CatalogFixture catalog = new CatalogFixture();
    private final SearchApi api = catalog.api(SearchApi.class);

    @BeforeEach
    void create() {
        catalog.createDatabase("lake");
        catalog.createDatabase("sea");
        catalog.createTable("sea", CatalogFixture.table("xx-link-yy"));
        catalog.createTable("lake", CatalogFixture.table("xxlinkyy"));
        catalog.createTable("lake", CatalogFixture.table("customer-link", "city:string"));
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void aFilterFindsWholeWordsOfAName() {
        assertThat(search(null, filter("Name", "link", null))).containsExactly("customer-link", "xx-link-yy");
        assertThat(search(null, filter("Name", "link", null), filter("DatabaseName", "sea", null)))
                .containsExactly("xx-link-yy");
    }

    @Test
    void searchTextIsFoundInNamesAndColumns() {
        assertThat(search("LINK")).containsExactly("customer-link", "xxlinkyy", "xx-link-yy");
        assertThat(search("city")).containsExactly("customer-link");
        assertThat(search("\"xxlinkyy\"")).containsExactly("xxlinkyy");
        assertThat(search("\"xxlink\"")).isEmpty();
        assertThat(search(null)).hasSize(3);
    }

    @Test
    void timesAreCompared() {
        String now = catalog.clock.instant().toString();
        assertThat(search(null, filter("CreateTime", now, Comparator.GREATER_THAN_EQUALS)))
                .hasSize(3);
        assertThat(search(null, filter("CreateTime", now, Comparator.GREATER_THAN)))
                .isEmpty();
        refused(() -> search(null, filter("UpdateTime", "today", null)), ErrorCode.INVALID_INPUT);
    }

    @Test
    void sortingIsRefusedByName() {
        refused(
                        () -> api.searchTables(
                                catalog.caller,
                                SearchTablesRequest.builder()
                                        .sortCriteria(SortCriterion.builder()
                                                .fieldName("Name")
                                                .sort(Sort.DESC)
                                                .build())
                                        .build()),
                        ErrorCode.NOT_IMPLEMENTED)
                .hasMessageContaining("SortCriteria");
    }

    @Test
    void aTokenOfSomebodyElseIsRefused() {
        refused(
                () -> api.searchTables(
                        catalog.caller,
                        SearchTablesRequest.builder().nextToken("bm9wZQ").build()),
                ErrorCode.INVALID_INPUT);
    }

    private List<String> search(@Nullable String text, PropertyPredicate... filters) {
        List<String> names = new ArrayList<>();
        String token = null;
        do {
            SearchTablesResponse page = api.searchTables(
                    catalog.caller,
                    SearchTablesRequest.builder()
                            .searchText(text)
                            .filters(Arrays.asList(filters))
                            .maxResults(1)
                            .nextToken(token)
                            .build());
            page.tableList().forEach(table -> names.add(table.name()));
            token = page.nextToken();
        } while (token != null);
        return names;
    }

    private static PropertyPredicate filter(String key, String value, @Nullable Comparator comparator) {
        return PropertyPredicate.builder()
                .key(key)
                .value(value)
                .comparator(comparator)
                .build();
    }
}
