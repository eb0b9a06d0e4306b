package dev.mastic.server;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.OperationCalls;
import dev.mastic.services.crawlers.crawl.CrawledCatalog;
import dev.mastic.services.crawlers.crawl.CrawledPartition;
import dev.mastic.services.crawlers.crawl.CrawledTable;
import dev.mastic.services.crawlers.inference.DataType;
import dev.mastic.services.crawlers.inference.Field;
import dev.mastic.services.crawlers.inference.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreateDatabaseResponse;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableResponse;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;

/** The Data Catalog for a crawler: the same operations as everybody's, with the permissions of its role. */
final class CrawledCatalogAccess implements CrawledCatalog {
    private static final int CREATED_AT_ONCE = 100;
    private static final int UPDATED_AT_ONCE = 100;
    private static final int DELETED_AT_ONCE = 25;
    private static final int INDEX_KEYS_MAX = 3;
    private static final String INDEX = "crawler_partition_index";

    private final Supplier<OperationCalls> calls;
    private final Caller caller;

    /**
     * Makes a view of the catalog.
     *
     * @param calls asked for when the first call is made, after the server's operations are known
     */
    CrawledCatalogAccess(Supplier<OperationCalls> calls, Caller caller) {
        this.calls = calls;
        this.caller = caller;
    }

    @Override
    public void ensureDatabase(String database) {
        Optional<GetDatabaseResponse> found = found(() -> calls.get()
                .call(caller, GetDatabaseRequest.builder().name(database).build(), GetDatabaseResponse.class));
        if (found.isEmpty()) {
            calls.get()
                    .call(
                            caller,
                            CreateDatabaseRequest.builder()
                                    .databaseInput(input -> input.name(database))
                                    .build(),
                            CreateDatabaseResponse.class);
        }
    }

    @Override
    public Optional<CrawledTable> find(String database, String table) {
        return get(database, table).map(CrawledCatalogAccess::crawled);
    }

    @Override
    public List<CrawledTable> tables(String database) {
        List<CrawledTable> tables = new ArrayList<>();
        String token = null;
        do {
            GetTablesResponse page = calls.get()
                    .call(
                            caller,
                            GetTablesRequest.builder()
                                    .databaseName(database)
                                    .nextToken(token)
                                    .build(),
                            GetTablesResponse.class);
            page.tableList().stream()
                    .filter(table -> table.storageDescriptor() != null
                            && table.storageDescriptor().location() != null)
                    .map(CrawledCatalogAccess::crawled)
                    .forEach(tables::add);
            token = page.nextToken();
        } while (token != null);
        return tables;
    }

