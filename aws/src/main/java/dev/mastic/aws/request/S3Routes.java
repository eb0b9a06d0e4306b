package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.model.MemberModel;
import dev.mastic.aws.model.OperationModel;
import dev.mastic.aws.model.ServiceModel;
import dev.mastic.aws.model.ShapeModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the S3 operation that method, path, query and headers mean.
 *
 * <p>The model says which query fields stand for an operation ({@code ?tagging}, {@code ?uploadId}); of the operations whose
 * marks are all there the one with the most is meant. A field that marks another operation is refused, and so is one that
 * looks like a mark nobody knows: {@code DELETE /lake/data.csv?acl} must not delete the object.
 */
final class S3Routes {
    private static final String COPY_SOURCE = "x-amz-copy-source";
    // Served on hosts of their own: S3 Express and Object Lambda.
    private static final Set<String> ELSEWHERE = Set.of("ListDirectoryBuckets", "WriteGetObjectResponse");
    // Marks UploadPart, but is an ordinary parameter of GetObject and HeadObject.
    private static final Set<String> PARAMETERS = Set.of("partNumber", "id");

    // What signatures and SDKs add to any query.
    private static final Predicate<String> SIGNING = Pattern.compile(
                    "(?i)x-amz-.*|x-id|AWSAccessKeyId|Signature|Expires")
            .asMatchPredicate();

    private final List<Route> routes = new ArrayList<>();
    private final Set<String> subresources = new HashSet<>();

    private S3Routes() {
        ServiceModel model = ServiceModel.of(AwsService.S3);
        for (OperationModel operation : model.operations()) {
            if (!operation.deprecated() && !ELSEWHERE.contains(operation.name())) {
                Route route = Route.of(operation, model);
                routes.add(route);
                subresources.addAll(route.marks.keySet());
            }
        }
        subresources.removeAll(PARAMETERS);
        routes.sort(Comparator.comparingInt(Route::weight).reversed());
    }

    /** All of S3's routes, made when the first REST request comes: until then nobody waits for S3's model. */
    static S3Routes all() {
        return Loaded.ROUTES;
    }

    private static final class Loaded {
        private static final S3Routes ROUTES = new S3Routes();
    }

    /** The operation's name. */
    String find(String method, S3Address address, FormFields query, Headers headers) {
        Route route = routes.stream()
                .filter(each -> each.matches(method, address, query, headers))
                .findFirst()
                .orElseThrow(S3Routes::notAllowed);
        for (String name : query.asMap().keySet()) {
            if (route.marks.containsKey(name) || route.parameters.contains(name) || SIGNING.test(name)) {
                continue;
            }
            if (subresources.contains(name)) {
                throw notAllowed();
            }
            if (query.first(name).orElse("").isEmpty()) {
                throw new ServiceException(
                        ErrorCode.NOT_IMPLEMENTED, "?%s stands for no operation that this server knows.", name);
            }
        }
        return route.operation;
    }

    private static ServiceException notAllowed() {
        return new ServiceException(
                ErrorCode.METHOD_NOT_ALLOWED, "The specified method is not allowed against this resource.");
    }

    /**
     * @param operation the operation's name
     * @param method its HTTP method
     * @param level how deep its path goes
     * @param marks query fields that must be there, with their value; empty for any
     * @param parameters query fields it takes besides
     * @param copies whether it takes its data from another object
     */
    private record Route(
            String operation,
            String method,
            S3Address.Level level,
            Map<String, String> marks,
            Set<String> parameters,
            boolean copies) {

        static Route of(OperationModel operation, ServiceModel model) {
            String uri = operation.uri();
            int question = uri.indexOf('?');
            Map<String, String> marks = new HashMap<>();
            FormFields.parse(question < 0 ? "" : uri.substring(question + 1))
                    .asMap()
                    .forEach((name, values) -> marks.put(name, values.get(0)));
            Set<String> parameters = new HashSet<>();
            boolean copies = false;
            ShapeModel input = model.shape(String.valueOf(operation.input())).orElseThrow();
            for (Map.Entry<String, MemberModel> member : input.members().entrySet()) {
                String wireName = String.valueOf(member.getValue().locationName());
                boolean required = input.required().contains(member.getKey());
                if ("querystring".equals(member.getValue().location())) {
                    parameters.add(wireName);
                    if (required) {
                        marks.put(wireName, "");
                    }
                }
                copies |= required && wireName.equals(COPY_SOURCE);
            }
            String path = question < 0 ? uri : uri.substring(0, question);
            S3Address.Level level = S3Address.Level.of(path);
            return new Route(operation.name(), operation.method(), level, Map.copyOf(marks), parameters, copies);
        }

        int weight() {
            return marks.size() + (copies ? 1 : 0);
        }

        boolean matches(String method, S3Address address, FormFields query, Headers headers) {
            return this.method.equals(method)
                    && level == address.level()
                    && (!copies || headers.first(COPY_SOURCE).isPresent() || query.has(COPY_SOURCE))
                    && marks.entrySet().stream().allMatch(mark -> marked(mark, query));
        }

        private static boolean marked(Map.Entry<String, String> mark, FormFields query) {
            return query.has(mark.getKey())
                    && (mark.getValue().isEmpty()
                            || mark.getValue().equals(query.first(mark.getKey()).orElse("")));
        }
    }
}
