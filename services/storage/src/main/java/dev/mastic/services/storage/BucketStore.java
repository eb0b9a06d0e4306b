package dev.mastic.services.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds buckets by name. */
interface BucketStore {
    /** Keeps a new bucket; false when the name is taken, by whomever. */
    boolean add(Bucket bucket);

    Optional<Bucket> find(String name);

    /** The account's buckets whose names begin with a prefix and come after the given one, by name. */
    List<Bucket> list(String accountId, String prefix, String after, int limit);

    void replaceTags(String name, Map<String, String> tags);

    /** Removes an empty bucket and the uploads under way in it; false when it holds an object. */
    boolean remove(String name);
}
