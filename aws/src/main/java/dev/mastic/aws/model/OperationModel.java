package dev.mastic.aws.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation as AWS's model describes it.
 *
 * @param name the name as the wire spells it, e.g. {@code CreateMLTransform}
 * @param method the HTTP method
 * @param uri the path template with query literals, e.g. {@code /{Bucket}/{Key+}?tagging}
 * @param status the HTTP status of a success
 * @param input the input's shape; null when the operation takes none
 * @param output the output's shape; null when it answers nothing
 * @param inputRoot the XML root of the input where the whole input is the payload; null elsewhere
 * @param resultWrapper the element around a Query result; null where there is no result
 * @param errors the shapes of the errors it declares
 * @param deprecated whether AWS has replaced it by another operation
 */
public record OperationModel(
        String name,
        String method,
        String uri,
        int status,
        @Nullable String input,
        @Nullable String output,
        @Nullable String inputRoot,
        @Nullable String resultWrapper,
        List<String> errors,
        boolean deprecated) {
    public OperationModel {
        errors = List.copyOf(errors);
    }
}
