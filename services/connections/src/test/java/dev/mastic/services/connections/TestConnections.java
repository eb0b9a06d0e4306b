package dev.mastic.services.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import dev.mastic.store.SealingKey;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.BatchDeleteConnectionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteConnectionResponse;
import software.amazon.awssdk.services.glue.model.Connection;
import software.amazon.awssdk.services.glue.model.ConnectionInput;
import software.amazon.awssdk.services.glue.model.CreateConnectionRequest;
import software.amazon.awssdk.services.glue.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.glue.model.GetConnectionRequest;
import software.amazon.awssdk.services.glue.model.GetConnectionsRequest;
import software.amazon.awssdk.services.glue.model.GetConnectionsResponse;
import software.amazon.awssdk.services.glue.model.UpdateConnectionRequest;

class TestConnections {
    private static final Caller ANA =
            new Caller(Principal.root("000000000000"), "us-east-1", "request-1", "127.0.0.1", false);
    private static final Map<String, String> JDBC = Map.of(
            "JDBC_CONNECTION_URL", "jdbc:postgresql://db:5432/sales", "USERNAME", "ana", "PASSWORD", "tiger-clear");

    private final TestClock clock = TestClock.atNoon();
    private final Database database = TestDatabase.create();
    private final Map<String, Map<String, String>> tags = new HashMap<>();
    private final ConnectionsApi glue = (ConnectionsApi) new ConnectionsModule(
                    database,
                    new SealingKey(new byte[SealingKey.KEY_BYTES], new SecureRandom()),
                    new ConnectionTags() {
                        @Override
                        public void tag(String arn, Map<String, String> given) {
                            tags.put(arn, given);
                        }

                        @Override
                        public void forget(String arn) {
                            tags.remove(arn);
                        }
                    },
                    (caller, secret) -> "{}",
                    (caller, access) -> {},
                    Optional.empty(),
                    clock)
            .apis()
            .get(0);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aConnectionIsReadBackWithItsPasswordUnlessAskedToHideIt() {
        create(
                "warehouse",
                input -> input.description("of sales")
                        .matchCriteria("template")
                        .physicalConnectionRequirements(place -> place.subnetId("subnet-1")));

        Connection found = get("warehouse", false);
        assertThat(found.connectionPropertiesAsStrings()).isEqualTo(JDBC);
        assertThat(found.description()).isEqualTo("of sales");
        assertThat(found.physicalConnectionRequirements().subnetId()).isEqualTo("subnet-1");
        assertThat(found.creationTime()).isEqualTo(clock.instant());
        assertThat(found.lastUpdatedBy()).isEqualTo("arn:aws:iam::000000000000:root");
        assertThat(found.connectionSchemaVersion()).isEqualTo(1);
        assertThat(get("warehouse", true).connectionPropertiesAsStrings())
                .containsOnlyKeys("JDBC_CONNECTION_URL", "USERNAME");
    }

    @Test
    void theDatabaseHoldsNoPasswordInTheClear() {
        create("warehouse", input -> {});

        byte[] sealed = database.read(handle -> handle.select("SELECT sealed FROM connection")
                .mapTo(byte[].class)
                .one());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("tiger");
        database.update(handle -> handle.execute("UPDATE connection SET name = 'moved'"));
        refused(
                ErrorCode.GLUE_ENCRYPTION,
                "Connection moved cannot be opened: it was not sealed with this server's key.",
                () -> get("moved", false));
    }

    @Test
    void eachTypeNeedsItsProperties() {
        refused(
                ErrorCode.INVALID_INPUT,
                "ConnectionProperties of a JDBC connection: missing USERNAME, PASSWORD or SECRET_ID",
                () -> create(
                        "x",
                        input -> input.connectionPropertiesWithStrings(
                                Map.of("JDBC_CONNECTION_URL", "jdbc:x", "USERNAME", "a"))));
        refused(
                ErrorCode.INVALID_INPUT,
                "ConnectionProperties of a JDBC connection: missing JDBC_CONNECTION_URL or HOST, PORT, JDBC_ENGINE",
                () -> create("x", input -> input.connectionPropertiesWithStrings(Map.of("SECRET_ID", "db"))));
        refused(
                ErrorCode.INVALID_INPUT,
                "ConnectionProperties of a KAFKA connection: missing KAFKA_BOOTSTRAP_SERVERS",
                () -> create("x", input -> input.connectionType("KAFKA")));
        refused(
                ErrorCode.INVALID_INPUT,
                "PhysicalConnectionRequirements: missing (a NETWORK connection needs them)",
                () -> create("x", input -> input.connectionType("NETWORK")));
        refused(
                ErrorCode.NOT_IMPLEMENTED,
                "Validating a connection when it is made is not implemented by this server.",
                () -> create("x", input -> input.validateCredentials(true)));
        create(
                "by-secret",
                input -> input.connectionPropertiesWithStrings(
                        Map.of("JDBC_CONNECTION_URL", "jdbc:x", "SECRET_ID", "db")));
        create(
                "own",
                input -> input.connectionType("CUSTOM")
                        .connectionPropertiesWithStrings(Map.of("CONNECTOR_CLASS_NAME", "org.x.Driver")));
    }

