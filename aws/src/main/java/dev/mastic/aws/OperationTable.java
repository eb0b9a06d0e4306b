package dev.mastic.aws;

import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The operations this server answers, found by their signatures: a public method carrying {@link OnResource} whose second
 * parameter is {@code XRequest} is the operation {@code X} of the service that request belongs to. There is no second list
 * to keep in step.
 */
public final class OperationTable {
    // The SDK spells CreateMlTransform what the wire calls CreateMLTransform, so names are compared without case.
    private final Map<AwsService, Map<String, Operation>> operations = new EnumMap<>(AwsService.class);

    public OperationTable(Iterable<?> apis) {
        for (Object api : apis) {
            for (Method method : api.getClass().getMethods()) {
                if (method.isAnnotationPresent(OnResource.class)) {
                    register(new Operation(api, method));
                }
            }
        }
    }

    public Optional<Operation> find(AwsService service, String name) {
        return Optional.ofNullable(operations.getOrDefault(service, Map.of()).get(name.toLowerCase(Locale.ROOT)));
    }

    /** What is implemented of a service, by name. */
    public List<Operation> of(AwsService service) {
        return List.copyOf(operations.getOrDefault(service, Map.of()).values());
    }

    private void register(Operation operation) {
        Operation previous = operations
                .computeIfAbsent(operation.service(), service -> new TreeMap<>())
                .put(operation.name().toLowerCase(Locale.ROOT), operation);
        if (previous != null) {
            throw new IllegalStateException("operation %s is declared twice: %s and %s"
                    .formatted(operation, previous.method(), operation.method()));
        }
    }
}
