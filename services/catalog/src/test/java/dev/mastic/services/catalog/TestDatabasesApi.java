package dev.mastic.services.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.DatabaseAttributes;
import software.amazon.awssdk.services.glue.model.DeleteDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabasesRequest;
import software.amazon.awssdk.services.glue.model.GetDatabasesResponse;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.ResourceShareType;
import software.amazon.awssdk.services.glue.model.UpdateDatabaseRequest;

class TestDatabasesApi {
    private final CatalogFixture catalog = new CatalogFixture();
    private final DatabasesApi api = catalog.api(DatabasesApi.class);

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void aDatabaseComesBackAsItWasGiven() {
        api.createDatabase(
                catalog.caller,
                CreateDatabaseRequest.builder()
                        .databaseInput(input -> input.name("Lake")
                                .description("raw")
                                .locationUri("s3://lake/")
                                .parameters(Map.of("owner", "ana")))
                        .build());

        Database found = get("LAKE");
        assertThat(found.name()).isEqualTo("lake");
        assertThat(found.description()).isEqualTo("raw");
        assertThat(found.locationUri()).isEqualTo("s3://lake/");
        assertThat(found.parameters()).containsExactly(Map.entry("owner", "ana"));
        assertThat(found.catalogId()).isEqualTo(CatalogFixture.ACCOUNT);
        assertThat(found.createTime()).isEqualTo(catalog.clock.instant());
        assertThat(found.createTableDefaultPermissions())
                .singleElement()
                .satisfies(permissions ->
                        assertThat(permissions.permissionsAsStrings()).containsExactly("ALL"));
    }

    @Test
    void whatWasNotGivenIsAbsent() {
        catalog.createDatabase("lake");
        assertThat(get("lake").locationUri()).isNull();
        assertThat(get("lake").description()).isNull();
        assertThat(get("lake").hasParameters()).isFalse();
    }

    @Test
    void aNameIsTakenInAnyCase() {
        catalog.createDatabase("lake");
        refused(() -> catalog.createDatabase("LAKE"), ErrorCode.ALREADY_EXISTS).hasMessage("Database already exists.");
    }

    @Test
    void aMissingDatabaseIsEntityNotFound() {
        refused(() -> get("nope"), ErrorCode.ENTITY_NOT_FOUND).hasMessage("Database nope not found.");
        refused(() -> delete("nope"), ErrorCode.ENTITY_NOT_FOUND).hasMessage("Database nope not found.");
        refused(() -> update("nope", "nope"), ErrorCode.ENTITY_NOT_FOUND).hasMessage("Database nope not found.");
    }

    @Test
    void anUpdateReplacesTheWholeDefinition() {
        api.createDatabase(
                catalog.caller,
                CreateDatabaseRequest.builder()
                        .databaseInput(input -> input.name("lake").description("raw"))
                        .build());
        update("lake", "lake");
        assertThat(get("lake").description()).isNull();
    }

    @Test
    void aDatabaseCannotBeRenamed() {
        catalog.createDatabase("lake");
        refused(() -> update("lake", "sea"), ErrorCode.INVALID_INPUT);
    }

    @Test
    void deletingADatabaseDeletesItsTables() {
        catalog.createEvents("year:int");
        delete("lake");
        catalog.createDatabase("lake");
        refused(
                () -> catalog.api(TablesApi.class)
                        .getTable(
                                catalog.caller,
                                GetTableRequest.builder()
                                        .databaseName("lake")
                                        .name("events")
                                        .build()),
                ErrorCode.ENTITY_NOT_FOUND);
    }

