package dev.mastic.services.catalog;

import static dev.mastic.services.catalog.TestDatabasesApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableAttributes;
import software.amazon.awssdk.services.glue.model.TableError;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;

class TestTablesApi {
    private final CatalogFixture catalog = new CatalogFixture();
    private final TablesApi api = catalog.api(TablesApi.class);

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void aTableComesBackAsItWasGiven() {
        catalog.createDatabase("lake");
        Instant accessed = Instant.parse("2025-12-31T23:59:59Z");
        catalog.createTable(
                "LAKE",
                TableInput.builder()
                        .name("Events")
                        .description("all")
                        .owner("ana")
                        .lastAccessTime(accessed)
                        .retention(7)
                        .tableType("EXTERNAL_TABLE")
                        .parameters(Map.of("classification", "parquet"))
                        .partitionKeys(CatalogFixture.column("Year", "int"))
                        .storageDescriptor(descriptor -> descriptor
                                .location("s3://lake/events")
                                .columns(CatalogFixture.column("Id", "struct<a:int,b:array<string>>"))
                                .compressed(true)
                                .numberOfBuckets(-1)
                                .serdeInfo(serde -> serde.serializationLibrary("org.x.Serde")
                                        .parameters(Map.of("field.delim", ";"))))
                        .build());

        Table table = get("lake", "EVENTS");
        assertThat(table.name()).isEqualTo("events");
        assertThat(table.databaseName()).isEqualTo("lake");
        assertThat(table.description()).isEqualTo("all");
        assertThat(table.owner()).isEqualTo("ana");
        assertThat(table.lastAccessTime()).isEqualTo(accessed);
        assertThat(table.retention()).isEqualTo(7);
        assertThat(table.parameters()).containsExactly(Map.entry("classification", "parquet"));
        assertThat(table.partitionKeys()).containsExactly(CatalogFixture.column("Year", "int"));
        assertThat(table.storageDescriptor().columns())
                .containsExactly(CatalogFixture.column("Id", "struct<a:int,b:array<string>>"));
        assertThat(table.storageDescriptor().compressed()).isTrue();
        assertThat(table.storageDescriptor().numberOfBuckets()).isEqualTo(-1);
        assertThat(table.storageDescriptor().serdeInfo().parameters()).containsEntry("field.delim", ";");
        assertThat(table.catalogId()).isEqualTo(CatalogFixture.ACCOUNT);
        assertThat(table.versionId()).isEqualTo("0");
        assertThat(table.createdBy()).isEqualTo("arn:aws:iam::000000000000:root");
        assertThat(table.createTime()).isEqualTo(catalog.clock.instant());
        assertThat(table.updateTime()).isEqualTo(catalog.clock.instant());
        assertThat(table.isRegisteredWithLakeFormation()).isFalse();
        assertThat(table.isMultiDialectView()).isFalse();
    }

    @Test
    void whatClientsReadWithoutAskingIsThere() {
        catalog.createDatabase("lake");
        catalog.createTable("lake", CatalogFixture.table("events"));

        Table table = get("lake", "events");
        assertThat(table.retention()).isZero();
        assertThat(table.hasParameters()).isTrue();
        assertThat(table.hasPartitionKeys()).isTrue();
        StorageDescriptor descriptor = table.storageDescriptor();
        assertThat(descriptor.compressed()).isFalse();
        assertThat(descriptor.numberOfBuckets()).isZero();
        assertThat(descriptor.storedAsSubDirectories()).isFalse();
        assertThat(descriptor.hasSortColumns()).isTrue();
    }

    @Test
    void aNameIsTakenInAnyCase() {
        catalog.createDatabase("lake");
        catalog.createTable("lake", CatalogFixture.table("events"));
        refused(() -> catalog.createTable("lake", CatalogFixture.table("EVENTS")), ErrorCode.ALREADY_EXISTS)
                .hasMessage("Table already exists.");
    }

