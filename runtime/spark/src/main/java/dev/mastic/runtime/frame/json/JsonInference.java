package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParser;
import dev.mastic.runtime.frame.Type;
import java.io.IOException;
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
        return merge(lines.queryExecution().toRdd().toJavaRDD().mapPartitions(observe));
    }

    /** The schema of records that go over lines. */
    public static Type.Struct ofFiles(SparkSession spark, List<String> paths) {
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sessionState().newHadoopConf());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        FlatMapFunction<Iterator<String>, Observation> observe = files -> observeFiles(files, hadoop);
        return merge(context.parallelize(paths).mapPartitions(observe));
    }

    // Partitions are merged in their order, so fields stand in the order in which they are first seen.
    private static Type.Struct merge(JavaRDD<Observation> parts) {
        Observation all = new Observation();
        parts.collect().forEach(all::merge);
        return all.schema();
    }

    private static Iterator<Observation> observeLines(Iterator<InternalRow> rows) throws IOException {
        Observation seen = new Observation();
        while (rows.hasNext()) {
            UTF8String line = rows.next().getUTF8String(0);
            if (line.numBytes() > 0) {
                observe(seen, () -> parser(line));
            }
        }
        return List.of(seen).iterator();
    }

    private static Iterator<Observation> observeFiles(Iterator<String> files, SerializableConfiguration hadoop)
            throws IOException {
        Observation seen = new Observation();
        while (files.hasNext()) {
            Path file = new Path(URI.create(files.next()));
            observe(seen, () -> JsonRecords.FACTORY.createParser(WholeFile.open(hadoop.value(), file)));
        }
        return List.of(seen).iterator();
    }

    /** Opens the same text each time. */
    private interface Text {
        JsonParser open() throws IOException;
    }

    private static void observe(Observation seen, Text text) throws IOException {
        List<Observation.Undo> undo = new ArrayList<>();
        try (JsonParser parser = text.open()) {
            JsonRecords.read(parser, record -> seen.observe(record, 1, undo));
        } catch (com.fasterxml.jackson.core.JacksonException malformed) {
            takeBack(seen, text, undo);
        }
    }

    private static void takeBack(Observation seen, Text text, List<Observation.Undo> undo) throws IOException {
        try (JsonParser parser = text.open()) {
            JsonRecords.read(parser, record -> seen.observe(record, -1, new ArrayList<>()));
        } catch (com.fasterxml.jackson.core.JacksonException malformed) {
            // It ends where it ended the first time: all that was counted is taken back.
        }
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
    }

    private static JsonParser parser(UTF8String line) throws IOException {
        if (line.getBaseObject() instanceof byte[] bytes) {
            int offset = (int) (line.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
            return JsonRecords.FACTORY.createParser(bytes, offset, line.numBytes());
        }
        return JsonRecords.FACTORY.createParser(line.getBytes());
    }
}
