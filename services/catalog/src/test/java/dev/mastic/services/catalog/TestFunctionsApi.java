package dev.mastic.services.catalog;

import static dev.mastic.services.catalog.TestDatabasesApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.CreateUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.DeleteUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.FunctionType;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsResponse;
import software.amazon.awssdk.services.glue.model.PrincipalType;
import software.amazon.awssdk.services.glue.model.ResourceUri;
import software.amazon.awssdk.services.glue.model.UpdateUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.UserDefinedFunction;
import software.amazon.awssdk.services.glue.model.UserDefinedFunctionInput;

class TestFunctionsApi {
    private final CatalogFixture catalog = new CatalogFixture();
    private final FunctionsApi api = catalog.api(FunctionsApi.class);

    @BeforeEach
    void createDatabases() {
        catalog.createDatabase("lake");
        catalog.createDatabase("sea");
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void aFunctionComesBackAsItWasGiven() {
        create("lake", "Mask", null);

        UserDefinedFunction found = get("mask");
        assertThat(found.functionName()).isEqualTo("mask");
        assertThat(found.databaseName()).isEqualTo("lake");
        assertThat(found.className()).isEqualTo("org.x.Mask");
        assertThat(found.ownerType()).isEqualTo(PrincipalType.USER);
        assertThat(found.resourceUris()).hasSize(1);
        assertThat(found.createTime()).isEqualTo(catalog.clock.instant());
        assertThat(found.catalogId()).isEqualTo(CatalogFixture.ACCOUNT);
    }

    @Test
    void whatIsWrongIsTold() {
        create("lake", "mask", null);
        refused(() -> create("lake", "MASK", null), ErrorCode.ALREADY_EXISTS);
        refused(() -> create("nope", "mask", null), ErrorCode.ENTITY_NOT_FOUND).hasMessage("Database nope not found.");
        refused(() -> get("nope"), ErrorCode.ENTITY_NOT_FOUND).hasMessage("Function nope not found.");
        refused(() -> update("mask", "other"), ErrorCode.INVALID_INPUT);
        refused(() -> update("nope", "nope"), ErrorCode.ENTITY_NOT_FOUND);
        refused(() -> delete("nope"), ErrorCode.ENTITY_NOT_FOUND);
    }

    @Test
    void anUpdateReplacesAndADeleteRemoves() {
        create("lake", "mask", null);
        update("mask", "mask");
        assertThat(get("mask").className()).isNull();
        delete("mask");
        refused(() -> get("mask"), ErrorCode.ENTITY_NOT_FOUND);
    }

    @Test
    void functionsAreListedByDatabasePatternAndType() {
        create("sea", "c1", FunctionType.AGGREGATE_FUNCTION);
        create("lake", "b2", null);
        create("lake", "b1", FunctionType.REGULAR_FUNCTION);
        create("lake", "a1", FunctionType.AGGREGATE_FUNCTION);

        assertThat(list("*", null, null)).containsExactly("a1", "b1", "b2", "c1");
        assertThat(list(".*1", null, null)).containsExactly("a1", "b1", "c1");
        assertThat(list("b*", "Lake", null)).containsExactly("b1", "b2");
        assertThat(list("*", "lake", FunctionType.AGGREGATE_FUNCTION)).containsExactly("a1");
        refused(() -> list("*", "nope", null), ErrorCode.ENTITY_NOT_FOUND);
    }

    private void create(String databaseName, String name, @Nullable FunctionType type) {
        api.createUserDefinedFunction(
                catalog.caller,
                CreateUserDefinedFunctionRequest.builder()
                        .databaseName(databaseName)
                        .functionInput(UserDefinedFunctionInput.builder()
                                .functionName(name)
                                .className("org.x.Mask")
                                .ownerName("ana")
                                .ownerType(PrincipalType.USER)
                                .functionType(type)
                                .resourceUris(ResourceUri.builder()
                                        .uri("s3://lake/mask.jar")
                                        .build())
                                .build())
                        .build());
    }

    private UserDefinedFunction get(String name) {
        return api.getUserDefinedFunction(
                        catalog.caller,
                        GetUserDefinedFunctionRequest.builder()
                                .databaseName("lake")
                                .functionName(name)
                                .build())
                .userDefinedFunction();
    }

    private void update(String name, String inputName) {
        api.updateUserDefinedFunction(
                catalog.caller,
                UpdateUserDefinedFunctionRequest.builder()
                        .databaseName("lake")
                        .functionName(name)
                        .functionInput(input -> input.functionName(inputName))
                        .build());
    }

    private void delete(String name) {
        api.deleteUserDefinedFunction(
                catalog.caller,
                DeleteUserDefinedFunctionRequest.builder()
                        .databaseName("lake")
                        .functionName(name)
                        .build());
    }

    private List<String> list(String pattern, @Nullable String databaseName, @Nullable FunctionType type) {
        List<String> names = new ArrayList<>();
        String token = null;
        do {
            GetUserDefinedFunctionsResponse page = api.getUserDefinedFunctions(
                    catalog.caller,
                    GetUserDefinedFunctionsRequest.builder()
                            .pattern(pattern)
                            .databaseName(databaseName)
                            .functionType(type)
                            .maxResults(1)
                            .nextToken(token)
                            .build());
            page.userDefinedFunctions().forEach(function -> names.add(function.functionName()));
            token = page.nextToken();
        } while (token != null);
        return names;
    }
}
