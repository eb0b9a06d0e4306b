package dev.mastic.aws.model;

import dev.mastic.aws.AwsService;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The values of an enumeration by botocore's model and by the SDK's newer one: {@code G.12X} is a worker type though this
 * botocore does not know it. Asked for only when a value is not in the first.
 */
record SdkEnum(AwsService service, ShapeModel shape) implements Supplier<List<String>> {
    private static final String UNKNOWN = "UNKNOWN_TO_SDK_VERSION";

    @Override
    public List<String> get() {
        Set<String> values = new LinkedHashSet<>(shape.enumValues());
        values.addAll(sdkValues());
        return List.copyOf(values);
    }

    private List<String> sdkValues() {
        try {
            Class<?> type = Class.forName(service.modelPackage() + "." + shape.name());
            return Arrays.stream(type.isEnum() ? type.getEnumConstants() : new Object[0])
                    .filter(constant -> !((Enum<?>) constant).name().equals(UNKNOWN))
                    .map(Object::toString)
                    .toList();
        } catch (ClassNotFoundException renamed) {
            // The SDK spells a few shapes differently (JDBC… is Jdbc…); their values are botocore's then.
            return List.of();
        }
    }
}
