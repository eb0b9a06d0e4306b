package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
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

    private JsonInference() {}

    /** The schema of records that stand on lines; the dataset has the text of a line as its first column. */
    public static Type.Struct ofLines(Dataset<Row> lines) {
        FlatMapFunction<Iterator<InternalRow>, Observation> observe = JsonInference::observeLines;
        return merge(lines.queryExecution().toRdd().toJavaRDD().mapPartitions(observe))
                .schema();
    }

    /** The schema of records that go over lines. */
    public static Type.Struct ofFiles(SparkSession spark, List<String> paths) {
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sessionState().newHadoopConf());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        FlatMapFunction<Iterator<String>, Observation> observe = files -> observeFiles(files, hadoop);
        return merge(context.parallelize(paths).mapPartitions(observe)).schema();
    }

    // Partitions are merged in their order, so fields stand in the order in which they are first seen.
    private static Observation merge(JavaRDD<Observation> parts) {
        Observation all = new Observation();
        parts.collect().forEach(all::merge);
        return all;
    }

    /** What the texts in the first column of a dataset hold; rows without one take no part. */
    static Observation ofTexts(Dataset<Row> texts, Opening opening, Reading reading) {
        FlatMapFunction<Iterator<InternalRow>, Observation> observe = rows -> observeTexts(rows, opening, reading);
        return merge(texts.queryExecution().toRdd().toJavaRDD().mapPartitions(observe));
    }

    private static Iterator<Observation> observeTexts(Iterator<InternalRow> rows, Opening opening, Reading reading)
            throws IOException {
        Observation seen = new Observation();
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            if (!row.isNullAt(0)) {
                UTF8String text = row.getUTF8String(0);
                observe(seen, () -> opening.open(text), reading);
            }
        }
        return List.of(seen).iterator();
    }

    private static Iterator<Observation> observeLines(Iterator<InternalRow> rows) throws IOException {
        Observation seen = new Observation();
        while (rows.hasNext()) {
            UTF8String line = rows.next().getUTF8String(0);
            if (line.numBytes() > 0) {
                observe(seen, () -> parser(line, JsonRecords.FACTORY), JsonRecords::read);
            }
        }
        return List.of(seen).iterator();
    }

    private static Iterator<Observation> observeFiles(Iterator<String> files, SerializableConfiguration hadoop)
            throws IOException {
        Observation seen = new Observation();
        while (files.hasNext()) {
            Path file = new Path(URI.create(files.next()));
            observe(
                    seen,
                    () -> JsonRecords.FACTORY.createParser(WholeFile.open(hadoop.value(), file)),
                    JsonRecords::read);
        }
        return List.of(seen).iterator();
    }

    /** Opens the same text each time. */
    private interface Text {
        JsonParser open() throws IOException;
    }

    /** How a text is opened. */
    interface Opening extends Serializable {
        JsonParser open(UTF8String text) throws IOException;
    }

    /** Which values of a text are looked at. */
    interface Reading extends Serializable {
        void read(JsonParser parser, JsonRecords.Sink sink) throws IOException;
    }

    private static void observe(Observation seen, Text text, Reading reading) throws IOException {
        List<Observation.Undo> undo = new ArrayList<>();
        try (JsonParser parser = text.open()) {
            reading.read(parser, record -> seen.observe(record, 1, undo));
        } catch (com.fasterxml.jackson.core.JacksonException malformed) {
            takeBack(seen, text, reading, undo);
        }
    }

    private static void takeBack(Observation seen, Text text, Reading reading, List<Observation.Undo> undo)
            throws IOException {
        try (JsonParser parser = text.open()) {
            reading.read(parser, record -> seen.observe(record, -1, new ArrayList<>()));
        } catch (com.fasterxml.jackson.core.JacksonException malformed) {
            // It ends where it ended the first time: all that was counted is taken back.
        }
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
    }

    static JsonParser parser(UTF8String line, JsonFactory factory) throws IOException {
        if (line.getBaseObject() instanceof byte[] bytes) {
            int offset = (int) (line.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
            return factory.createParser(bytes, offset, line.numBytes());
        }
        return factory.createParser(line.getBytes());
    }
}
