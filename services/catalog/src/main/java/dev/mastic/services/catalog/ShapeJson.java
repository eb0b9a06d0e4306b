package dev.mastic.services.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** Keeps SDK model shapes as JSON under their wire names, so that a shape can be read back as a similar one. */
final class ShapeJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NANO_DIGITS = 9;

    private ShapeJson() {}

    /** The members that are set, as JSON. */
    static String write(SdkPojo shape) {
        return structure(shape).toString();
    }

    /** Sets the members that the JSON has and the builder knows; returns the builder. */
    static <B extends SdkPojo> B read(String json, B builder) {
        try {
            fill(JSON.readTree(json), builder);
            return builder;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored shape is not JSON: " + json, e);
        }
    }

    private static ObjectNode structure(SdkPojo shape) {
        ObjectNode node = JSON.createObjectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            Object value = field.getValueOrDefault(shape);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                node.set(field.locationName(), node(value));
            }
        }
        return node;
    }

    private static @Nullable JsonNode node(@Nullable Object value) {
        if (value instanceof SdkPojo shape) {
            return structure(shape);
        }
        if (value instanceof List<?> items) {
            ArrayNode array = JSON.createArrayNode();
            items.forEach(item -> array.add(node(item)));
            return array;
        }
        if (value instanceof Map<?, ?> entries) {
            ObjectNode object = JSON.createObjectNode();
            entries.forEach((key, item) -> object.set(String.valueOf(key), node(item)));
            return object;
        }
        if (value instanceof Instant instant) {
            BigDecimal nanos = BigDecimal.valueOf(instant.getNano(), NANO_DIGITS);
            return JSON.valueToTree(BigDecimal.valueOf(instant.getEpochSecond()).add(nanos));
        }
        if (value instanceof SdkBytes bytes) {
            return JSON.valueToTree(bytes.asByteArray());
        }
        return JSON.valueToTree(value);
    }

    private static void fill(JsonNode node, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = node.get(field.locationName());
            if (value != null && !value.isNull()) {
                field.set(builder, value(value, field));
            }
        }
    }

    private static @Nullable Object value(JsonNode node, SdkField<?> field) {
        if (node.isNull()) {
            return null;
        }
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            SdkPojo builder = field.constructor().get();
            fill(node, builder);
            return ((Buildable) builder).build();
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<@Nullable Object> items = new ArrayList<>(node.size());
            node.forEach(item -> items.add(value(item, member)));
            return items;
        }
        if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            node.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue(), member)));
            return entries;
        }
        if (type == MarshallingType.INSTANT) {
            BigDecimal seconds = node.decimalValue();
            long whole = seconds.longValue();
            return Instant.ofEpochSecond(
                    whole,
                    seconds.subtract(BigDecimal.valueOf(whole))
                            .movePointRight(NANO_DIGITS)
                            .longValue());
        }
        return scalar(node, type);
    }

    private static Object scalar(JsonNode node, MarshallingType<?> type) {
        try {
            return type == MarshallingType.SDK_BYTES
                    ? SdkBytes.fromByteArray(node.binaryValue())
                    : JSON.treeToValue(node, type.getTargetClass());
        } catch (java.io.IOException e) {
            throw new IllegalStateException("a stored value is not a " + type, e);
        }
    }
}
