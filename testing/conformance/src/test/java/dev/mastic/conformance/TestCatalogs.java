package dev.mastic.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.CatalogEncryptionMode;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.ConditionCheckFailureException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.ExistCondition;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.PermissionType;
import software.amazon.awssdk.services.glue.model.Table;

/** The catalog of an account, those inside it, and who may use them. */
class TestCatalogs {
    private static final GlueClient GLUE = LocalServer.glue(LocalServer.ROOT);
    private static final String ARN = "arn:aws:glue:us-east-1:000000000000:";
    private static final int WRITERS = 100;

    @AfterAll
    static void close() {
        GLUE.close();
    }

    @Test
    void aCatalogInsideHasDatabasesOfItsOwn() {
        GLUE.createCatalog(r -> r.name("Sales")
                .catalogInput(c -> c.description("what was sold").parameters(Map.of("team", "sales")))
                .tags(Map.of("cost", "7")));
        String id = "000000000000:sales";
        GLUE.createDatabase(r -> r.catalogId(id).databaseInput(d -> d.name("orders")));
        GLUE.createTable(r -> r.catalogId(id).databaseName("orders").tableInput(t -> t.name("lines")));

        assertThat(GLUE.getTable(
                                r -> r.catalogId("sales").databaseName("orders").name("lines"))
                        .table()
                        .catalogId())
                .isEqualTo(id);
        assertThatThrownBy(() -> GLUE.getDatabase(r -> r.name("orders"))).isInstanceOf(EntityNotFoundException.class);
        assertThat(GLUE.getCatalog(r -> r.catalogId(id)).catalog().resourceArn())
                .isEqualTo(ARN + "catalog/sales");
        assertThat(GLUE.getCatalogs(r -> r.includeRoot(true)).catalogList())
                .extracting(software.amazon.awssdk.services.glue.model.Catalog::name)
                .contains("000000000000", "sales");
        assertThat(GLUE.getCatalogs(r -> r.hasDatabases(false)).catalogList()).isEmpty();

        GLUE.updateCatalog(r -> r.catalogId(id).catalogInput(c -> c.description("sold")));
        assertThat(GLUE.getCatalog(r -> r.catalogId(id)).catalog().description())
                .isEqualTo("sold");
        assertThatThrownBy(() -> GLUE.createCatalog(r -> r.name("sales").catalogInput(c -> {})))
                .isInstanceOf(AlreadyExistsException.class);

        GLUE.deleteCatalog(r -> r.catalogId(id));
        assertThatThrownBy(() -> GLUE.getDatabases(r -> r.catalogId(id)))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Catalog " + id + " not found.");
        GLUE.createCatalog(r -> r.name("sales").catalogInput(c -> {}));
        assertThat(GLUE.getDatabases(r -> r.catalogId(id)).databaseList()).isEmpty();
        GLUE.deleteCatalog(r -> r.catalogId(id));
    }

    @Test
    void whatCannotBeACatalogIsRefused() {
        assertThatThrownBy(() -> GLUE.createCatalog(r -> r.name("a:b").catalogInput(c -> {})))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> GLUE.deleteCatalog(r -> r.catalogId("000000000000")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> GLUE.createCatalog(r -> r.name("red")
                        .catalogInput(c -> c.targetRedshiftCatalog(t -> t.catalogArn(ARN + "catalog/red")))))
                .isInstanceOfSatisfying(
                        GlueException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("NotImplementedException"));
        assertThatThrownBy(() -> GLUE.createDatabase(r -> r.catalogId("nowhere").databaseInput(d -> d.name("db"))))
                .isInstanceOf(EntityNotFoundException.class);
    }

    /** One test, because an account has one policy. */
    @Test
    void thePolicyOfTheCatalogAllowsAndDenies() {
        AwsCredentials guest = LocalServer.user("guest", "");
        AwsCredentials member = LocalServer.user("member", LocalServer.allow("glue:*", "*"));
        GLUE.createDatabase(r -> r.databaseInput(d -> d.name("shared")));
        assertThatThrownBy(() -> GLUE.getResourcePolicy(r -> {})).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> GLUE.putResourcePolicy(
                        r -> r.policyInJson(policy("Allow", "guest")).policyExistsCondition(ExistCondition.MUST_EXIST)))
                .isInstanceOf(ConditionCheckFailureException.class);
        assertThatThrownBy(() -> GLUE.putResourcePolicy(r -> r.policyInJson("{\"Version\": \"2012-10-17\"}")))
                .isInstanceOf(InvalidInputException.class);

