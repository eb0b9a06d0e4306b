package dev.mastic.runtime.frame.records;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mastic.runtime.frame.json.LooseText;
import dev.mastic.runtime.frame.json.MalformedRecord;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * How an element of XML becomes a value: its attributes and elements are fields, elements of one name that follow each other are
 * an array, an element that has neither is its text.
 *
 * @param excludesAttributes that attributes are no fields
 * @param emptyIsNull that an element without text is null instead of an empty text
 * @param attributePrefix before the name of an attribute
 * @param valueTag the name of the text of an element that has fields as well
 * @param trims that blanks around texts are no part of them
 */
public record XmlElements(
        boolean excludesAttributes, boolean emptyIsNull, String attributePrefix, String valueTag, boolean trims)
        implements Serializable {

    private static final XMLInputFactory READERS = readers();

    private static XMLInputFactory readers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // A row is cut out of its document, and with it from what declares its prefixes.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** Writes an element as an object. */
    void write(String element, JsonGenerator tokens) throws IOException {
        Object value = read(element);
        if (value instanceof Map<?, ?>) {
            write(value, tokens);
        } else {
            tokens.writeStartObject();
            tokens.writeFieldName(valueTag);
            write(value, tokens);
            tokens.writeEndObject();
        }
    }

    private @Nullable Object read(String element) throws MalformedRecord {
        try {
            XMLStreamReader reader = READERS.createXMLStreamReader(new StringReader(element));
            reader.nextTag();
            return element(reader);
        } catch (XMLStreamException malformed) {
            throw new MalformedRecord(String.valueOf(malformed.getMessage()), element);
        }
    }

    private @Nullable Object element(XMLStreamReader reader) throws XMLStreamException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; !excludesAttributes && i < reader.getAttributeCount(); i++) {
            fields.put(attributePrefix + reader.getAttributeLocalName(i), text(reader.getAttributeValue(i)));
        }
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                add(fields, reader.getLocalName(), element(reader));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        if (fields.isEmpty()) {
            return text(text.toString());
        } else if (!text.toString().isBlank()) {
            fields.put(valueTag, text(text.toString()));
        }
        return fields;
    }

    private @Nullable Object text(String text) {
        String wanted = trims ? text.trim() : text;
        return wanted.isEmpty() && emptyIsNull ? null : new LooseText(wanted);
    }

    private static void add(Map<String, @Nullable Object> fields, String name, @Nullable Object value) {
        if (!fields.containsKey(name)) {
            fields.put(name, value);
        } else if (fields.get(name) instanceof Repeated repeated) {
            repeated.values.add(value);
        } else {
            Repeated repeated = new Repeated(new ArrayList<>());
            repeated.values.add(fields.get(name));
            repeated.values.add(value);
            fields.put(name, repeated);
        }
    }

    /** The values of elements that have one name. */
    private record Repeated(List<@Nullable Object> values) {}

    private static void write(@Nullable Object value, JsonGenerator tokens) throws IOException {
        if (value == null) {
            tokens.writeNull();
        } else if (value instanceof Map<?, ?> fields) {
            tokens.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                tokens.writeFieldName(field.getKey().toString());
                write(field.getValue(), tokens);
            }
            tokens.writeEndObject();
        } else if (value instanceof Repeated repeated) {
            tokens.writeStartArray();
            for (Object one : repeated.values()) {
                write(one, tokens);
            }
            tokens.writeEndArray();
        } else {
            tokens.writeEmbeddedObject(value);
        }
    }
}
