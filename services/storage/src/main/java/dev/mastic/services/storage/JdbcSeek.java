package dev.mastic.services.storage;

import java.util.Iterator;
import java.util.function.Function;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/** Rows of a query that is asked again from another key on; rows are fetched as they are looked at. */
final class JdbcSeek<T> implements Listing.Seek<T>, AutoCloseable {
    private final Function<String, ResultIterator<T>> query;
    private @Nullable ResultIterator<T> rows;

    JdbcSeek(Function<String, ResultIterator<T>> query) {
        this.query = query;
    }

    @Override
    public Iterator<T> from(String key) {
        close();
        ResultIterator<T> found = query.apply(key);
        rows = found;
        return found;
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
