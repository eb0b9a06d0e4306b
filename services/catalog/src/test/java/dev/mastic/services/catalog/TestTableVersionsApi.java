package dev.mastic.services.catalog;

import static dev.mastic.services.catalog.TestDatabasesApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableVersionRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableVersionRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionsRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionsResponse;
import software.amazon.awssdk.services.glue.model.TableVersion;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;

class TestTableVersionsApi {
    private final CatalogFixture catalog = new CatalogFixture();
    private final TableVersionsApi api = catalog.api(TableVersionsApi.class);

    @BeforeEach
    void create() {
        catalog.createEvents();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void versionsAreListedNewestFirst() {
        update("one", false);
        update("two", false);
        assertThat(versions(100)).containsExactly("2", "1", "0");
        assertThat(versions(1)).containsExactly("2", "1", "0");
        assertThat(versions(2)).containsExactly("2", "1", "0");
    }

    @Test
    void aSkippedArchiveLeavesAGap() {
        update("one", false);
        update("two", true);
        update("three", false);
        assertThat(versions(100)).containsExactly("3", "2", "0");
    }

    @Test
    void aVersionIsTheTableAsItWas() {
        update("one", false);
        update("two", false);
        assertThat(get("1").table().description()).isEqualTo("one");
        assertThat(get("1").table().versionId()).isEqualTo("1");
        assertThat(get("0").table().description()).isNull();
        assertThat(get("2").table().description()).isEqualTo("two");
        assertThat(get(null).versionId()).isEqualTo("2");
        refused(() -> get("7"), ErrorCode.ENTITY_NOT_FOUND);
        refused(() -> get("x"), ErrorCode.INVALID_INPUT);
    }

    @Test
    void anEarlierVersionCanBeDeletedAndTheCurrentOneCannot() {
        update("one", false);
        delete("0");
        assertThat(versions(100)).containsExactly("1");
        refused(() -> delete("0"), ErrorCode.ENTITY_NOT_FOUND);
        refused(() -> delete("1"), ErrorCode.INVALID_INPUT);
    }

    @Test
    void aBatchDeletesWhatIsThereAndTellsWhatIsNot() {
        update("one", false);
        update("two", false);
        assertThat(api.batchDeleteTableVersion(
                                catalog.caller,
                                BatchDeleteTableVersionRequest.builder()
                                        .databaseName("lake")
                                        .tableName("events")
                                        .versionIds("0", "9", "1")
                                        .build())
                        .errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.versionId()).isEqualTo("9");
                    assertThat(error.errorDetail().errorCode()).isEqualTo("EntityNotFoundException");
                });
        assertThat(versions(100)).containsExactly("2");
    }

    private void update(String description, boolean skipArchive) {
        catalog.api(TablesApi.class)
                .updateTable(
                        catalog.caller,
                        UpdateTableRequest.builder()
                                .databaseName("lake")
                                .tableInput(input -> input.name("events").description(description))
                                .skipArchive(skipArchive)
                                .build());
    }

    private List<String> versions(int pageItems) {
        List<String> ids = new ArrayList<>();
        String token = null;
        do {
            GetTableVersionsResponse page = api.getTableVersions(
                    catalog.caller,
                    GetTableVersionsRequest.builder()
                            .databaseName("lake")
                            .tableName("events")
                            .maxResults(pageItems)
                            .nextToken(token)
                            .build());
            page.tableVersions().forEach(version -> ids.add(version.versionId()));
            token = page.nextToken();
        } while (token != null);
        return ids;
    }

    private TableVersion get(@Nullable String versionId) {
        return api.getTableVersion(
                        catalog.caller,
                        GetTableVersionRequest.builder()
                                .databaseName("lake")
                                .tableName("events")
                                .versionId(versionId)
                                .build())
                .tableVersion();
    }

    private void delete(String versionId) {
        api.deleteTableVersion(
                catalog.caller,
                DeleteTableVersionRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .versionId(versionId)
                        .build());
    }
}
