package dev.mastic.aws.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/** Writes the members of the SDK's model classes as XML elements, for Query and REST-XML alike. */
final class XmlWriter {
    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final XmlText out;

    XmlWriter(XmlText out) {
        this.out = out;
    }

    void members(SdkPojo shape) {
        for (SdkField<?> field : shape.sdkFields()) {
            Object value = field.getValueOrDefault(shape);
            if (Shapes.isSet(value)
                    && field.location() == MarshallLocation.PAYLOAD
                    && !field.containsTrait(XmlAttributeTrait.class)) {
                value(field.locationName(), field, value);
            }
        }
    }

    private void value(String tag, SdkField<?> field, Object value) {
        if (value instanceof List<?> items) {
            list(tag, field, items);
        } else if (value instanceof Map<?, ?> entries) {
            map(tag, field, entries);
        } else if (value instanceof SdkPojo shape) {
            open(tag, shape);
            members(shape);
            out.close(tag);
        } else {
            out.element(tag, ScalarText.write(value, field, TimestampFormatTrait.Format.ISO_8601));
        }
    }

    // The one attribute in all of AWS's models is xsi:type of an S3 grantee.
    private void open(String tag, SdkPojo shape) {
        Optional<String> attribute = shape.sdkFields().stream()
                .filter(field -> field.containsTrait(XmlAttributeTrait.class))
                .map(field -> field.getValueOrDefault(shape))
                .filter(Shapes::isSet)
                .map(String::valueOf)
                .findFirst();
        if (attribute.isPresent()) {
            out.openWith(tag + " xmlns:xsi=\"" + SCHEMA_INSTANCE + "\"", "xsi:type", attribute.orElseThrow());
        } else {
            out.open(tag);
        }
    }

    private void list(String tag, SdkField<?> field, List<?> items) {
        ListTrait trait = field.getTrait(ListTrait.class);
        SdkField<?> item = trait.memberFieldInfo();
        if (trait.isFlattened()) {
            items.forEach(each -> value(tag, item, each));
            return;
        }
        String itemTag = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        out.open(tag);
        items.forEach(each -> value(itemTag, item, each));
        out.close(tag);
    }

    private void map(String tag, SdkField<?> field, Map<?, ?> entries) {
        MapTrait trait = field.getTrait(MapTrait.class);
        String keyTag = trait.keyLocationName() == null ? "key" : trait.keyLocationName();
        String valueTag = trait.valueLocationName() == null ? "value" : trait.valueLocationName();
        String entryTag = trait.isFlattened() ? tag : "entry";
        if (!trait.isFlattened()) {
            out.open(tag);
        }
        entries.forEach((key, value) -> {
            out.open(entryTag).element(keyTag, key.toString());
            value(valueTag, trait.valueFieldInfo(), value);
            out.close(entryTag);
        });
        if (!trait.isFlattened()) {
            out.close(tag);
        }
    }
}
