package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.mastic.runtime.frame.Type;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;

/** One pass over all records that finds their schema. A text that is malformed anywhere takes no part in it. */
public final class JsonInference {

    private static final Syntax LINES = new JsonSyntax(false, JsonPath.ROOT);

    private JsonInference() {}

    /** The schema of JSON records that stand on lines; the dataset has the text of a line as its first column. */
    public static Type.Struct ofLines(Dataset<Row> lines) {
        return ofLines(lines, LINES);
    }

    /** The schema of records that stand on lines. */
    public static Type.Struct ofLines(Dataset<Row> lines, Syntax syntax) {
        FlatMapFunction<Iterator<InternalRow>, Observation> observe = rows -> observeLines(rows, syntax);
        return merge(lines.queryExecution().toRdd().toJavaRDD().mapPartitions(observe))
                .schema();
    }

    /** The schema of the records of whole files. */
    public static Type.Struct ofFiles(SparkSession spark, List<String> paths, Syntax syntax, FileText texts) {
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sessionState().newHadoopConf());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        FlatMapFunction<Iterator<String>, Observation> observe = files -> observeFiles(files, syntax, texts, hadoop);
        return merge(context.parallelize(paths).mapPartitions(observe)).schema();
    }

    // Partitions are merged in their order, so fields stand in the order in which they are first seen.
    private static Observation merge(JavaRDD<Observation> parts) {
        Observation all = new Observation();
        parts.collect().forEach(all::merge);
        return all;
    }

    /** Which values of a text are looked at. */
    interface Reading extends Serializable {
        void read(UTF8String text, JsonRecords.Sink sink) throws IOException;
    }

    /** What the texts in the first column of a dataset hold; rows without one take no part. */
    static Observation ofTexts(Dataset<Row> texts, Reading reading) {
        FlatMapFunction<Iterator<InternalRow>, Observation> observe = rows -> observeTexts(rows, reading);
        return merge(texts.queryExecution().toRdd().toJavaRDD().mapPartitions(observe));
    }

    private static Iterator<Observation> observeTexts(Iterator<InternalRow> rows, Reading reading) throws IOException {
        Observation seen = new Observation();
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            if (!row.isNullAt(0)) {
                UTF8String text = row.getUTF8String(0);
                observe(seen, sink -> reading.read(text, sink));
            }
        }
        return List.of(seen).iterator();
    }

    private static Iterator<Observation> observeLines(Iterator<InternalRow> rows, Syntax syntax) throws IOException {
        Observation seen = new Observation();
        while (rows.hasNext()) {
            UTF8String line = rows.next().getUTF8String(0);
            if (line.numBytes() > 0) {
                observe(seen, sink -> {
                    try (RecordStream records = open(syntax, line)) {
                        JsonRecords.read(records, sink);
                    }
                });
            }
        }
        return List.of(seen).iterator();
    }

    /** Gives the values of the same text each time. */
    private interface Text {
        void read(JsonRecords.Sink sink) throws IOException;
    }

    private static void observe(Observation seen, Text text) throws IOException {
        List<Observation.Undo> undo = new ArrayList<>();
        try {
            text.read(record -> seen.observe(record, 1, undo));
        } catch (JacksonException malformed) {
            takeBack(seen, text, undo);
        }
    }

    private static void takeBack(Observation seen, Text text, List<Observation.Undo> undo) throws IOException {
        try {
            text.read(record -> seen.observe(record, -1, new ArrayList<>()));
        } catch (JacksonException malformed) {
            // It ends where it ended the first time: all that was counted is taken back.
        }
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
    }

    static JsonParser parser(UTF8String line, JsonFactory factory) throws IOException {
        if (line.getBaseObject() instanceof byte[] bytes) {
            return factory.createParser(bytes, offset(line), line.numBytes());
        }
        return factory.createParser(line.getBytes());
    }

    static RecordStream open(Syntax syntax, UTF8String line) throws IOException {
        if (line.getBaseObject() instanceof byte[] bytes) {
            return syntax.open(bytes, offset(line), line.numBytes());
        }
        return syntax.open(line.getBytes(), 0, line.numBytes());
    }

    private static int offset(UTF8String line) {
        return (int) (line.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
    }

    private static Iterator<Observation> observeFiles(
            Iterator<String> files, Syntax syntax, FileText texts, SerializableConfiguration hadoop)
            throws IOException {
        Observation seen = new Observation();
        while (files.hasNext()) {
            Path file = new Path(URI.create(files.next()));
            try (RecordStream records = syntax.open(texts.open(hadoop.value(), file))) {
                while (observeNext(records, seen)) {
                    // All is said in the condition.
                }
            }
        }
        return List.of(seen).iterator();
    }

    /** Notes the next record when it is whole; false when there is none, or none can be found. */
    private static boolean observeNext(RecordStream records, Observation seen) throws IOException {
        try {
            JsonParser record = records.next();
            if (record == null) {
                return false;
            }
            // A record is looked at when all of it has been read, for a text of any length cannot be read twice.
            try (TokenBuffer whole = new TokenBuffer(record)) {
                whole.copyCurrentStructure(record);
                JsonParser again = whole.asParser();
                again.nextToken();
                seen.observe(again, 1, new ArrayList<>());
            }
            return true;
        } catch (JacksonException malformed) {
            return records.survives();
        }
    }
}
