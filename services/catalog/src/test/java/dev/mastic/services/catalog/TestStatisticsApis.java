package dev.mastic.services.catalog;

import static dev.mastic.services.catalog.TestDatabasesApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;
import software.amazon.awssdk.services.glue.model.ColumnStatisticsType;
import software.amazon.awssdk.services.glue.model.CreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionResponse;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableResponse;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForTableRequest;

class TestStatisticsApis {
    private final CatalogFixture catalog = new CatalogFixture();
    private final TableStatisticsApi ofTables = catalog.api(TableStatisticsApi.class);
    private final PartitionStatisticsApi ofPartitions = catalog.api(PartitionStatisticsApi.class);

    @BeforeEach
    void create() {
        catalog.createEvents("year:int");
        createPartition();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void statisticsOfATableComeBackAndTheMissingAreTold() {
        updateTable(statistics(10));
        updateTable(statistics(20));

        GetColumnStatisticsForTableResponse found = ofTables.getColumnStatisticsForTable(
                catalog.caller,
                GetColumnStatisticsForTableRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .columnNames("ID", "payload")
                        .build());
        assertThat(found.columnStatisticsList()).containsExactly(statistics(20));
        assertThat(found.errors()).singleElement().satisfies(error -> {
            assertThat(error.columnName()).isEqualTo("payload");
            assertThat(error.error().errorCode()).isEqualTo("EntityNotFoundException");
        });
    }

    @Test
    void statisticsOfATableCanBeDeletedOnce() {
        updateTable(statistics(10));
        deleteFromTable();
        refused(this::deleteFromTable, ErrorCode.ENTITY_NOT_FOUND);
    }

    @Test
    void statisticsOfAPartitionGoWithIt() {
        ofPartitions.updateColumnStatisticsForPartition(
                catalog.caller,
                UpdateColumnStatisticsForPartitionRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .partitionValues("2023")
                        .columnStatisticsList(statistics(5))
                        .build());
        assertThat(ofPartition().columnStatisticsList()).containsExactly(statistics(5));

        catalog.api(PartitionsApi.class)
                .deletePartition(
                        catalog.caller,
                        DeletePartitionRequest.builder()
                                .databaseName("lake")
                                .tableName("events")
                                .partitionValues("2023")
                                .build());
        refused(this::ofPartition, ErrorCode.ENTITY_NOT_FOUND);
        createPartition();
        assertThat(ofPartition().columnStatisticsList()).isEmpty();
        assertThat(ofPartition().errors()).hasSize(1);
        refused(
                () -> ofPartitions.deleteColumnStatisticsForPartition(
                        catalog.caller,
                        DeleteColumnStatisticsForPartitionRequest.builder()
                                .databaseName("lake")
                                .tableName("events")
                                .partitionValues("2023")
                                .columnName("id")
                                .build()),
                ErrorCode.ENTITY_NOT_FOUND);
    }

    private void createPartition() {
        catalog.api(PartitionsApi.class)
                .createPartition(
                        catalog.caller,
                        CreatePartitionRequest.builder()
                                .databaseName("lake")
                                .tableName("events")
                                .partitionInput(CatalogFixture.partition("2023"))
                                .build());
    }

    private GetColumnStatisticsForPartitionResponse ofPartition() {
        return ofPartitions.getColumnStatisticsForPartition(
                catalog.caller,
                GetColumnStatisticsForPartitionRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .partitionValues("2023")
                        .columnNames("id")
                        .build());
    }

    private void updateTable(ColumnStatistics statistics) {
        ofTables.updateColumnStatisticsForTable(
                catalog.caller,
                UpdateColumnStatisticsForTableRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .columnStatisticsList(List.of(statistics))
                        .build());
    }

    private void deleteFromTable() {
        ofTables.deleteColumnStatisticsForTable(
                catalog.caller,
                DeleteColumnStatisticsForTableRequest.builder()
                        .databaseName("lake")
                        .tableName("events")
                        .columnName("id")
                        .build());
    }

    private static ColumnStatistics statistics(long distinct) {
        return ColumnStatistics.builder()
                .columnName("id")
                .columnType("bigint")
                .analyzedTime(Instant.parse("2026-01-01T00:00:00Z"))
                .statisticsData(data -> data.type(ColumnStatisticsType.LONG)
                        .longColumnStatisticsData(numbers ->
                                numbers.minimumValue(-1L).numberOfNulls(0L).numberOfDistinctValues(distinct)))
                .build();
    }
}