    @Override
    public void create(String database, CrawledTable table, boolean indexed) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .databaseName(database)
                .tableInput(input(table, TableInput.builder().owner("owner").retention(0)));
        if (indexed) {
            request.partitionIndexes(PartitionIndex.builder()
                    .indexName(INDEX)
                    .keys(table.keys().stream()
                            .limit(INDEX_KEYS_MAX)
                            .map(Field::name)
                            .toList())
                    .build());
        }
        calls.get().call(caller, request.build(), CreateTableResponse.class);
    }

    @Override
    public void update(String database, CrawledTable table) {
        TableInput.Builder kept = TableInput.builder();
        get(database, table.name())
                .ifPresent(found -> kept.description(found.description())
                        .owner(found.owner())
                        .retention(found.retention()));
        calls.get()
                .call(
                        caller,
                        UpdateTableRequest.builder()
                                .databaseName(database)
                                .tableInput(input(table, kept))
                                .build(),
                        UpdateTableResponse.class);
    }

    @Override
    public void delete(String database, String table) {
        calls.get()
                .call(
                        caller,
                        DeleteTableRequest.builder()
                                .databaseName(database)
                                .name(table)
                                .build(),
                        DeleteTableResponse.class);
    }

    @Override
    public List<CrawledPartition> partitions(String database, String table) {
        List<CrawledPartition> partitions = new ArrayList<>();
        String token = null;
        do {
            GetPartitionsResponse page = calls.get()
                    .call(
                            caller,
                            GetPartitionsRequest.builder()
                                    .databaseName(database)
                                    .tableName(table)
                                    .nextToken(token)
                                    .build(),
                            GetPartitionsResponse.class);
            page.partitions().forEach(partition -> {
                StorageDescriptor descriptor = partition.storageDescriptor();
                partitions.add(new CrawledPartition(
                        partition.values(),
                        Objects.requireNonNullElse(descriptor.location(), ""),
                        fields(descriptor.columns()),
                        storage(descriptor),
                        partition.parameters()));
            });
            token = page.nextToken();
        } while (token != null);
        return partitions;
    }

    @Override
    public void addPartitions(String database, String table, List<CrawledPartition> partitions) {
        inPieces(
                partitions,
                CREATED_AT_ONCE,
                piece -> refuse(calls.get()
                        .call(
                                caller,
                                BatchCreatePartitionRequest.builder()
                                        .databaseName(database)
                                        .tableName(table)
                                        .partitionInputList(piece.stream()
                                                .map(CrawledCatalogAccess::input)
                                                .toList())
                                        .build(),
                                BatchCreatePartitionResponse.class)
                        .errors()));
    }

    @Override
    public void updatePartitions(String database, String table, List<CrawledPartition> partitions) {
        inPieces(partitions, UPDATED_AT_ONCE, piece -> {
            var errors = calls.get()
                    .call(
                            caller,
                            BatchUpdatePartitionRequest.builder()
                                    .databaseName(database)
                                    .tableName(table)
                                    .entries(piece.stream()
                                            .map(partition -> BatchUpdatePartitionRequestEntry.builder()
                                                    .partitionValueList(partition.values())
                                                    .partitionInput(input(partition))
                                                    .build())
                                            .toList())
                                    .build(),
                            BatchUpdatePartitionResponse.class)
                    .errors();
            if (!errors.isEmpty()) {
                throw new ServiceException(
                        ErrorCode.INVALID_INPUT,
                        "%s",
                        errors.get(0).errorDetail().errorMessage());
            }
        });
    }

    @Override
    public void deletePartitions(String database, String table, List<List<String>> values) {
        inPieces(
                values,
                DELETED_AT_ONCE,
                piece -> refuse(calls.get()
                        .call(
                                caller,
                                BatchDeletePartitionRequest.builder()
                                        .databaseName(database)
                                        .tableName(table)
                                        .partitionsToDelete(piece.stream()
                                                .map(each -> PartitionValueList.builder()
                                                        .values(each)
                                                        .build())
                                                .toList())
                                        .build(),
                                BatchDeletePartitionResponse.class)
                        .errors()));
    }

    private Optional<Table> get(String database, String table) {
        return found(() -> calls.get()
                        .call(
                                caller,
                                GetTableRequest.builder()
                                        .databaseName(database)
                                        .name(table)
                                        .build(),
                                GetTableResponse.class))
                .map(GetTableResponse::table);
    }

    private static <T> Optional<T> found(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (ServiceException refusal) {
            if (refusal.code() == ErrorCode.ENTITY_NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private static <T> void inPieces(List<T> all, int size, Consumer<List<T>> each) {
        for (int from = 0; from < all.size(); from += size) {
            each.accept(all.subList(from, Math.min(all.size(), from + size)));
        }
    }

    private static void refuse(List<PartitionError> errors) {
        if (!errors.isEmpty()) {
            throw new ServiceException(
                    ErrorCode.INVALID_INPUT, "%s", errors.get(0).errorDetail().errorMessage());
        }
    }

    private static CrawledTable crawled(Table table) {
        StorageDescriptor descriptor = Optional.ofNullable(table.storageDescriptor())
                .orElseGet(() -> StorageDescriptor.builder().build());
        return new CrawledTable(
                table.name(),
                Objects.requireNonNullElse(descriptor.location(), ""),
                fields(descriptor.columns()),
                fields(table.partitionKeys()),
                storage(descriptor),
                table.parameters());
    }

    private static List<Field> fields(List<Column> columns) {
        return columns.stream()
                .map(column -> new Field(
                        column.name(), new DataType.Simple(Objects.requireNonNullElse(column.type(), "string"))))
                .toList();
    }

    private static Storage storage(StorageDescriptor descriptor) {
        SerDeInfo serde = descriptor.serdeInfo();
        return new Storage(
                Objects.requireNonNullElse(descriptor.inputFormat(), ""),
                Objects.requireNonNullElse(descriptor.outputFormat(), ""),
                serde == null ? "" : Objects.requireNonNullElse(serde.serializationLibrary(), ""),
                serde == null ? Map.of() : serde.parameters());
    }

    private static TableInput input(CrawledTable table, TableInput.Builder kept) {
        return kept.name(table.name())
                .tableType("EXTERNAL_TABLE")
                .partitionKeys(columns(table.keys()))
                .parameters(table.parameters())
                .storageDescriptor(descriptor(table.location(), table.columns(), table.storage(), table.parameters()))
                .build();
    }

    private static PartitionInput input(CrawledPartition partition) {
        return PartitionInput.builder()
                .values(partition.values())
                .parameters(partition.parameters())
                .storageDescriptor(descriptor(
                        partition.location(), partition.columns(), partition.storage(), partition.parameters()))
                .build();
    }

    private static StorageDescriptor descriptor(
            String location, List<Field> columns, Storage storage, Map<String, String> parameters) {
        return StorageDescriptor.builder()
                .location(location)
                .columns(columns(columns))
                .inputFormat(emptyIsNone(storage.input()))
                .outputFormat(emptyIsNone(storage.output()))
                .compressed(false)
                .numberOfBuckets(-1)
                .serdeInfo(serde ->
                        serde.serializationLibrary(emptyIsNone(storage.serde())).parameters(storage.parameters()))
                .bucketColumns(List.of())
                .sortColumns(List.of())
                .parameters(parameters)
                .storedAsSubDirectories(false)
                .build();
    }

    private static List<Column> columns(List<Field> fields) {
        return fields.stream()
                .map(field -> Column.builder()
                        .name(field.name())
                        .type(field.type().text())
                        .build())
                .toList();
    }

    private static @Nullable String emptyIsNone(String text) {
        return text.isEmpty() ? null : text;
    }
}