        String hash = GLUE.putResourcePolicy(r -> r.policyInJson(policy("Allow", "guest")))
                .policyHash();
        try (GlueClient glue = LocalServer.glue(guest)) {
            assertThat(glue.getDatabase(r -> r.name("shared")).database().name())
                    .isEqualTo("shared");
            assertThatThrownBy(() -> glue.deleteDatabase(r -> r.name("shared")))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() ->
                            glue.getDatabase(r -> r.catalogId("111111111111").name("shared")))
                    .isInstanceOf(AccessDeniedException.class);
        }
        assertThat(GLUE.getResourcePolicies(r -> {}).getResourcePoliciesResponseList())
                .singleElement()
                .satisfies(found -> assertThat(found.policyHash()).isEqualTo(hash));
        assertThatThrownBy(() -> GLUE.putResourcePolicy(
                        r -> r.policyInJson(policy("Deny", "member")).policyExistsCondition(ExistCondition.NOT_EXIST)))
                .isInstanceOf(ConditionCheckFailureException.class);

        GLUE.putResourcePolicy(r -> r.policyInJson(policy("Deny", "member")).policyHashCondition(hash));
        try (GlueClient glue = LocalServer.glue(member)) {
            assertThatThrownBy(() -> glue.getDatabase(r -> r.name("shared")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("with an explicit deny in a resource-based policy");
        }
        assertThatThrownBy(() -> GLUE.deleteResourcePolicy(r -> r.policyHashCondition(hash)))
                .isInstanceOf(ConditionCheckFailureException.class);
        GLUE.deleteResourcePolicy(r -> {});
        try (GlueClient glue = LocalServer.glue(member)) {
            assertThat(glue.getDatabase(r -> r.name("shared")).database()).isNotNull();
        }
    }

    @Test
    void settingsThatNeedAKeyServiceAreRefused() {
        GLUE.putDataCatalogEncryptionSettings(r -> r.dataCatalogEncryptionSettings(
                s -> s.encryptionAtRest(e -> e.catalogEncryptionMode(CatalogEncryptionMode.DISABLED))));
        assertThat(GLUE.getDataCatalogEncryptionSettings(r -> {})
                        .dataCatalogEncryptionSettings()
                        .encryptionAtRest()
                        .catalogEncryptionMode())
                .isEqualTo(CatalogEncryptionMode.DISABLED);
        assertThatThrownBy(() -> GLUE.putDataCatalogEncryptionSettings(r -> r.dataCatalogEncryptionSettings(
                        s -> s.encryptionAtRest(e -> e.catalogEncryptionMode(CatalogEncryptionMode.SSE_KMS)))))
                .hasMessageContaining("CatalogEncryptionMode SSE-KMS is not implemented");
        GLUE.importCatalogToGlue(r -> {});
        assertThat(GLUE.getCatalogImportStatus(r -> {}).importStatus().importedBy())
                .isEqualTo("arn:aws:iam::000000000000:root");
    }

    @Test
    void tablesWithoutLakeFormationAreUnfiltered() {
        GLUE.createDatabase(r -> r.databaseInput(d -> d.name("open")));
        GLUE.createTable(r -> r.databaseName("open")
                .tableInput(t -> t.name("t")
                        .partitionKeys(column("day", "string"))
                        .storageDescriptor(s -> s.columns(column("id", "int")))));
        GLUE.createPartition(r -> r.databaseName("open").tableName("t").partitionInput(p -> p.values("1")));
        var table = GLUE.getUnfilteredTableMetadata(r -> r.catalogId("000000000000")
                .databaseName("open")
                .name("t")
                .supportedPermissionTypes(PermissionType.COLUMN_PERMISSION));
        assertThat(table.authorizedColumns()).containsExactly("id", "day");
        assertThat(table.isRegisteredWithLakeFormation()).isFalse();
        assertThat(table.resourceArn()).isEqualTo(ARN + "table/open/t");
        assertThat(GLUE.getUnfilteredPartitionsMetadata(r -> r.catalogId("000000000000")
                                .databaseName("open")
                                .tableName("t")
                                .expression("day = '1'")
                                .supportedPermissionTypes(PermissionType.COLUMN_PERMISSION))
                        .unfilteredPartitions())
                .singleElement()
                .satisfies(p -> assertThat(p.partition().values()).containsExactly("1"));
    }

    @Test
    void noUpdateOfManyAtOnceIsLost() throws Exception {
        GLUE.createDatabase(r -> r.databaseInput(d -> d.name("busy")));
        GLUE.createTable(r ->
                r.databaseName("busy").tableInput(t -> t.name("counter").parameters(Map.of("count", "0"))));
        Callable<Void> increment = () -> {
            while (true) {
                Table read = GLUE.getTable(r -> r.databaseName("busy").name("counter"))
                        .table();
                int count = Integer.parseInt(read.parameters().get("count"));
                try {
                    GLUE.updateTable(r -> r.databaseName("busy")
                            .versionId(read.versionId())
                            .skipArchive(true)
                            .tableInput(t -> t.name("counter").parameters(Map.of("count", String.valueOf(count + 1)))));
                    return null;
                } catch (ConcurrentModificationException another) {
                    // read again, as Iceberg does
                }
            }
        };
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Void>> all =
                    new ArrayList<>(writers.invokeAll(java.util.Collections.nCopies(WRITERS, increment)));
            for (Future<Void> each : all) {
                each.get();
            }
        } finally {
            writers.shutdownNow();
        }
        Table last = GLUE.getTable(r -> r.databaseName("busy").name("counter")).table();
        assertThat(last.parameters()).containsEntry("count", String.valueOf(WRITERS));
        assertThat(last.versionId()).isEqualTo(String.valueOf(WRITERS));
        assertThat(GLUE.getTableVersions(r -> r.databaseName("busy").tableName("counter"))
                        .tableVersions())
                .hasSize(1);
    }

    private static String policy(String effect, String user) {
        return """
               {"Version": "2012-10-17", "Statement": [{"Effect": "%s", "Action": "glue:GetDatabase",
                 "Principal": {"AWS": "arn:aws:iam::000000000000:user/%s"},
                 "Resource": ["%scatalog", "%sdatabase/shared"]}]}""".formatted(effect, user, ARN, ARN);
    }

    private static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }
}
