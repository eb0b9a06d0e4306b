package dev.mastic.services.catalog;

import static dev.mastic.services.catalog.TestDatabasesApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.CreatePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionIndexesRequest;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;
import software.amazon.awssdk.services.glue.model.PartitionIndexStatus;

class TestPartitionIndexesApi {
    private final CatalogFixture catalog = new CatalogFixture();
    private final PartitionIndexesApi api = catalog.api(PartitionIndexesApi.class);

    @BeforeEach
    void create() {
        catalog.createEvents("year:int", "city:string");
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void anIndexIsActiveAsSoonAsItIsMade() {
        assertThat(list("events")).isEmpty();
        create("By_City", "city");
        assertThat(list("events")).singleElement().satisfies(index -> {
            assertThat(index.indexName()).isEqualTo("by_city");
            assertThat(index.indexStatus()).isEqualTo(PartitionIndexStatus.ACTIVE);
            assertThat(index.keys()).singleElement().satisfies(key -> {
                assertThat(key.name()).isEqualTo("city");
                assertThat(key.type()).isEqualTo("string");
            });
        });
        delete("BY_CITY");
        assertThat(list("events")).isEmpty();
    }

    @Test
    void whatIsWrongIsTold() {
        create("a", "city");
        refused(() -> create("A", "city"), ErrorCode.ALREADY_EXISTS);
        refused(() -> create("b", "nope"), ErrorCode.INVALID_INPUT);
        refused(() -> delete("nope"), ErrorCode.ENTITY_NOT_FOUND);
        create("b", "year");
        create("c", "year", "city");
        refused(() -> create("d", "year"), ErrorCode.RESOURCE_NUMBER_LIMIT_EXCEEDED);
    }

    @Test
    void aTableIsMadeWithItsIndexesOrNotAtAll() {
        createWithIndex("good", "year");
        assertThat(list("good")).hasSize(1);
        refused(() -> createWithIndex("bad", "nope"), ErrorCode.INVALID_INPUT);
        refused(() -> list("bad"), ErrorCode.ENTITY_NOT_FOUND);
    }

    private void create(String name, String... keys) {
        api.createPartitionIndex(
                catalog.caller,
                CreatePartitionIndexRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .partitionIndex(index -> index.indexName(name).keys(keys))
                        .build());
    }

    private void createWithIndex(String table, String key) {
        catalog.api(TablesApi.class)
                .createTable(
                        catalog.caller,
                        CreateTableRequest.builder()
                                .databaseName("lake")
                                .tableInput(CatalogFixture.table(table, "year:int"))
                                .partitionIndexes(PartitionIndex.builder()
                                        .indexName("i")
                                        .keys(key)
                                        .build())
                                .build());
    }

    private List<PartitionIndexDescriptor> list(String table) {
        return api.getPartitionIndexes(
                        catalog.caller,
                        GetPartitionIndexesRequest.builder()
                                .databaseName("lake")
                                .tableName(table)
                                .build())
                .partitionIndexDescriptorList();
    }

    private void delete(String name) {
        api.deletePartitionIndex(
                catalog.caller,
                DeletePartitionIndexRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .indexName(name)
                        .build());
    }
}
