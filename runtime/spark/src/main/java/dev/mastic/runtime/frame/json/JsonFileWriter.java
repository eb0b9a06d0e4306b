package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.CodecStreams$;
import org.apache.spark.sql.execution.datasources.OutputWriter;

/** Writes one file of records, each on a line of its own. */
final class JsonFileWriter extends OutputWriter {

    private final String path;
    private final RecordText text;
    private final JsonGenerator generator;
    private boolean written;

    JsonFileWriter(String path, RecordText text, TaskAttemptContext context) {
        this.path = path;
        this.text = text;
        OutputStream stream = CodecStreams$.MODULE$.createOutputStream(context, new Path(path));
        try {
            generator = JsonRecords.FACTORY.createGenerator(stream);
            generator.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public void write(InternalRow row) {
        try {
            text.write(row, generator);
            written = true;
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot write " + path, broken);
        }
    }

    @Override
    public void close() {
        try {
            if (written) {
                generator.writeRaw('\n');
            }
            generator.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot write " + path, broken);
        }
    }
}