    @Test
    void namesAreUsedOnce() {
        create("warehouse", input -> {});

        refused(ErrorCode.ALREADY_EXISTS, "Connection already exists.", () -> create("warehouse", input -> {}));
        refused(ErrorCode.ENTITY_NOT_FOUND, "Connection nobody not found.", () -> get("nobody", false));
        refused(
                ErrorCode.INVALID_INPUT,
                "CatalogId: 111111111111 (expected: 000000000000, the caller's)",
                () -> glue.getConnection(
                        ANA,
                        GetConnectionRequest.builder()
                                .name("warehouse")
                                .catalogId("111111111111")
                                .build()));
    }

    @Test
    void anUpdateReplacesTheDefinition() {
        create("warehouse", input -> input.description("old"));
        clock.advance(Duration.ofHours(1));
        update("warehouse", "warehouse");

        Connection found = get("warehouse", false);
        assertThat(found.description()).isNull();
        assertThat(found.connectionPropertiesAsStrings()).containsEntry("PASSWORD", "tiger-clear");
        assertThat(found.lastUpdatedTime()).isEqualTo(clock.instant());
        assertThat(found.creationTime()).isEqualTo(clock.instant().minus(Duration.ofHours(1)));
        refused(ErrorCode.ENTITY_NOT_FOUND, "Connection nobody not found.", () -> update("nobody", "nobody"));
        refused(
                ErrorCode.INVALID_INPUT,
                "A connection cannot be renamed: warehouse to other.",
                () -> update("warehouse", "other"));
    }

    @Tag("sqlite")
    @Test
    void aListPagesByNameAndFilters() {
        for (String name : List.of("c", "a", "b")) {
            create(name, input -> input.matchCriteria("for-" + name, "all"));
        }
        create(
                "k",
                input -> input.connectionType("KAFKA")
                        .connectionPropertiesWithStrings(Map.of("KAFKA_BOOTSTRAP_SERVERS", "h:9092")));

        GetConnectionsResponse first = list(request -> request.maxResults(2));
        assertThat(names(first)).containsExactly("a", "b");
        GetConnectionsResponse rest = list(request -> request.nextToken(first.nextToken()));
        assertThat(names(rest)).containsExactly("c", "k");
        assertThat(rest.nextToken()).isNull();
        assertThat(names(list(request -> request.filter(filter -> filter.connectionType("KAFKA")))))
                .containsExactly("k");
        assertThat(names(list(request -> request.filter(filter -> filter.matchCriteria("all", "for-b")))))
                .containsExactly("b");
        assertThat(names(list(request -> request.filter(filter -> filter.connectionSchemaVersion(2)))))
                .isEmpty();
        assertThat(list(request -> request.hidePassword(true))
                        .connectionList()
                        .get(0)
                        .connectionPropertiesAsStrings())
                .doesNotContainKey("PASSWORD");
        List<String> plan =
                database.read(handle -> handle.select("EXPLAIN QUERY PLAN " + JdbcConnectionStore.LIST, "1", "2", "3")
                        .map((row, context) -> row.getString("detail"))
                        .list());
        assertThat(plan).singleElement().asString().startsWith("SEARCH connection USING PRIMARY KEY");
    }

    @Test
    void deletingForgetsTheTags() {
        create("a", input -> {});
        create("b", input -> {});
        assertThat(tags).containsEntry("arn:aws:glue:us-east-1:000000000000:connection/a", Map.of("team", "data"));

        glue.deleteConnection(
                ANA, DeleteConnectionRequest.builder().connectionName("a").build());
        BatchDeleteConnectionResponse batch = glue.batchDeleteConnection(
                ANA,
                BatchDeleteConnectionRequest.builder()
                        .connectionNameList("a", "b")
                        .build());
        assertThat(tags).isEmpty();
        assertThat(batch.succeeded()).containsExactly("b");
        assertThat(batch.errors())
                .hasEntrySatisfying("a", error -> assertThat(error.errorCode()).isEqualTo("EntityNotFoundException"));
        refused(
                ErrorCode.ENTITY_NOT_FOUND,
                "Connection a not found.",
                () -> glue.deleteConnection(
                        ANA,
                        DeleteConnectionRequest.builder().connectionName("a").build()));
    }

    private void create(String name, Consumer<ConnectionInput.Builder> more) {
        glue.createConnection(
                ANA,
                CreateConnectionRequest.builder()
                        .connectionInput(input(name, more))
                        .tags(Map.of("team", "data"))
                        .build());
    }

    private void update(String name, String renamed) {
        glue.updateConnection(
                ANA,
                UpdateConnectionRequest.builder()
                        .name(name)
                        .connectionInput(input(renamed, input -> {}))
                        .build());
    }

    private static ConnectionInput input(String name, Consumer<ConnectionInput.Builder> more) {
        ConnectionInput.Builder input =
                ConnectionInput.builder().name(name).connectionType("JDBC").connectionPropertiesWithStrings(JDBC);
        more.accept(input);
        return input.build();
    }

    private Connection get(String name, boolean hidden) {
        return glue.getConnection(
                        ANA,
                        GetConnectionRequest.builder()
                                .name(name)
                                .hidePassword(hidden)
                                .build())
                .connection();
    }

    private GetConnectionsResponse list(Consumer<GetConnectionsRequest.Builder> more) {
        GetConnectionsRequest.Builder request = GetConnectionsRequest.builder();
        more.accept(request);
        return glue.getConnections(ANA, request.build());
    }

    private static List<String> names(GetConnectionsResponse response) {
        return response.connectionList().stream().map(Connection::name).toList();
    }

    private static void refused(ErrorCode code, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
