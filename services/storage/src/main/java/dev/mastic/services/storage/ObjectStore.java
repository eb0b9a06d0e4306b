package dev.mastic.services.storage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds objects by bucket and key. A reader sees the old object or the new one. */
interface ObjectStore {
    Optional<StoredObject> find(String bucket, String key);

    /** A page of a bucket's objects, in the order of their keys. */
    Listing<StoredObject> list(String bucket, ListingQuery query);

    /**
     * Makes an object what its key holds; what was there becomes garbage.
     *
     * @param blobs the files of its content
     * @throws dev.mastic.aws.ServiceException when the bucket is gone or the condition does not hold
     */
    void put(StoredObject object, List<Blob> blobs, WriteCondition condition);

    /**
     * Makes an object out of another one's content; false when the source has changed since it was read.
     *
     * @param source what was read, in full
     */
    boolean putCopy(StoredObject object, StoredObject source, WriteCondition condition);

    boolean replaceTags(String bucket, String key, Map<String, String> tags);

    /** Makes an archived object readable until a time; false when the key holds nothing. */
    boolean restore(String bucket, String key, Instant until);

    /** Removes what a key holds; nothing happens when it holds nothing. */
    void remove(String bucket, String key, WriteCondition condition);
}
