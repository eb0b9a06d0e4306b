package dev.mastic.services.catalog;

import dev.mastic.aws.protocol.ShapeText;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.UserDefinedFunction;
import software.amazon.awssdk.services.glue.model.UserDefinedFunctionInput;

/** User-defined functions between wire and domain. */
final class FunctionShapes {
    private FunctionShapes() {}

    static UserDefinedFunctionInput require(@Nullable UserDefinedFunctionInput input) {
        if (input == null) {
            throw Refusals.invalid("FunctionInput is required.");
        }
        return input;
    }

    static String name(UserDefinedFunctionInput input) {
        if (input.functionName() == null) {
            throw Refusals.invalid("FunctionInput.FunctionName is required.");
        }
        return input.functionName();
    }

    static String definition(UserDefinedFunctionInput input) {
        return ShapeText.write(input);
    }

    static UserDefinedFunction shape(Catalog catalog, CatalogFunction function) {
        return ShapeText.read(function.definition(), UserDefinedFunction.class).toBuilder()
                .functionName(function.name())
                .databaseName(function.database())
                .catalogId(catalog.id())
                .createTime(function.createdAt())
                .build();
    }

    /** The functions of a type; every function when none is named. */
    static Predicate<CatalogFunction> ofType(@Nullable String type) {
        return type == null
                ? function -> true
                : function -> type.equals(ShapeText.read(function.definition(), UserDefinedFunctionInput.class)
                        .functionTypeAsString());
    }
}
