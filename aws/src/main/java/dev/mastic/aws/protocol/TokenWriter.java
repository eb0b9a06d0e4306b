package dev.mastic.aws.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/** Writes the SDK's model classes as JSON or CBOR. A member that nobody set is left out. */
final class TokenWriter {
    /** Writes a point in time the way the protocol does. */
    @FunctionalInterface
    interface InstantWriter {
        void write(JsonGenerator out, Instant instant) throws IOException;
    }

    private final JsonGenerator out;
    private final InstantWriter instants;

    TokenWriter(JsonGenerator out, InstantWriter instants) {
        this.out = out;
        this.instants = instants;
    }

    void structure(SdkPojo shape) throws IOException {
        out.writeStartObject();
        for (SdkField<?> field : shape.sdkFields()) {
            Object value = field.getValueOrDefault(shape);
            if (Shapes.isSet(value) && field.location() == MarshallLocation.PAYLOAD) {
                out.writeFieldName(field.locationName());
                value(field, value);
            }
        }
        out.writeEndObject();
    }

    private void value(SdkField<?> field, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Instant instant) {
            instant(field, instant);
        } else if (value instanceof SdkBytes bytes) {
            out.writeBinary(bytes.asByteArrayUnsafe());
        } else if (value instanceof SdkPojo shape) {
            structure(shape);
        } else if (value instanceof List<?> items) {
            list(field, items);
        } else if (value instanceof Map<?, ?> entries) {
            map(field, entries);
        } else if (value instanceof Document document) {
            document(document);
        } else {
            throw new IllegalStateException("member " + field.memberName() + " is a " + value.getClass());
        }
    }

    private void number(Number number) throws IOException {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            out.writeNumber(number.intValue());
        } else if (number instanceof Long) {
            out.writeNumber(number.longValue());
        } else if (number instanceof Float) {
            // Jackson writes NaN and the infinities as strings, as AWS does.
            out.writeNumber(number.floatValue());
        } else if (number instanceof Double) {
            out.writeNumber(number.doubleValue());
        } else {
            out.writeNumber(new BigDecimal(number.toString()));
        }
    }

    private void instant(SdkField<?> field, Instant instant) throws IOException {
        if (Timestamps.format(field) == TimestampFormatTrait.Format.ISO_8601) {
            out.writeString(Timestamps.iso(instant));
        } else {
            instants.write(out, instant);
        }
    }

    private void list(SdkField<?> field, List<?> items) throws IOException {
        SdkField<?> item = field.getTrait(ListTrait.class).memberFieldInfo();
        out.writeStartArray();
        for (Object each : items) {
            value(item, each);
        }
        out.writeEndArray();
    }

    private void map(SdkField<?> field, Map<?, ?> entries) throws IOException {
        SdkField<?> value = field.getTrait(MapTrait.class).valueFieldInfo();
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.writeFieldName(entry.getKey().toString());
            value(value, entry.getValue());
        }
        out.writeEndObject();
    }

    private void document(Document document) throws IOException {
        if (document.isNull()) {
            out.writeNull();
        } else if (document.isBoolean()) {
            out.writeBoolean(document.asBoolean());
        } else if (document.isString()) {
            out.writeString(document.asString());
        } else if (document.isNumber()) {
            out.writeNumber(document.asNumber().stringValue());
        } else if (document.isList()) {
            out.writeStartArray();
            for (Document item : document.asList()) {
                document(item);
            }
            out.writeEndArray();
        } else {
            out.writeStartObject();
            for (Map.Entry<String, Document> entry : document.asMap().entrySet()) {
                out.writeFieldName(entry.getKey());
                document(entry.getValue());
            }
            out.writeEndObject();
        }
    }
}
