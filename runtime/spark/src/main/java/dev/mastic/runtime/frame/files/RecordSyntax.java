package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.json.JsonPath;
import dev.mastic.runtime.frame.json.JsonSyntax;
import dev.mastic.runtime.frame.json.Syntax;
import dev.mastic.runtime.frame.records.AvroSyntax;
import dev.mastic.runtime.frame.records.GrokSyntax;
import dev.mastic.runtime.frame.records.IonSyntax;
import dev.mastic.runtime.frame.records.XmlElements;
import dev.mastic.runtime.frame.records.XmlSyntax;

/** The syntaxes of records, by the options that a script gives for a format. */
public final class RecordSyntax {

    private RecordSyntax() {}

    static Syntax json(Options format) {
        JsonPath path = format.text("jsonPath")
                .filter(text -> !text.isEmpty())
                .map(JsonPath::parse)
                .orElse(JsonPath.ROOT);
        return new JsonSyntax(format.flag("multiLine"), path);
    }

    /** XML, whose rows are elements of one name. */
    public static Syntax xml(Options format) {
        XmlElements elements = new XmlElements(
                format.flag("excludeAttribute"),
                format.flag("treatEmptyValuesAsNulls"),
                format.text("attributePrefix").orElse("_"),
                format.text("valueTag").orElse("_VALUE"),
                format.flag("ignoreSurroundingSpaces"));
        String encoding =
                format.text("encoding").filter(text -> !text.isEmpty()).orElse("UTF-8");
        return new XmlSyntax(format.required("rowTag"), encoding, elements);
    }

    /** Lines of logs. */
    public static Syntax grok(Options format) {
        GrokSyntax syntax = new GrokSyntax(
                format.required("logFormat"),
                format.text("customPatterns").orElse(""),
                format.text("MISSING").orElse("-"),
                Math.toIntExact(format.number("LineCount").orElse(1)),
                format.flag("StrictMode"));
        return syntax.checked();
    }

    public static Syntax ion() {
        return new IonSyntax();
    }

    /** Avro as a file, or, where {@code avroSchema} says how it is written, as a value without one. */
    public static Syntax avro(Options format) {
        AvroTypes types = AvroTypes.of(format);
        return new AvroSyntax(
                format.text("avroSchema").filter(text -> !text.isEmpty()).orElse(""), types::reading);
    }
}
