package dev.mastic.aws.protocol;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.StrictUtf8;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/** Reads an XML payload into the SDK's model classes. Knows no DTD and no entities but XML's own five. */
final class XmlReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final XMLStreamReader xml;

    private XmlReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Reads a document whose root, whatever its name, is the given structure. */
    static SdkPojo read(byte[] document, SdkPojo builder) {
        // As text: given bytes, the JDK's parser prints to standard error when they are no UTF-8.
        String text = StrictUtf8.decode(document);
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(withoutMark(text)));
            try {
                return new XmlReader(xml).document(builder);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException malformed) {
            throw malformed();
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private SdkPojo document(SdkPojo builder) throws XMLStreamException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw malformed();
            }
        }
        structure(builder);
        while (xml.hasNext()) {
            xml.next();
        }
        return builder;
    }

    private void structure(SdkPojo builder) throws XMLStreamException {
        Map<String, SdkField<?>> fields = Shapes.payloadFields(builder);
        attributes(builder, fields);
        Map<SdkField<?>, List<Object>> flattened = new LinkedHashMap<>();
        while (nextElement()) {
            SdkField<?> field = fields.get(xml.getLocalName());
            if (field == null) {
                skip();
            } else if (isFlattened(field)) {
                Object item = value(field.getTrait(ListTrait.class).memberFieldInfo());
                flattened.computeIfAbsent(field, each -> new ArrayList<>()).add(item);
            } else {
                field.set(builder, value(field));
            }
        }
        flattened.forEach((field, items) -> field.set(builder, items));
    }

    private void attributes(SdkPojo builder, Map<String, SdkField<?>> fields) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String prefix = xml.getAttributePrefix(i);
            String name = (prefix == null || prefix.isEmpty() ? "" : prefix + ":") + xml.getAttributeLocalName(i);
            SdkField<?> field = fields.get(name);
            if (field != null && field.containsTrait(XmlAttributeTrait.class)) {
                field.set(builder, xml.getAttributeValue(i));
            }
        }
    }

    private Object value(SdkField<?> field) throws XMLStreamException {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        return switch (type) {
            case SDK_POJO -> {
                SdkPojo builder = field.constructor().get();
                structure(builder);
                yield Shapes.build(builder);
            }
            case LIST -> list(field);
            case MAP -> map(field);
            default -> ScalarText.read(xml.getElementText(), field);
        };
    }

    private List<Object> list(SdkField<?> field) throws XMLStreamException {
        ListTrait trait = field.getTrait(ListTrait.class);
        String tag = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        List<Object> items = new ArrayList<>();
        while (nextElement()) {
            if (xml.getLocalName().equals(tag)) {
                items.add(value(trait.memberFieldInfo()));
            } else {
                skip();
            }
        }
        return items;
    }

    private Map<String, Object> map(SdkField<?> field) throws XMLStreamException {
        MapTrait trait = field.getTrait(MapTrait.class);
        String keyTag = trait.keyLocationName() == null ? "key" : trait.keyLocationName();
        Map<String, Object> entries = new LinkedHashMap<>();
        while (nextElement()) {
            String key = "";
            Object value = "";
            while (nextElement()) {
                if (xml.getLocalName().equals(keyTag)) {
                    key = xml.getElementText();
                } else {
                    value = value(trait.valueFieldInfo());
                }
            }
            entries.put(key, value);
        }
        return entries;
    }

    private static boolean isFlattened(SdkField<?> field) {
        ListTrait trait = field.getTrait(ListTrait.class);
        return trait != null && trait.isFlattened();
    }

    /** Moves to the next child; false at the end of the element. */
    private boolean nextElement() throws XMLStreamException {
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return false;
                }
                case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD -> throw malformed();
                default -> {
                    // white space, comments and processing instructions between elements mean nothing
                }
            }
        }
    }

    // A loop, not a recursion: how deep a client nests must not decide how deep our stack gets.
    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {
                    // nothing in here is wanted
                }
            }
        }
    }

    private static ServiceException malformed() {
        return new ServiceException(
                ErrorCode.MALFORMED_REQUEST,
                "The XML you provided was not well-formed or did not validate against our published schema");
    }
}
