package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.Principal;
import dev.mastic.store.Database;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.TableInput;

/** A catalog of its own for a test, called as the root of its account. */
final class CatalogFixture implements AutoCloseable {
    static final String ACCOUNT = "000000000000";

    final Database database = TestDatabase.create();
    final TestClock clock = TestClock.atNoon();
    final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();
    final Caller caller = new Caller(Principal.root(ACCOUNT), "us-east-1", "request", "127.0.0.1", false);
    private final List<Object> apis =
            new CatalogModule(database, clock, new KeptTags(), new CatalogPolicies(database), policy -> {}).apis();

    <T> T api(Class<T> type) {
        return apis.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    void createDatabase(String name) {
        api(DatabasesApi.class)
                .createDatabase(
                        caller,
                        software.amazon.awssdk.services.glue.model.CreateDatabaseRequest.builder()
                                .databaseInput(input -> input.name(name))
                                .build());
    }

    void createTable(String databaseName, TableInput input) {
        api(TablesApi.class)
                .createTable(
                        caller,
                        software.amazon.awssdk.services.glue.model.CreateTableRequest.builder()
                                .databaseName(databaseName)
                                .tableInput(input)
                                .build());
    }

    /** A database {@code lake} with a table {@code events} partitioned by the given keys, e.g. {@code year:int}. */
    void createEvents(String... keys) {
        createDatabase("lake");
        createTable("lake", table("events", keys));
    }

    static TableInput table(String name, String... keys) {
        return TableInput.builder()
                .name(name)
                .tableType("EXTERNAL_TABLE")
                .storageDescriptor(descriptor -> descriptor
                        .location("s3://lake/" + name)
                        .columns(column("id", "bigint"), column("payload", "string")))
                .partitionKeys(java.util.Arrays.stream(keys)
                        .map(key -> column(key.substring(0, key.indexOf(':')), key.substring(key.indexOf(':') + 1)))
                        .toList())
                .build();
    }

    static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }

    static PartitionInput partition(String... values) {
        return PartitionInput.builder()
                .values(values)
                .storageDescriptor(descriptor -> descriptor
                        .location("s3://lake/" + String.join("/", values))
                        .columns(column("id", "bigint")))
                .build();
    }

    @Override
    public void close() {
        database.close();
    }

    private final class KeptTags implements CatalogTags {
        @Override
        public void tag(String arn, Map<String, String> given) {
            tags.put(arn, Map.copyOf(given));
        }

        @Override
        public void forget(String arn) {
            tags.remove(arn);
        }
    }
}
