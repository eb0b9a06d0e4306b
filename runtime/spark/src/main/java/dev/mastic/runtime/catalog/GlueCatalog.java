package dev.mastic.runtime.catalog;

import com.amazonaws.services.glue.AWSGlue;
import com.amazonaws.services.glue.model.AWSGlueException;
import com.amazonaws.services.glue.model.BatchCreatePartitionRequest;
import com.amazonaws.services.glue.model.BatchDeletePartitionRequest;
import com.amazonaws.services.glue.model.CreateDatabaseRequest;
import com.amazonaws.services.glue.model.CreateTableRequest;
import com.amazonaws.services.glue.model.Database;
import com.amazonaws.services.glue.model.DatabaseInput;
import com.amazonaws.services.glue.model.DeleteDatabaseRequest;
import com.amazonaws.services.glue.model.DeleteTableRequest;
import com.amazonaws.services.glue.model.EntityNotFoundException;
import com.amazonaws.services.glue.model.GetDatabaseRequest;
import com.amazonaws.services.glue.model.GetDatabasesRequest;
import com.amazonaws.services.glue.model.GetDatabasesResult;
import com.amazonaws.services.glue.model.GetPartitionRequest;
import com.amazonaws.services.glue.model.GetPartitionsRequest;
import com.amazonaws.services.glue.model.GetPartitionsResult;
import com.amazonaws.services.glue.model.GetTableRequest;
import com.amazonaws.services.glue.model.GetTablesRequest;
import com.amazonaws.services.glue.model.GetTablesResult;
import com.amazonaws.services.glue.model.Partition;
import com.amazonaws.services.glue.model.PartitionError;
import com.amazonaws.services.glue.model.PartitionInput;
import com.amazonaws.services.glue.model.PartitionValueList;
import com.amazonaws.services.glue.model.Table;
import com.amazonaws.services.glue.model.TableInput;
import com.amazonaws.services.glue.model.UpdateDatabaseRequest;
import com.amazonaws.services.glue.model.UpdatePartitionRequest;
import com.amazonaws.services.glue.model.UpdateTableRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The Glue API's catalog operations without their pages and batches, and with absence as an empty answer. */
public final class GlueCatalog {
    /** Glue's own limits per request. */
    static final int CREATED_AT_ONCE_MAX = 100;

    static final int DELETED_AT_ONCE_MAX = 25;

    private static final String ALREADY_EXISTS = "AlreadyExistsException";
    private static final String NOT_FOUND = "EntityNotFoundException";

    private final Supplier<AWSGlue> client;

    public GlueCatalog(Supplier<AWSGlue> client) {
        this.client = client;
    }

    public Optional<Database> database(String name) {
        return found(() ->
                glue().getDatabase(new GetDatabaseRequest().withName(name)).getDatabase());
    }

    public List<Database> databases() {
        List<Database> all = new ArrayList<>();
        GetDatabasesRequest request = new GetDatabasesRequest();
        do {
            GetDatabasesResult page = glue().getDatabases(request);
            all.addAll(page.getDatabaseList());
            request.setNextToken(page.getNextToken());
        } while (isToken(request.getNextToken()));
        return all;
    }

    public void createDatabase(DatabaseInput input) {
        glue().createDatabase(new CreateDatabaseRequest().withDatabaseInput(input));
    }

    public void updateDatabase(DatabaseInput input) {
        glue().updateDatabase(
                        new UpdateDatabaseRequest().withName(input.getName()).withDatabaseInput(input));
    }

    public void deleteDatabase(String name) {
        glue().deleteDatabase(new DeleteDatabaseRequest().withName(name));
    }

    public Optional<Table> table(String database, String name) {
        return found(() -> glue().getTable(
                        new GetTableRequest().withDatabaseName(database).withName(name))
                .getTable());
    }

    public List<Table> tables(String database) {
        List<Table> all = new ArrayList<>();
        GetTablesRequest request = new GetTablesRequest().withDatabaseName(database);
        do {
            GetTablesResult page = glue().getTables(request);
            all.addAll(page.getTableList());
            request.setNextToken(page.getNextToken());
        } while (isToken(request.getNextToken()));
        return all;
    }

