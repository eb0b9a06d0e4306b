package dev.mastic.runtime.frame.files;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Stage;
import dev.mastic.runtime.frame.Type;
import dev.mastic.runtime.frame.json.JsonFormat;
import dev.mastic.runtime.frame.json.JsonInference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileIndex;

/** JSON in two passes: the first finds the schema, the second reads by it. Both together cost less than Spark's one. */
final class JsonSource implements RecordSource {

    // These name all objects at the top of a file, which is what is read anyway.
    private static final Set<String> ALL_RECORDS = Set.of("$", "$[*]", "$.*");

    @Override
    public Frame read(SparkSession spark, FileIndex files, Options format) {
        Optional<String> path = format.text("jsonPath");
        if (path.isPresent() && !ALL_RECORDS.contains(path.orElseThrow())) {
            throw new NotSupported("jsonPath \"" + path.orElseThrow() + "\"", String.join(", ", ALL_RECORDS));
        }
        boolean multiLine = format.flag("multiLine");
        Type.Struct schema =
                format.text("withSchema").map(SchemaJson::read).orElseGet(() -> infer(spark, files, multiLine));
        Map<String, String> options =
                Map.of(JsonFormat.SCHEMA, SchemaJson.write(schema), JsonFormat.MULTI_LINE, Boolean.toString(multiLine));
        Dataset<Row> all = Relations.read(spark, files, JsonFormat.columns(schema), JsonFormat.format(), options);
        all = FileColumns.add(all, format);
        Dataset<Row> good = all.drop(JsonFormat.FAILED);
        return Frame.of(good, withOtherColumns(schema, good)).withErrors(Stage.UNNAMED, errors(all));
    }

    private static Type.Struct infer(SparkSession spark, FileIndex files, boolean multiLine) {
        List<String> paths = Relations.paths(files);
        if (paths.isEmpty()) {
            return new Type.Struct(Map.of());
        }
        return multiLine ? JsonInference.ofFiles(spark, paths) : JsonInference.ofLines(Relations.lines(spark, files));
    }

    /** Partition columns, and those that say which file a record is from, come behind the fields of the records. */
    private static Type.Struct withOtherColumns(Type.Struct schema, Dataset<Row> rows) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Shape.of(rows.schema())
                .fields()
                .forEach((name, shape) -> shapes.put(name, schema.fields().getOrDefault(name, shape)));
        return new Type.Struct(shapes);
    }

    private static Dataset<Row> errors(Dataset<Row> all) {
        Column failed = col(JsonFormat.FAILED);
        Column callSite = struct(lit("").as("site"), lit("").as("info"));
        return all.filter(failed.isNotNull())
                .select(struct(
                                callSite.as("callsite"),
                                failed.getField("msg").as("msg"),
                                failed.getField("input").as("input"),
                                failed.getField("source").as("source"))
                        .as("error"));
    }
}
