package dev.mastic.runtime.frame.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.util.LineReader;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/**
 * How the text of a file is opened: uncompressed by the codec that its name tells, else by the one that its source declares.
 *
 * @param compression the name of the declared codec, or empty
 */
public record FileText(String compression) implements Serializable {

    /** Files whose names tell all. */
    public static final FileText BY_NAME = new FileText("");

    /** Whether a part of a file can be read without what is before it, as far as the declaration goes. */
    public boolean isSplitable() {
        return compression.isEmpty();
    }

    /** The text of a whole file. */
    public InputStream open(Configuration hadoop, Path path) throws IOException {
        CompressionCodec codec = codec(hadoop, path);
        InputStream bytes = path.getFileSystem(hadoop).open(path);
        return codec == null ? bytes : codec.createInputStream(bytes);
    }

    private @Nullable CompressionCodec codec(Configuration hadoop, Path path) {
        CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
        CompressionCodec named = codecs.getCodec(path);
        return named != null || compression.isEmpty() ? named : codecs.getCodecByName(compression);
    }

    /** The lines of the part of a file that a task gets, closed with the task; each line is valid until the next. */
    public Iterator<Text> lines(PartitionedFile file, Configuration hadoop) {
        if (compression.isEmpty()) {
            HadoopFileLinesReader lines = new HadoopFileLinesReader(file, hadoop);
            closeWithTask(lines);
            return JavaConverters.asJavaIterator(lines);
        }
        WholeLines lines = lines(hadoop, file.toPath());
        closeWithTask(lines);
        return lines;
    }

    /** The lines of a whole file, which the caller closes. */
    public WholeLines lines(Configuration hadoop, Path path) {
        try {
            return new WholeLines(new LineReader(open(hadoop, path)));
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + path + ": " + broken.getMessage(), broken);
        }
    }

    static void closeWithTask(AutoCloseable resource) {
        TaskContext task = TaskContext.get();
        if (task != null) {
            TaskCompletionListener close = context -> {
                try {
                    resource.close();
                } catch (Exception failed) {
                    throw new IllegalStateException("cannot close a file", failed);
                }
            };
            task.addTaskCompletionListener(close);
        }
    }

    /** The lines of a file from its start, without the mark of byte order that it may have; each line is valid until the next. */
    public static final class WholeLines implements Iterator<Text>, AutoCloseable {
        private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

        private final LineReader reader;
        private final Text line = new Text();
        private boolean started;
        private boolean read;
        private boolean ended;

        WholeLines(LineReader reader) {
            this.reader = reader;
        }

        @Override
        public boolean hasNext() {
            try {
                if (!read && !ended) {
                    ended = reader.readLine(line) == 0;
                    read = !ended;
                    if (!started && startsWithMark()) {
                        line.set(line.copyBytes(), MARK.length, line.getLength() - MARK.length);
                    }
                    started = true;
                }
                return read;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        private boolean startsWithMark() {
            return line.getLength() >= MARK.length
                    && Arrays.equals(line.getBytes(), 0, MARK.length, MARK, 0, MARK.length);
        }

        @Override
        public Text next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more lines");
            }
            read = false;
            return line;
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
