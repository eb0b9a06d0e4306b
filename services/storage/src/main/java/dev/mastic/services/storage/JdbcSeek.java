package dev.mastic.services.storage;

import java.util.Iterator;
import java.util.function.Function;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/** Rows of a query that is asked again from another key on; rows are fetched as they are looked at. */
final class JdbcSeek<T> implements Listing.Seek<T>, AutoCloseable {
    private final Function<Place, ResultIterator<T>> query;
    private @Nullable ResultIterator<T> rows;

    /** Where rows begin: at a key, or right behind it. PostgreSQL has no text with the character that would say so. */
    record Place(String key, boolean behind) {
        static Place of(String from) {
            return from.endsWith("\0") ? new Place(from.substring(0, from.length() - 1), true) : new Place(from, false);
        }

        /** A statement that asks for {@code key >= ?}, for this place. */
        String in(String list) {
            return behind ? list.replace("key >= ?", "key > ?") : list;
        }
    }

    JdbcSeek(Function<Place, ResultIterator<T>> query) {
        this.query = query;
    }

    @Override
    public Iterator<T> from(String key) {
        close();
        ResultIterator<T> found = query.apply(Place.of(key));
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
