package dev.mastic.services.catalog;

import static dev.mastic.services.catalog.CatalogFixture.partition;
import static dev.mastic.services.catalog.TestDatabasesApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.CreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.UpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;

class TestPartitionsApi {
    private final CatalogFixture catalog = new CatalogFixture();
    private final PartitionsApi api = catalog.api(PartitionsApi.class);
    private final BatchPartitionsApi batches = catalog.api(BatchPartitionsApi.class);

    @BeforeEach
    void create() {
        catalog.createEvents("year:int", "city:string");
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void aPartitionComesBackAsItWasGiven() {
        create(partition("2023", "Recife").toBuilder()
                .parameters(java.util.Map.of("rows", "7"))
                .build());

        Partition found = get("2023", "Recife");
        assertThat(found.values()).containsExactly("2023", "Recife");
        assertThat(found.databaseName()).isEqualTo("lake");
        assertThat(found.tableName()).isEqualTo("events");
        assertThat(found.catalogId()).isEqualTo(CatalogFixture.ACCOUNT);
        assertThat(found.creationTime()).isEqualTo(catalog.clock.instant());
        assertThat(found.parameters()).containsEntry("rows", "7");
        assertThat(found.storageDescriptor().location()).isEqualTo("s3://lake/2023/Recife");
        assertThat(found.storageDescriptor().columns()).hasSize(1);
        assertThat(found.storageDescriptor().compressed()).isFalse();
    }

    @Test
    void aPartitionAlwaysHasAStorageDescriptor() {
        create(PartitionInput.builder().values("2023", "Recife").build());
        assertThat(get("2023", "Recife").storageDescriptor()).isNotNull();
        assertThat(get("2023", "Recife").hasParameters()).isTrue();
    }

    @Test
    void whatIsWrongIsTold() {
        create(partition("2023", "Recife"));
        refused(() -> create(partition("2023", "Recife")), ErrorCode.ALREADY_EXISTS)
                .hasMessage("Partition already exists.");
        refused(() -> get("2024", "Recife"), ErrorCode.ENTITY_NOT_FOUND).hasMessage("Cannot find partition.");
        refused(() -> delete("2024", "Recife"), ErrorCode.ENTITY_NOT_FOUND);
        refused(() -> create(partition("2023")), ErrorCode.INVALID_INPUT)
                .hasMessage("The number of partition keys do not match the number of partition values");
        refused(() -> get("2023"), ErrorCode.INVALID_INPUT);
        refused(() -> list("year = 'x'", null), ErrorCode.INVALID_INPUT);
    }

    @Test
    void anUpdateMayMoveAPartitionButNotOntoAnother() {
        create(partition("2023", "Recife"));
        create(partition("2024", "Natal"));
        catalog.clock.advance(java.time.Duration.ofHours(1));
        update(List.of("2023", "Recife"), partition("2025", "Olinda"));

        assertThat(get("2025", "Olinda").creationTime())
                .isEqualTo(catalog.clock.instant().minus(java.time.Duration.ofHours(1)));
        refused(() -> get("2023", "Recife"), ErrorCode.ENTITY_NOT_FOUND);
        refused(() -> update(List.of("2025", "Olinda"), partition("2024", "Natal")), ErrorCode.ALREADY_EXISTS);
        refused(() -> update(List.of("1", "x"), partition("1", "x")), ErrorCode.ENTITY_NOT_FOUND);
        update(List.of("2024", "Natal"), PartitionInput.builder().build());
        assertThat(get("2024", "Natal").storageDescriptor().location()).isNull();
    }

    @Test
    void aListIsPagedAndFilteredAndMayLeaveColumnsOut() {
        for (int year = 2000; year < 2030; year++) {
            create(partition(String.valueOf(year), "Recife"));
        }
        List<String> years = new ArrayList<>();
        String token = null;
        do {
            GetPartitionsResponse page = api.getPartitions(
                    catalog.caller,
                    GetPartitionsRequest.builder()
                            .databaseName("Lake")
                            .tableName("Events")
                            .expression("year >= 2010")
                            .maxResults(7)
                            .excludeColumnSchema(true)
                            .nextToken(token)
                            .build());
            page.partitions().forEach(found -> {
                years.add(found.values().get(0));
                assertThat(found.storageDescriptor().hasColumns()).isFalse();
                assertThat(found.storageDescriptor().location()).isNotNull();
            });
            token = page.nextToken();
        } while (token != null);
        assertThat(years).hasSize(20).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void anEmptyListIsThereAndHasNoToken() {
        GetPartitionsResponse empty = list("", null);
        assertThat(empty.hasPartitions()).isTrue();
        assertThat(empty.nextToken()).isNull();
    }

    @Test
    void segmentsTogetherAreTheTable() {
        for (int year = 2000; year < 2030; year++) {
            create(partition(String.valueOf(year), "Recife"));
        }
        List<List<String>> all = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            list("", number).partitions().forEach(found -> all.add(found.values()));
        }
        assertThat(all).hasSize(30).doesNotHaveDuplicates();
        refused(() -> list("", 4), ErrorCode.INVALID_INPUT);
    }

    @Test
    void aTokenOfSomebodyElseIsRefused() {
        refused(
                () -> api.getPartitions(
                        catalog.caller,
                        GetPartitionsRequest.builder()
                                .databaseName("lake")
                                .tableName("events")
                                .nextToken("not base64!")
                                .build()),
                ErrorCode.INVALID_INPUT);
    }

    @Test
    void aBatchCreatesWhatItCanAndTellsTheRest() {
        create(partition("2023", "Recife"));
        List<PartitionError> errors = batches.batchCreatePartition(
                        catalog.caller,
                        BatchCreatePartitionRequest.builder()
                                .databaseName("lake")
                                .tableName("events")
                                .partitionInputList(
                                        partition("2022", "Recife"),
                                        partition("2023", "Recife"),
                                        partition("2024"),
                                        partition("2025", "Recife"))
                                .build())
                .errors();
        assertThat(errors)
                .extracting(error -> error.errorDetail().errorCode())
                .containsExactly("AlreadyExistsException", "InvalidInputException");
        assertThat(errors.get(0).partitionValues()).containsExactly("2023", "Recife");
        assertThat(list("", null).partitions()).hasSize(3);
    }

    @Test
    void aMissingPartitionIsNotAnUnprocessedKey() {
        create(partition("2023", "Recife"));
        BatchGetPartitionResponse found = batches.batchGetPartition(
                catalog.caller,
                BatchGetPartitionRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .partitionsToGet(values("2023", "Recife"), values("2024", "Recife"))
                        .build());
        assertThat(found.partitions()).hasSize(1);
        assertThat(found.unprocessedKeys()).isEmpty();
    }

    @Test
    void aBatchUpdatesAndDeletesWhatItCan() {
        create(partition("2023", "Recife"));
        assertThat(batches.batchUpdatePartition(
                                catalog.caller,
                                BatchUpdatePartitionRequest.builder()
                                        .databaseName("lake")
                                        .tableName("events")
                                        .entries(
                                                entry("2023", partition("2024", "Recife")),
                                                entry("1999", partition("1999", "Recife")))
                                        .build())
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.partitionValueList()).containsExactly("1999", "Recife"));
        assertThat(batches.batchDeletePartition(
                                catalog.caller,
                                BatchDeletePartitionRequest.builder()
                                        .databaseName("lake")
                                        .tableName("events")
                                        .partitionsToDelete(values("2023", "Recife"), values("2024", "Recife"))
                                        .build())
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.partitionValues()).containsExactly("2023", "Recife"));
        assertThat(list("", null).partitions()).isEmpty();
    }

    @Test
    void partitionsSurviveAChangeOfTheirKeys() {
        create(partition("2023", "10"));
        create(partition("2023", "9"));
        catalog.api(TablesApi.class)
                .updateTable(
                        catalog.caller,
                        UpdateTableRequest.builder()
                                .databaseName("lake")
                                .tableInput(CatalogFixture.table("events", "year:int", "n:int"))
                                .build());
        assertThat(list("n >= 9", null).partitions())
                .extracting(Partition::values)
                .containsExactly(List.of("2023", "9"), List.of("2023", "10"));

        catalog.api(TablesApi.class)
                .updateTable(
                        catalog.caller,
                        UpdateTableRequest.builder()
                                .databaseName("lake")
                                .tableInput(CatalogFixture.table("events", "year:int"))
                                .build());
        assertThat(list("year = 2023", null).partitions()).hasSize(2);
    }

    private void create(PartitionInput input) {
        api.createPartition(
                catalog.caller,
                CreatePartitionRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .partitionInput(input)
                        .build());
    }

    private Partition get(String... values) {
        return api.getPartition(
                        catalog.caller,
                        GetPartitionRequest.builder()
                                .databaseName("LAKE")
                                .tableName("Events")
                                .partitionValues(values)
                                .build())
                .partition();
    }

    private void update(List<String> values, PartitionInput input) {
        api.updatePartition(
                catalog.caller,
                UpdatePartitionRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .partitionValueList(values)
                        .partitionInput(input)
                        .build());
    }

    private void delete(String... values) {
        api.deletePartition(
                catalog.caller,
                DeletePartitionRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .partitionValues(values)
                        .build());
    }

    private GetPartitionsResponse list(String expression, @Nullable Integer segmentOfFour) {
        GetPartitionsRequest.Builder request = GetPartitionsRequest.builder()
                .databaseName("lake")
                .tableName("events")
                .expression(expression);
        if (segmentOfFour != null) {
            request.segment(segment -> segment.segmentNumber(segmentOfFour).totalSegments(4));
        }
        return api.getPartitions(catalog.caller, request.build());
    }

    private static BatchUpdatePartitionRequestEntry entry(String year, PartitionInput input) {
        return BatchUpdatePartitionRequestEntry.builder()
                .partitionValueList(year, "Recife")
                .partitionInput(input)
                .build();
    }

    private static PartitionValueList values(String... values) {
        return PartitionValueList.builder().values(values).build();
    }
}
