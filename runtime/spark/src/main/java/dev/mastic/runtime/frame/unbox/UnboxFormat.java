package dev.mastic.runtime.frame.unbox;

import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Unboxing;
import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import dev.mastic.runtime.frame.files.RecordSyntax;
import dev.mastic.runtime.frame.json.ValueReader;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The formats that a text in a field may have. */
public final class UnboxFormat {

    private UnboxFormat() {}

    /** The reader of a format, by the options that a script gives for it. */
    public static Unboxing.Reader of(String format, Options options) {
        Optional<Shape> declared =
                options.text("withSchema").map(SchemaJson::read).map(Shape::of);
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "json" -> new Values(ValueReader.Form.JSON, declared);
            case "csv" -> new CsvReader(new CsvText(options), declared);
            case "avro" -> new Values(ValueReader.Form.record(RecordSyntax.avro(options)), declared);
            case "grok", "groklog" -> new Values(ValueReader.Form.record(RecordSyntax.grok(options)), declared);
            case "ion" -> new Values(ValueReader.Form.record(RecordSyntax.ion()), declared);
            case "xml" -> new Values(ValueReader.Form.record(RecordSyntax.xml(options)), declared);
            default ->
                throw new NotSupported("unbox of format \"" + format + "\"", "avro, csv, grokLog, ion, json, xml");
        };
    }

    private record Values(ValueReader.Form texts, Optional<Shape> declared) implements Unboxing.Reader {
        @Override
        public Shape shape(Dataset<Row> rows) {
            return declared.orElseGet(() -> texts.infer(rows));
        }

        @Override
        public Serializable values(Shape shape) {
            return texts.values(shape);
        }
    }

    private record CsvReader(CsvText csv, Optional<Shape> declared) implements Unboxing.Reader {
        @Override
        public Shape shape(Dataset<Row> texts) {
            return declared.orElseGet(() -> Shape.of(csv.columns(texts)));
        }

        @Override
        public Serializable values(Shape shape) {
            return new CsvValues(csv, shape.struct().orElseThrow());
        }
    }
}
