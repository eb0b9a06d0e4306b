package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import java.util.function.Predicate;
import software.amazon.awssdk.services.glue.model.CreateUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.CreateUserDefinedFunctionResponse;
import software.amazon.awssdk.services.glue.model.DeleteUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.DeleteUserDefinedFunctionResponse;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionResponse;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsResponse;
import software.amazon.awssdk.services.glue.model.UpdateUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.UpdateUserDefinedFunctionResponse;
import software.amazon.awssdk.services.glue.model.UserDefinedFunctionInput;

/** Glue's operations on user-defined functions. */
public final class FunctionsApi implements CatalogAccess {
    private static final int PAGE_ITEMS_MAX = 100;

    private final Functions functions;

    FunctionsApi(Functions functions) {
        this.functions = functions;
    }

    @OnResource({"catalog", "database/{DatabaseName}", "userDefinedFunction/{DatabaseName}/{FunctionInput.FunctionName}"
    })
    public CreateUserDefinedFunctionResponse createUserDefinedFunction(
            Caller caller, CreateUserDefinedFunctionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        UserDefinedFunctionInput input = FunctionShapes.require(request.functionInput());
        functions.create(catalog, request.databaseName(), FunctionShapes.name(input), FunctionShapes.definition(input));
        return CreateUserDefinedFunctionResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "userDefinedFunction/{DatabaseName}/{FunctionName}"})
    public GetUserDefinedFunctionResponse getUserDefinedFunction(Caller caller, GetUserDefinedFunctionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        CatalogFunction found = functions.get(catalog, request.databaseName(), request.functionName());
        return GetUserDefinedFunctionResponse.builder()
                .userDefinedFunction(FunctionShapes.shape(catalog, found))
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "userDefinedFunction/{DatabaseName}/*"})
    public GetUserDefinedFunctionsResponse getUserDefinedFunctions(
            Caller caller, GetUserDefinedFunctionsRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        if (request.databaseName() != null) {
            functions.requireDatabase(catalog, request.databaseName());
        }
        Page<CatalogFunction> page = functions.list(
                catalog,
                wanted(request),
                Requests.after(request.nextToken()),
                Requests.limit(request.maxResults(), PAGE_ITEMS_MAX));
        return GetUserDefinedFunctionsResponse.builder()
                .userDefinedFunctions(
                        page.map(found -> FunctionShapes.shape(catalog, found)).items())
                .nextToken(Requests.token(page))
                .build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "userDefinedFunction/{DatabaseName}/{FunctionName}"})
    public UpdateUserDefinedFunctionResponse updateUserDefinedFunction(
            Caller caller, UpdateUserDefinedFunctionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        UserDefinedFunctionInput input = FunctionShapes.require(request.functionInput());
        requireSameName(input, request.functionName());
        functions.update(catalog, request.databaseName(), request.functionName(), FunctionShapes.definition(input));
        return UpdateUserDefinedFunctionResponse.builder().build();
    }

    @OnResource({"catalog", "database/{DatabaseName}", "userDefinedFunction/{DatabaseName}/{FunctionName}"})
    public DeleteUserDefinedFunctionResponse deleteUserDefinedFunction(
            Caller caller, DeleteUserDefinedFunctionRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        functions.delete(catalog, request.databaseName(), request.functionName());
        return DeleteUserDefinedFunctionResponse.builder().build();
    }

    private static Predicate<CatalogFunction> wanted(GetUserDefinedFunctionsRequest request) {
        Predicate<String> pattern = NamePattern.of(request.pattern());
        Predicate<CatalogFunction> named = function -> pattern.test(function.name());
        Predicate<CatalogFunction> inDatabase = function ->
                request.databaseName() == null || function.database().equals(Names.fold(request.databaseName()));
        return inDatabase.and(named).and(FunctionShapes.ofType(request.functionTypeAsString()));
    }

    /** An input may name the function again, but not rename it. */
    private static void requireSameName(UserDefinedFunctionInput input, String named) {
        String inInput = input.functionName();
        if (inInput != null && !Names.fold(inInput).equals(Names.fold(named))) {
            throw Refusals.invalid("A function cannot be renamed: " + named + " to " + inInput + ".");
        }
    }
}