    public void createTable(String database, TableInput input) {
        glue().createTable(new CreateTableRequest().withDatabaseName(database).withTableInput(input));
    }

    public void updateTable(String database, TableInput input) {
        glue().updateTable(new UpdateTableRequest().withDatabaseName(database).withTableInput(input));
    }

    public void deleteTable(String database, String name) {
        glue().deleteTable(new DeleteTableRequest().withDatabaseName(database).withName(name));
    }

    public Optional<Partition> partition(String database, String table, List<String> values) {
        return found(() -> glue().getPartition(new GetPartitionRequest()
                        .withDatabaseName(database)
                        .withTableName(table)
                        .withPartitionValues(values))
                .getPartition());
    }

    /** All partitions for which the expression holds; the empty expression holds for every one. */
    public List<Partition> partitions(String database, String table, String expression) {
        List<Partition> all = new ArrayList<>();
        GetPartitionsRequest request = new GetPartitionsRequest()
                .withDatabaseName(database)
                .withTableName(table)
                .withExcludeColumnSchema(true);
        if (!expression.isEmpty()) {
            request.setExpression(expression);
        }
        do {
            GetPartitionsResult page = glue().getPartitions(request);
            all.addAll(page.getPartitions());
            request.setNextToken(page.getNextToken());
        } while (isToken(request.getNextToken()));
        return all;
    }

    /** Creates those that are not there yet, and answers the values of those that were. */
    public List<List<String>> createPartitions(String database, String table, List<PartitionInput> inputs) {
        List<List<String>> existed = new ArrayList<>();
        for (List<PartitionInput> batch : batches(inputs, CREATED_AT_ONCE_MAX)) {
            List<PartitionError> errors = glue().batchCreatePartition(new BatchCreatePartitionRequest()
                            .withDatabaseName(database)
                            .withTableName(table)
                            .withPartitionInputList(batch))
                    .getErrors();
            existed.addAll(valuesOf(errors, ALREADY_EXISTS));
        }
        return existed;
    }

    /** Deletes those that are there, and answers the values of those that were not. */
    public List<List<String>> deletePartitions(String database, String table, List<List<String>> values) {
        List<List<String>> missing = new ArrayList<>();
        for (List<List<String>> batch : batches(values, DELETED_AT_ONCE_MAX)) {
            List<PartitionValueList> wanted = batch.stream()
                    .map(value -> new PartitionValueList().withValues(value))
                    .toList();
            List<PartitionError> errors = glue().batchDeletePartition(new BatchDeletePartitionRequest()
                            .withDatabaseName(database)
                            .withTableName(table)
                            .withPartitionsToDelete(wanted))
                    .getErrors();
            missing.addAll(valuesOf(errors, NOT_FOUND));
        }
        return missing;
    }

    /** Replaces the partition of these values, whose new values may be others. */
    public void updatePartition(String database, String table, List<String> values, PartitionInput input) {
        glue().updatePartition(new UpdatePartitionRequest()
                .withDatabaseName(database)
                .withTableName(table)
                .withPartitionValueList(values)
                .withPartitionInput(input));
    }

    private AWSGlue glue() {
        return client.get();
    }

    private static List<List<String>> valuesOf(List<PartitionError> errors, String expected) {
        for (PartitionError error : errors == null ? List.<PartitionError>of() : errors) {
            if (!expected.equals(error.getErrorDetail().getErrorCode())) {
                AWSGlueException refusal = new AWSGlueException(error.getPartitionValues() + ": "
                        + error.getErrorDetail().getErrorMessage());
                refusal.setErrorCode(error.getErrorDetail().getErrorCode());
                throw refusal;
            }
        }
        return errors == null
                ? List.of()
                : errors.stream().map(PartitionError::getPartitionValues).toList();
    }

    private static <T> Optional<T> found(Supplier<T> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (EntityNotFoundException absent) {
            return Optional.empty();
        }
    }

    private static <T> List<List<T>> batches(List<T> all, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return batches;
    }

    private static boolean isToken(String token) {
        return token != null && !token.isEmpty();
    }
}
