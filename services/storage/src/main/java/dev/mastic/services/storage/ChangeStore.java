package dev.mastic.services.storage;

import dev.mastic.services.storage.ChangeReader.Change;
import dev.mastic.services.storage.ChangeReader.Query;
import java.util.List;

/** Knows objects by the order in which they were published. */
interface ChangeStore {
    long position();

    /** Published objects by position and key, behind the place that the query names. */
    List<Change> published(String bucket, Query query, int limit);

    /** What a transaction has written and not published, by key, behind that of the query. */
    List<Change> staged(String transaction, String bucket, Query query, int limit);
}
