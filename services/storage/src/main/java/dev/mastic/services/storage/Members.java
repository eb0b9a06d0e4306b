package dev.mastic.services.storage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Members of requests and responses by name. A dozen of S3's shapes carry the same headers without having a type in common;
 * this reads and writes them in one place.
 */
final class Members {
    private static final Map<Class<?>, Map<String, SdkField<?>>> FIELDS = new ConcurrentHashMap<>();

    private Members() {}

    static boolean has(SdkPojo shape, String name) {
        return fields(shape).containsKey(name);
    }

    static Optional<String> text(SdkPojo shape, String name) {
        return value(shape, name, String.class);
    }

    static Optional<Instant> time(SdkPojo shape, String name) {
        return value(shape, name, Instant.class);
    }

    /** A member of the given type; empty when the shape has no such member, or no value for it. */
    static <T> Optional<T> value(SdkPojo shape, String name, Class<T> type) {
        return Optional.ofNullable(fields(shape).get(name))
                .map(field -> field.getValueOrDefault(shape))
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** Gives a builder's member a value, when the shape has such a member. */
    static void set(SdkPojo builder, String name, Object value) {
        SdkField<?> field = fields(builder).get(name);
        if (field != null) {
            field.set(builder, value);
        }
    }

    private static Map<String, SdkField<?>> fields(SdkPojo shape) {
        return FIELDS.computeIfAbsent(
                shape.getClass(),
                type -> shape.sdkFields().stream()
                        .collect(Collectors.toUnmodifiableMap(SdkField::memberName, Function.identity())));
    }
}