    @Test
    void aListIsPagedByName() {
        List.of("c", "a", "d", "b", "e").forEach(catalog::createDatabase);

        List<String> names = new ArrayList<>();
        String token = null;
        do {
            GetDatabasesResponse page = api.getDatabases(
                    catalog.caller,
                    GetDatabasesRequest.builder().maxResults(2).nextToken(token).build());
            page.databaseList().forEach(database -> names.add(database.name()));
            token = page.nextToken();
        } while (token != null);

        assertThat(names).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void anEmptyListIsThereAndHasNoToken() {
        GetDatabasesResponse empty =
                api.getDatabases(catalog.caller, GetDatabasesRequest.builder().build());
        assertThat(empty.hasDatabaseList()).isTrue();
        assertThat(empty.databaseList()).isEmpty();
        assertThat(empty.nextToken()).isNull();
    }

    @Test
    void onlyTheNameIsReturnedWhenOnlyTheNameIsWanted() {
        catalog.createDatabase("lake");
        GetDatabasesResponse names = api.getDatabases(
                catalog.caller,
                GetDatabasesRequest.builder()
                        .attributesToGet(DatabaseAttributes.NAME)
                        .build());
        assertThat(names.databaseList())
                .containsExactly(Database.builder().name("lake").build());
    }

    @Test
    void tagsGoToTheTagStoreAndGoWithTheDatabase() {
        api.createDatabase(
                catalog.caller,
                CreateDatabaseRequest.builder()
                        .databaseInput(input -> input.name("Lake"))
                        .tags(Map.of("team", "data"))
                        .build());
        assertThat(catalog.tags)
                .containsExactly(
                        Map.entry("arn:aws:glue:us-east-1:000000000000:database/lake", Map.of("team", "data")));
        delete("lake");
        assertThat(catalog.tags).isEmpty();
    }

    @Test
    void whatIsNotDoneIsRefusedByName() {
        refused(
                        () -> api.createDatabase(
                                catalog.caller,
                                CreateDatabaseRequest.builder()
                                        .databaseInput(input -> input.name("link")
                                                .targetDatabase(target -> target.databaseName("lake")))
                                        .build()),
                        ErrorCode.NOT_IMPLEMENTED)
                .hasMessageContaining("TargetDatabase");
        refused(
                        () -> api.getDatabases(
                                catalog.caller,
                                GetDatabasesRequest.builder()
                                        .resourceShareType(ResourceShareType.FOREIGN)
                                        .build()),
                        ErrorCode.NOT_IMPLEMENTED)
                .hasMessageContaining("FOREIGN");
    }

    @Test
    void iamIsAskedAboutTheCatalogThatTheRequestNames() {
        assertThat(api.arn(catalog.caller, "database/Lake", in("111111111111")))
                .isEqualTo("arn:aws:glue:us-east-1:111111111111:database/lake");
        assertThat(api.arn(catalog.caller, "database/Lake", in("Sales")))
                .isEqualTo("arn:aws:glue:us-east-1:000000000000:database/sales/lake");
        assertThat(api.arn(catalog.caller, "catalog", in("111111111111:sales")))
                .isEqualTo("arn:aws:glue:us-east-1:111111111111:catalog/sales");
        refused(() -> api.getDatabase(catalog.caller, in("sales")), ErrorCode.ENTITY_NOT_FOUND)
                .hasMessage("Catalog 000000000000:sales not found.");
        refused(() -> api.getDatabase(catalog.caller, in("a/b")), ErrorCode.ENTITY_NOT_FOUND);
    }

    @Test
    void iamIsAskedAboutTheNameAsItIsStored() {
        assertThat(api.arn(catalog.caller, "table/Lake/Events"))
                .isEqualTo("arn:aws:glue:us-east-1:000000000000:table/lake/events");
        assertThat(api.arn(catalog.caller, "userDefinedFunction//F"))
                .isEqualTo("arn:aws:glue:us-east-1:000000000000:userDefinedFunction/*/f");
        assertThat(api.arn(catalog.caller, "database/")).isEqualTo("arn:aws:glue:us-east-1:000000000000:database/*");
        assertThat(api.arn(catalog.caller, "catalog")).isEqualTo("arn:aws:glue:us-east-1:000000000000:catalog");
    }

    private static GetDatabaseRequest in(String catalogId) {
        return GetDatabaseRequest.builder().catalogId(catalogId).name("lake").build();
    }

    private Database get(String name) {
        return api.getDatabase(
                        catalog.caller, GetDatabaseRequest.builder().name(name).build())
                .database();
    }

    private void delete(String name) {
        api.deleteDatabase(
                catalog.caller, DeleteDatabaseRequest.builder().name(name).build());
    }

    private void update(String name, String newName) {
        api.updateDatabase(
                catalog.caller,
                UpdateDatabaseRequest.builder()
                        .name(name)
                        .databaseInput(input -> input.name(newName))
                        .build());
    }

    static AbstractThrowableAssert<?, ? extends Throwable> refused(Runnable call, ErrorCode code) {
        return assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
