package dev.mastic.runtime.frame.files;

import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Writers that make a file when it gets its first record, as Glue's own writer of Parquet does: no record, no file. */
final class LazyWriters extends OutputWriterFactory {

    private final OutputWriterFactory writers;

    LazyWriters(OutputWriterFactory writers) {
        this.writers = writers;
    }

    @Override
    public String getFileExtension(TaskAttemptContext context) {
        return writers.getFileExtension(context);
    }

    @Override
    public OutputWriter newInstance(String path, StructType columns, TaskAttemptContext context) {
        return new Lazy(path, columns, context);
    }

    private final class Lazy extends OutputWriter {
        private final String path;
        private final StructType columns;
        private final TaskAttemptContext context;
        private @Nullable OutputWriter writer;

        Lazy(String path, StructType columns, TaskAttemptContext context) {
            this.path = path;
            this.columns = columns;
            this.context = context;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public void write(InternalRow row) {
            if (writer == null) {
                writer = writers.newInstance(path, columns, context);
            }
            writer.write(row);
        }

        @Override
        public void close() {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
