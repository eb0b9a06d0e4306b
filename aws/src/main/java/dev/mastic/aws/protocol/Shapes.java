package dev.mastic.aws.protocol;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/** What the codecs need to know of the SDK's model classes, found out once per class. */
final class Shapes {
    private static final Map<Class<?>, Map<String, SdkField<?>>> FIELDS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, SdkPojo> EMPTY = new ConcurrentHashMap<>();

    private Shapes() {}

    /** A new builder of a request or response class. An empty instance gives one without reflection. */
    static SdkPojo builder(Class<?> type) {
        return (SdkPojo) ((ToCopyableBuilder<?, ?>) EMPTY.computeIfAbsent(type, Shapes::empty)).toBuilder();
    }

    static SdkPojo build(SdkPojo builder) {
        return (SdkPojo) ((Buildable) builder).build();
    }

    /** The fields of a shape's payload, by their names on the wire. */
    static Map<String, SdkField<?>> payloadFields(SdkPojo shape) {
        return FIELDS.computeIfAbsent(shape.getClass(), type -> {
            Map<String, SdkField<?>> fields = new HashMap<>();
            for (SdkField<?> field : shape.sdkFields()) {
                if (field.location() == MarshallLocation.PAYLOAD) {
                    fields.put(field.locationName(), field);
                }
            }
            return fields;
        });
    }

    /** Whether a member is to be written: an empty list that nobody set is not, one that was set is. */
    static boolean isSet(@Nullable Object value) {
        return value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap);
    }

    private static SdkPojo empty(Class<?> type) {
        try {
            return build((SdkPojo) type.getMethod("builder").invoke(null));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("not a class of the SDK's model: " + type, e);
        }
    }
}
