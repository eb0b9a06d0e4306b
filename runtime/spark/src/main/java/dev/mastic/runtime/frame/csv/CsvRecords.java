package dev.mastic.runtime.frame.csv;

import dev.mastic.runtime.frame.json.FileText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.spark.unsafe.types.UTF8String;

/** The records of a text, read one by one into whatever takes their fields. Lines without a character are none. */
final class CsvRecords {

    private static final CsvTokenizer.Fields NOBODY = new CsvTokenizer.Fields() {
        @Override
        public boolean wants(int place) {
            return false;
        }

        @Override
        public void field(int place, UTF8String value) {
            // Nobody wants it.
        }
    };

    private final CsvDialect dialect;
    private final CsvTokenizer tokenizer;
    private final Iterator<Text> lines;
    private final boolean converts;

    CsvRecords(CsvDialect dialect, Iterator<Text> lines) {
        this.dialect = dialect;
        this.tokenizer = new CsvTokenizer(dialect);
        this.lines = lines;
        this.converts = !dialect.isUtf8();
    }

    /** The fields of the first record of a file; none when it has no record. */
    static List<String> first(CsvDialect dialect, FileText texts, Configuration hadoop, Path path) {
        List<String> fields = new ArrayList<>();
        try (FileText.WholeLines lines = texts.lines(hadoop, path)) {
            new CsvRecords(dialect, lines).next(new CsvTokenizer.Fields() {
                @Override
                public boolean wants(int place) {
                    return true;
                }

                @Override
                public void field(int place, UTF8String value) {
                    fields.add(value.toString());
                }
            });
        }
        return fields;
    }

    /** Reads the next record; false when there is none. */
    boolean next(CsvTokenizer.Fields fields) {
        boolean read = false;
        // To ask for another line gives the last one up.
        while ((!read || tokenizer.isOpen()) && lines.hasNext()) {
            Text line = lines.next();
            if (line.getLength() > 0 || tokenizer.isOpen()) {
                read(line, fields);
                read = true;
            }
        }
        tokenizer.end(fields);
        return read;
    }

    private void read(Text line, CsvTokenizer.Fields fields) {
        if (converts) {
            byte[] utf8 = dialect.utf8(line.getBytes(), line.getLength());
            tokenizer.read(utf8, utf8.length, fields);
        } else {
            tokenizer.read(line.getBytes(), line.getLength(), fields);
        }
    }

    void skip(int records) {
        for (int i = 0; i < records && next(NOBODY); i++) {
            // The condition reads.
        }
    }
}