    @Test
    void whatIsMissingIsTold() {
        refused(() -> get("nope", "events"), ErrorCode.ENTITY_NOT_FOUND).hasMessage("Database nope not found.");
        refused(() -> catalog.createTable("nope", CatalogFixture.table("events")), ErrorCode.ENTITY_NOT_FOUND)
                .hasMessage("Database nope not found.");
        refused(() -> list("nope", null), ErrorCode.ENTITY_NOT_FOUND).hasMessage("Database nope not found.");
        catalog.createDatabase("lake");
        refused(() -> get("lake", "nope"), ErrorCode.ENTITY_NOT_FOUND).hasMessage("Table nope not found.");
        refused(() -> delete("nope"), ErrorCode.ENTITY_NOT_FOUND).hasMessage("Table nope not found.");
        refused(() -> update(CatalogFixture.table("nope"), null), ErrorCode.ENTITY_NOT_FOUND)
                .hasMessage("Table nope not found.");
    }

    @Test
    void anUpdateReplacesTheDefinitionAndKeepsTheBirth() {
        catalog.createEvents();
        Instant created = catalog.clock.instant();
        catalog.clock.advance(Duration.ofMinutes(5));
        update(TableInput.builder().name("events").description("new").build(), null);

        Table table = get("lake", "events");
        assertThat(table.versionId()).isEqualTo("1");
        assertThat(table.description()).isEqualTo("new");
        assertThat(table.storageDescriptor()).isNull();
        assertThat(table.createTime()).isEqualTo(created);
        assertThat(table.updateTime()).isEqualTo(created.plus(Duration.ofMinutes(5)));
    }

    @Test
    void anUpdateOfAStaleVersionIsAConcurrentModification() {
        catalog.createEvents();
        update(CatalogFixture.table("events"), "0");
        refused(() -> update(CatalogFixture.table("events"), "0"), ErrorCode.CONCURRENT_MODIFICATION);
        update(CatalogFixture.table("events"), "1");
        assertThat(get("lake", "events").versionId()).isEqualTo("2");
    }

