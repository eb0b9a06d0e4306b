package dev.mastic.aws.model;

import dev.mastic.aws.AwsService;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The values of an enumeration by botocore's model, by the SDK's newer one and by AWS's documentation. Asked for only when a
 * value is not in the first.
 */
record EnumValues(AwsService service, ShapeModel shape) implements Supplier<List<String>> {
    private static final String UNKNOWN = "UNKNOWN_TO_SDK_VERSION";

    // "Defining job properties" in the Glue user guide lists these; neither model has them.
    private static final Map<String, List<String>> DOCUMENTED =
            Map.of("glue WorkerType", List.of("G.12X", "G.16X", "R.1X", "R.2X", "R.4X", "R.8X"));

    @Override
    public List<String> get() {
        Set<String> values = new LinkedHashSet<>(shape.enumValues());
        values.addAll(sdkValues());
        values.addAll(DOCUMENTED.getOrDefault(service.modelName() + " " + shape.name(), List.of()));
        return List.copyOf(values);
    }

    private List<String> sdkValues() {
        try {
            Class<?> type = Class.forName(service.modelPackage() + "." + shape.name());
            return Arrays.stream(type.isEnum() ? type.getEnumConstants() : new Object[0])
                    .filter(constant -> !((Enum<?>) constant).name().equals(UNKNOWN))
                    .map(Object::toString)
                    .toList();
        } catch (ClassNotFoundException | LinkageError notTheSdks) {
            // The SDK spells a few shapes differently, and its enum ParamType cannot even be initialised.
            return List.of();
        }
    }
}
