package dev.mastic.runtime.frame.files;

import static org.apache.spark.sql.functions.col;

import dev.mastic.runtime.frame.Absence;
import dev.mastic.runtime.frame.ErrorRecords;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Stage;
import dev.mastic.runtime.frame.Type;
import dev.mastic.runtime.frame.json.JsonFormat;
import dev.mastic.runtime.frame.json.JsonInference;
import dev.mastic.runtime.frame.json.Syntax;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records that say themselves what they hold, in two passes: the first finds the schema, the second reads by it. Both together
 * cost less than Spark's one over JSON.
 */
final class RecordSource implements SourceFormat {

    private final Syntax syntax;
    private final Options format;

    RecordSource(Syntax syntax, Options format) {
        this.syntax = syntax;
        this.format = format;
    }

    @Override
    public Frame read(SourceFiles files) {
        Type.Struct schema = format.text("withSchema")
                .filter(text -> !text.isEmpty())
                .map(text -> Absence.declared(SchemaJson.read(text)))
                .orElseGet(() -> Absence.numbered(infer(files)));
        Map<String, String> options = Map.of(JsonFormat.SCHEMA, SchemaJson.writeWithPresence(schema));
        Dataset<Row> all = files.grouped(JsonFormat.columns(schema), JsonFormat.of(syntax, files.texts()), options);
        all = FileColumns.add(all, format);
        Dataset<Row> good = all.drop(JsonFormat.FAILED);
        return Frame.of(good, withOtherColumns(schema, good))
                .withErrors(Stage.UNNAMED, ErrorRecords.ofTexts(all, col(JsonFormat.FAILED)));
    }

    private Type.Struct infer(SourceFiles files) {
        if (files.isEmpty()) {
            return new Type.Struct(Map.of());
        }
        boolean byLine = syntax.isByLine() && files.texts().isSplitable();
        return byLine
                ? JsonInference.ofLines(files.lines(), syntax)
                : JsonInference.ofFiles(files.spark(), files.paths(), syntax, files.texts());
    }

    /** Partition columns, and those that say which file a record is from, come behind the fields of the records. */
    private static Type.Struct withOtherColumns(Type.Struct schema, Dataset<Row> rows) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Shape.of(rows.schema())
                .fields()
                .forEach((name, shape) -> shapes.put(name, schema.fields().getOrDefault(name, shape)));
        shapes.remove(Absence.COLUMN);
        return new Type.Struct(shapes);
    }
}
