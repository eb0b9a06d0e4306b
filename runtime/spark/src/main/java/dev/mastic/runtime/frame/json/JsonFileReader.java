package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
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
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Reads the part of a file that a task gets: line by line, or as one stream when records go over lines. */
final class JsonFileReader extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>> implements Serializable {

    private final Syntax syntax;
    private final FileText texts;
    private final String schema;
    private final StructType required;
    private final Broadcast<SerializableConfiguration> hadoop;

    JsonFileReader(
            Syntax syntax,
            FileText texts,
            String schema,
            StructType required,
            Broadcast<SerializableConfiguration> hadoop) {
        this.syntax = syntax;
        this.texts = texts;
        this.schema = schema;
        this.required = required;
        this.hadoop = hadoop;
    }

    @Override
    public Iterator<InternalRow> apply(PartitionedFile file) {
        JsonReader.Root reader = new JsonReader.Root(SchemaJson.read(schema), required.fieldNames());
        int failed = Arrays.asList(required.fieldNames()).indexOf(JsonFormat.FAILED);
        Rows rows = new Rows(reader, required.length(), failed, file.urlEncodedPath());
        Configuration configuration = hadoop.value().value();
        return Interop.iterator(
                syntax.isByLine()
                        ? new LineRows(rows, syntax, texts.lines(file, configuration))
                        : new FileRows(rows, open(file, configuration)));
    }

    private RecordStream open(PartitionedFile file, Configuration configuration) {
        try {
            RecordStream records = syntax.open(texts.open(configuration, file.toPath()));
            FileText.closeWithTask(records);
            return records;
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + file.toPath(), broken);
        }
    }

    /** Turns texts into rows, or into an error row where the plan asks for those. */
    private record Rows(JsonReader.Root reader, int width, int failedAt, String source) {

        InternalRow row(JsonParser record) throws IOException {
            return reader.record(record);
        }

        void failed(JacksonException cause, @Nullable String input, Queue<InternalRow> into) {
            if (failedAt >= 0) {
                GenericInternalRow row = new GenericInternalRow(width);
                row.update(failedAt, new GenericInternalRow(new @Nullable Object[] {
                    UTF8String.fromString(cause.getMessage()),
                    input == null ? null : UTF8String.fromString(input),
                    bytesRead(cause),
                    UTF8String.fromString(source)
                }));
                into.add(row);
            }
        }

        private static @Nullable Object bytesRead(JacksonException cause) {
            JsonLocation at = cause.getLocation();
            return at == null || at.getByteOffset() < 0 ? null : (Object) at.getByteOffset();
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
        private final Syntax syntax;
        private final java.util.Iterator<Text> lines;

        LineRows(Rows rows, Syntax syntax, java.util.Iterator<Text> lines) {
            this.rows = rows;
            this.syntax = syntax;
            this.lines = lines;
        }

        @Override
        boolean more() throws IOException {
            if (!lines.hasNext()) {
                return false;
            }
            Text line = lines.next();
            try (RecordStream records = syntax.open(line.getBytes(), 0, line.getLength())) {
                JsonRecords.read(records, record -> ready.add(rows.row(record)));
            } catch (JacksonException malformed) {
                ready.clear();
                rows.failed(malformed, line.toString(), ready);
            }
            return true;
        }
    }

    /** The records of a file one by one; where the syntax cannot find the next record, malformed text costs the rest of the file. */
    private static final class FileRows extends Batches {
        private final Rows rows;
        private final RecordStream records;
        private boolean lost;

        FileRows(Rows rows, RecordStream records) {
            this.rows = rows;
            this.records = records;
        }

        @Override
        boolean more() throws IOException {
            if (lost) {
                return false;
            }
            try {
                JsonParser record = records.next();
                if (record == null) {
                    return false;
                }
                ready.add(rows.row(record));
            } catch (JacksonException malformed) {
                lost = !records.survives();
                rows.failed(malformed, malformed instanceof MalformedRecord told ? told.input() : null, ready);
            }
            return true;
        }
    }
}
