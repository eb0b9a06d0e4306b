package dev.mastic.runtime.frame.files;

import static org.apache.spark.sql.functions.col;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The columns that say which file a record is from and when the file was last changed. */
final class FileColumns {

    private FileColumns() {}

    static Dataset<Row> add(Dataset<Row> rows, Options format) {
        Dataset<Row> more = rows;
        Optional<String> name = format.text("attachFilename").filter(text -> !text.isEmpty());
        if (name.isPresent()) {
            more = more.withColumn(name.orElseThrow(), col("_metadata.file_path"));
        }
        Optional<String> time = format.text("attachTimestamp").filter(text -> !text.isEmpty());
        if (time.isPresent()) {
            more = more.withColumn(time.orElseThrow(), col("_metadata.file_modification_time"));
        }
        return more;
    }
}