    @Test
    void oneOfManyCommitsOfOneVersionWins() throws Exception {
        catalog.createEvents();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> commit = () -> {
                try {
                    update(CatalogFixture.table("events"), "0");
                    return true;
                } catch (dev.mastic.aws.ServiceException refusal) {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.CONCURRENT_MODIFICATION);
                    return false;
                }
            };
            int won = 0;
            for (Future<Boolean> outcome : clients.invokeAll(java.util.Collections.nCopies(16, commit))) {
                won += outcome.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
            assertThat(get("lake", "events").versionId()).isEqualTo("1");
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void anIcebergTableNeedsNoSerde() {
        catalog.createDatabase("lake");
        catalog.createTable(
                "lake",
                TableInput.builder()
                        .name("ice")
                        .tableType("EXTERNAL_TABLE")
                        .parameters(Map.of("table_type", "ICEBERG", "metadata_location", "s3://lake/ice/v1.json"))
                        .storageDescriptor(descriptor -> descriptor.location("s3://lake/ice"))
                        .build());
        assertThat(get("lake", "ice").parameters()).containsEntry("metadata_location", "s3://lake/ice/v1.json");
        assertThat(get("lake", "ice").storageDescriptor().serdeInfo()).isNull();
    }

    @Test
    void aListIsPagedByName() {
        catalog.createDatabase("lake");
        List.of("t3", "t1", "t5", "t2", "t4").forEach(name -> catalog.createTable("lake", CatalogFixture.table(name)));

        List<String> names = new ArrayList<>();
        String token = null;
        do {
            GetTablesResponse page = api.getTables(
                    catalog.caller,
                    GetTablesRequest.builder()
                            .databaseName("lake")
                            .maxResults(2)
                            .nextToken(token)
                            .build());
            page.tableList().forEach(table -> names.add(table.name()));
            token = page.nextToken();
        } while (token != null);
        assertThat(names).containsExactly("t1", "t2", "t3", "t4", "t5");
    }

    @Test
    void aPatternIsARegexOrAGlob() {
        catalog.createDatabase("lake");
        List.of("sales_2023", "sales_2024", "orders", "x.y")
                .forEach(name -> catalog.createTable("lake", CatalogFixture.table(name)));

        assertThat(list("lake", "sales_.*")).containsExactly("sales_2023", "sales_2024");
        assertThat(list("lake", "sales_*")).containsExactly("sales_2023", "sales_2024");
        assertThat(list("lake", "SALES_202[34]")).containsExactly("sales_2023", "sales_2024");
        assertThat(list("lake", "*3|ord*")).containsExactly("orders", "sales_2023");
        assertThat(list("lake", "*")).hasSize(4);
        assertThat(list("lake", "")).hasSize(4);
        assertThat(list("lake", "order")).isEmpty();
        assertThat(list("lake", "x?y")).isEmpty();
        refused(
                () -> {
                    catalog.createTable("lake", CatalogFixture.table("a".repeat(100)));
                    list("lake", ".*a.*a.*a.*a.*a.*b");
                },
                ErrorCode.INVALID_INPUT);
    }

    @Test
    void onlyWhatIsWantedIsReturned() {
        catalog.createEvents();
        GetTablesResponse types = api.getTables(
                catalog.caller,
                GetTablesRequest.builder()
                        .databaseName("lake")
                        .attributesToGet(TableAttributes.NAME, TableAttributes.TABLE_TYPE)
                        .build());
        assertThat(types.tableList())
                .containsExactly(Table.builder()
                        .name("events")
                        .databaseName("lake")
                        .tableType("EXTERNAL_TABLE")
                        .build());
    }

    @Test
    void anEmptyListIsThereAndHasNoToken() {
        catalog.createDatabase("lake");
        GetTablesResponse empty = api.getTables(
                catalog.caller, GetTablesRequest.builder().databaseName("lake").build());
        assertThat(empty.hasTableList()).isTrue();
        assertThat(empty.nextToken()).isNull();
    }

    @Test
    void aBatchDeletesWhatIsThereAndTellsWhatIsNot() {
        catalog.createEvents();
        List<TableError> errors = api.batchDeleteTable(
                        catalog.caller,
                        BatchDeleteTableRequest.builder()
                                .databaseName("lake")
                                .tablesToDelete("nope", "Events")
                                .build())
                .errors();
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.tableName()).isEqualTo("nope");
            assertThat(error.errorDetail().errorCode()).isEqualTo("EntityNotFoundException");
        });
        assertThat(list("lake", null)).isEmpty();
    }

    @Test
    void whatIsNotDoneIsRefusedByName() {
        catalog.createDatabase("lake");
        refused(
                        () -> api.createTable(
                                catalog.caller,
                                CreateTableRequest.builder()
                                        .databaseName("lake")
                                        .name("ice")
                                        .openTableFormatInput(input -> input.icebergInput(ice -> ice.version("2")))
                                        .build()),
                        ErrorCode.NOT_IMPLEMENTED)
                .hasMessageContaining("OpenTableFormatInput");
        refused(
                        () -> api.getTable(
                                catalog.caller,
                                GetTableRequest.builder()
                                        .databaseName("lake")
                                        .name("t")
                                        .queryAsOfTime(Instant.EPOCH)
                                        .build()),
                        ErrorCode.NOT_IMPLEMENTED)
                .hasMessageContaining("QueryAsOfTime");
    }

    private Table get(String databaseName, String name) {
        return api.getTable(
                        catalog.caller,
                        GetTableRequest.builder()
                                .databaseName(databaseName)
                                .name(name)
                                .build())
                .table();
    }

    private List<String> list(String databaseName, @Nullable String expression) {
        return api
                .getTables(
                        catalog.caller,
                        GetTablesRequest.builder()
                                .databaseName(databaseName)
                                .expression(expression)
                                .build())
                .tableList()
                .stream()
                .map(Table::name)
                .toList();
    }

    private void update(TableInput input, @Nullable String versionId) {
        api.updateTable(
                catalog.caller,
                UpdateTableRequest.builder()
                        .databaseName("lake")
                        .tableInput(input)
                        .versionId(versionId)
                        .build());
    }

    private void delete(String name) {
        api.deleteTable(
                catalog.caller,
                DeleteTableRequest.builder().databaseName("lake").name(name).build());
    }
}
