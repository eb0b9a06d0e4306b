package dev.mastic.runtime.frame;

import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are computed once, by the first who asks, and kept on disk for whoever asks again. Spark frees the disk when no
 * frame knows them any more, which it does not do for a dataset that is cached by name.
 */
public final class Kept {

    private Kept() {}

    /** The same rows, in the same order each time. */
    public static Dataset<Row> rows(Dataset<Row> rows) {
        StructType schema = rows.schema();
        // Operators use one row object over and over.
        RDD<InternalRow> copies = rows.queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(InternalRow::copy)
                .rdd()
                .persist(StorageLevel.DISK_ONLY());
        return rows.sparkSession().internalCreateDataFrame(copies, schema, false);
    }
}
