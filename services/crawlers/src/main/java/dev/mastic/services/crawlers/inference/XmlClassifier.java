package dev.mastic.services.crawlers.inference;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML: every element of one name is a row. Without a name it is the one that the root holds several of. */
public final class XmlClassifier implements Classifier {
    private static final int DEPTH_MAX = 64;
    private static final int ROWS_MAX = 10_000;
    private static final XMLInputFactory XML = XMLInputFactory.newFactory();

    static {
        // Entities could read the server's files or grow without end.
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    private final String classification;
    private final Optional<String> rowTag;

    public XmlClassifier(String classification, Optional<String> rowTag) {
        this.classification = classification;
        this.rowTag = rowTag;
    }

    @Override
    public Optional<Finding> classify(Sample sample) throws IOException {
        Optional<String> text = sample.text();
        if (text.isEmpty() || !text.orElseThrow().stripLeading().startsWith("<")) {
            return Optional.empty();
        }
        Optional<String> tag = rowTag.or(() -> repeated(text.orElseThrow()));
        if (tag.isEmpty()) {
            return Optional.empty();
        }
        Map<String, DataType> fields = rows(text.orElseThrow(), tag.orElseThrow(), sample.isWhole());
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.sure(classification, fields(fields)).with(Map.of("rowTag", tag.orElseThrow())));
    }

    private static Map<String, DataType> rows(String text, String tag, boolean whole) {
        Map<String, DataType> fields = new LinkedHashMap<>();
        int rows = 0;
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(text));
            while (xml.hasNext() && rows < ROWS_MAX) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals(tag)) {
                    DataType row = element(xml, 0);
                    DataType.StructOf struct = row instanceof DataType.StructOf members
                            ? members
                            : new DataType.StructOf(List.of(new Field("_value", row)));
                    struct.fields().forEach(field -> fields.merge(field.name(), field.type(), XmlClassifier::merge));
                    rows++;
                }
            }
        } catch (XMLStreamException bad) {
            if (whole) {
                return Map.of();
            }
        }
        return fields;
    }

    /** Reads to the end of an element that begins. */
    private static DataType element(XMLStreamReader xml, int depth) throws XMLStreamException {
        if (depth > DEPTH_MAX) {
            throw new DamagedFileException("the elements are nested more than " + DEPTH_MAX + " deep");
        }
        Map<String, DataType> members = new LinkedHashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            members.put(
                    "_" + xml.getAttributeLocalName(i),
                    TextTypes.of(xml.getAttributeValue(i).strip()));
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName();
                members.merge(name, element(xml, depth + 1), XmlClassifier::merge);
                counts.merge(name, 1, Integer::sum);
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
            }
        }
        counts.forEach((name, count) -> {
            if (count > 1) {
                members.computeIfPresent(name, (key, type) -> new DataType.ArrayOf(type));
            }
        });
        String value = text.toString().strip();
        if (members.isEmpty()) {
            return TextTypes.of(value);
        }
        if (!value.isEmpty()) {
            members.put("_value", TextTypes.of(value));
        }
        return new DataType.StructOf(fields(members));
    }

    /** An element that is there once in this row and several times in that one is a list of one here. */
    private static DataType merge(DataType one, DataType other) {
        if (one instanceof DataType.ArrayOf list && !(other instanceof DataType.ArrayOf)) {
            return new DataType.ArrayOf(merge(list.element(), other));
        }
        if (other instanceof DataType.ArrayOf list && !(one instanceof DataType.ArrayOf)) {
            return new DataType.ArrayOf(merge(one, list.element()));
        }
        return DataType.merge(one, other);
    }

    /** The element that stands more than once below the root. */
    private static Optional<String> repeated(String text) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(text));
            int depth = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (depth++ == 1 && counts.merge(xml.getLocalName(), 1, Integer::sum) > 1) {
                        return Optional.of(xml.getLocalName());
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
        } catch (XMLStreamException cut) {
            // the first element below the root is the best guess left
        }
        return counts.keySet().stream().findFirst();
    }

    private static List<Field> fields(Map<String, DataType> types) {
        List<Field> fields = new ArrayList<>();
        types.forEach((name, type) -> fields.add(new Field(name, type)));
        return fields;
    }
}
