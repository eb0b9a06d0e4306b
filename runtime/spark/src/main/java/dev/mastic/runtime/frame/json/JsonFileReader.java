package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.frame.SchemaJson;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Reads the part of a file that a task gets: line by line, or as one stream when records go over lines. */
final class JsonFileReader extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>> implements Serializable {

    private final String schema;
    private final StructType required;
    private final boolean multiLine;
    private final Broadcast<SerializableConfiguration> hadoop;

    JsonFileReader(String schema, StructType required, boolean multiLine, Broadcast<SerializableConfiguration> hadoop) {
        this.schema = schema;
        this.required = required;
        this.multiLine = multiLine;
        this.hadoop = hadoop;
    }

    @Override
    public Iterator<InternalRow> apply(PartitionedFile file) {
        JsonReader.Fields reader = new JsonReader.Fields(SchemaJson.read(schema), required.fieldNames());
        int failed = Arrays.asList(required.fieldNames()).indexOf(JsonFormat.FAILED);
        Rows rows = new Rows(reader, required.length(), failed, file.urlEncodedPath());
        Configuration configuration = hadoop.value().value();
        return Interop.iterator(
                multiLine ? new FileRows(rows, configuration, file) : new LineRows(rows, configuration, file));
    }

    private static void closeWithTask(AutoCloseable resource) {
        TaskContext task = TaskContext.get();
        if (task != null) {
            TaskCompletionListener close = context -> {
                try {
                    resource.close();
                } catch (Exception failed) {
                    throw new IllegalStateException("cannot close a file of JSON", failed);
                }
            };
            task.addTaskCompletionListener(close);
        }
    }

    /** Turns texts into rows, or into an error row where the plan asks for those. */
    private record Rows(JsonReader.Fields reader, int width, int failedAt, String source) {

        void read(JsonParser parser, Queue<InternalRow> into) throws IOException {
            JsonRecords.read(parser, record -> into.add(reader.record(record)));
        }

        void failed(JacksonException cause, @Nullable String input, Queue<InternalRow> into) {
            if (failedAt >= 0) {
                GenericInternalRow row = new GenericInternalRow(width);
                row.update(failedAt, new GenericInternalRow(new @Nullable Object[] {
                    UTF8String.fromString(cause.getMessage()),
                    input == null ? null : UTF8String.fromString(input),
                    UTF8String.fromString(source)
                }));
                into.add(row);
            }
        }
    }

    /** Rows that come some at a time. */
    private abstract static class Batches implements java.util.Iterator<InternalRow> {
        final Queue<InternalRow> ready = new ArrayDeque<>();

        /** Adds the next rows, or none; false at the end. */
        abstract boolean more() throws IOException;

        @Override
        public boolean hasNext() {
            try {
                boolean more = true;
                while (ready.isEmpty() && more) {
                    more = more();
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            return !ready.isEmpty();
        }

        @Override
        public InternalRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more records");
            }
            return ready.remove();
        }
    }

    /** A malformed line costs itself only: Glue's own reader goes on in the middle of the stream and may lose the next record. */
    private static final class LineRows extends Batches {
        private final Rows rows;
        private final HadoopFileLinesReader lines;

        LineRows(Rows rows, Configuration configuration, PartitionedFile file) {
            this.rows = rows;
            lines = new HadoopFileLinesReader(file, configuration);
            closeWithTask(lines);
        }

        @Override
        boolean more() throws IOException {
            if (!lines.hasNext()) {
                return false;
            }
            Text line = lines.next();
            try (JsonParser parser = JsonRecords.FACTORY.createParser(line.getBytes(), 0, line.getLength())) {
                rows.read(parser, ready);
            } catch (JacksonException malformed) {
                ready.clear();
                rows.failed(malformed, line.toString(), ready);
            }
            return true;
        }
    }

    /** All records of a file at once; malformed text costs the whole file, since nothing says where the next record starts. */
    private static final class FileRows extends Batches {
        private final Rows rows;
        private final Configuration configuration;
        private final PartitionedFile file;
        private boolean read;

        FileRows(Rows rows, Configuration configuration, PartitionedFile file) {
            this.rows = rows;
            this.configuration = configuration;
            this.file = file;
        }

        @Override
        boolean more() throws IOException {
            if (read) {
                return false;
            }
            read = true;
            try (JsonParser parser = JsonRecords.FACTORY.createParser(WholeFile.open(configuration, file.toPath()))) {
                rows.read(parser, ready);
            } catch (JacksonException malformed) {
                ready.clear();
                rows.failed(malformed, null, ready);
            }
            return true;
        }
    }
}
