package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;
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
import java.util.Optional;
import java.util.Set;

/**
 * Finds the S3 operation that method, path, query and headers mean.
 *
 * <p>The model says which query fields stand for an operation ({@code ?tagging}, {@code ?uploadId}); of the operations whose
 * marks are all there the one with the most is meant. A field that marks some operation but not the one found is refused:
 * {@code DELETE /lake/data.csv?acl} must not delete the object.
 */
final class S3Routes {
    private static final String COPY_SOURCE = "x-amz-copy-source";
    // Served on hosts of their own: S3 Express and Object Lambda.
    private static final Set<String> ELSEWHERE = Set.of("ListDirectoryBuckets", "WriteGetObjectResponse");
    // Marks UploadPart, but is an ordinary parameter of GetObject and HeadObject.
    private static final Set<String> PARAMETERS = Set.of("partNumber", "id");

    private final List<Route> routes = new ArrayList<>();
    private final Set<String> subresources = new HashSet<>();

    S3Routes() {
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

    /** The operation's name; empty where S3 has none for this method. */
    Optional<String> find(String method, S3Address address, FormFields query, Headers headers) {
        for (Route route : routes) {
            if (route.matches(method, address, query, headers)) {
                return route.takes(query, subresources) ? Optional.of(route.operation) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * @param operation the operation's name
     * @param method its HTTP method
     * @param level how deep its path goes
     * @param marks query fields that must be there, with their value; empty for any
     * @param copies whether it takes its data from another object
     */
    private record Route(
            String operation, String method, S3Address.Level level, Map<String, String> marks, boolean copies) {

        static Route of(OperationModel operation, ServiceModel model) {
            String uri = operation.uri();
            int question = uri.indexOf('?');
            Map<String, String> marks = new HashMap<>();
            FormFields.parse(question < 0 ? "" : uri.substring(question + 1))
                    .asMap()
                    .forEach((name, values) -> marks.put(name, values.get(0)));
            boolean copies = false;
            if (operation.input() != null) {
                ShapeModel input = model.shape(operation.input()).orElseThrow();
                for (String required : input.required()) {
                    MemberModel member = input.members().get(required);
                    if ("querystring".equals(member.location())) {
                        marks.put(String.valueOf(member.locationName()), "");
                    }
                    copies |= COPY_SOURCE.equals(member.locationName());
                }
            }
            String path = question < 0 ? uri : uri.substring(0, question);
            return new Route(operation.name(), operation.method(), S3Address.Level.of(path), Map.copyOf(marks), copies);
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

        /** Whether no query field stands for another operation. */
        boolean takes(FormFields query, Set<String> subresources) {
            return query.asMap().keySet().stream().allMatch(name -> marks.containsKey(name) || !subresources.contains(name));
        }

        private static boolean marked(Map.Entry<String, String> mark, FormFields query) {
            return query.has(mark.getKey())
                    && (mark.getValue().isEmpty()
                            || mark.getValue().equals(query.first(mark.getKey()).orElse("")));
        }
    }
}
