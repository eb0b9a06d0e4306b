package dev.mastic.runtime.frame.csv;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Records as rows of the columns that a plan needs; a row is valid until the next. */
final class CsvRows implements Iterator<InternalRow>, CsvTokenizer.Fields {

    private static final int UNWANTED = -1;

    private final CsvRecords records;
    private final int[] columnOf;
    private final GenericInternalRow row;
    private boolean ready;
    private boolean ended;

    CsvRows(CsvRecords records, List<String> names, String[] required) {
        this.records = records;
        columnOf = new int[names.size()];
        for (int place = 0; place < columnOf.length; place++) {
            columnOf[place] = List.of(required).indexOf(names.get(place));
        }
        row = new GenericInternalRow(required.length);
    }

    @Override
    public boolean wants(int place) {
        return place < columnOf.length && columnOf[place] != UNWANTED;
    }

    @Override
    public void field(int place, UTF8String value) {
        row.update(columnOf[place], value);
    }

    @Override
    public boolean hasNext() {
        if (!ready && !ended) {
            for (int column = 0; column < row.numFields(); column++) {
                row.setNullAt(column);
            }
            ready = records.next(this);
            ended = !ready;
        }
        return ready;
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more records");
        }
        ready = false;
        return row;
    }
}
