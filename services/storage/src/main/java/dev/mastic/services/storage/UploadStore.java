package dev.mastic.services.storage;

import java.util.List;
import java.util.Optional;

/** Holds multipart uploads under way and their parts. */
interface UploadStore {
    void add(Upload upload);

    Optional<Upload> find(String bucket, String key, String id);

    /** A page of a bucket's uploads, by key and then by id; of those begun in transactions, the given one's alone. */
    Listing<Upload> list(String bucket, ListingQuery query, Optional<String> transaction);

    /** Keeps a part; one of the same number becomes garbage. */
    void putPart(Upload upload, Blob part);

    /** Parts by number, from behind the given one. */
    List<Blob> parts(String upload, int after, int limit);

    /**
     * Makes the object out of the parts, in one step; parts that are not used become garbage.
     *
     * @param used the parts as they were when the object was computed
     * @param objects where the object goes
     */
    void complete(Upload upload, StoredObject object, List<Blob> used, WriteCondition condition, ObjectStore objects);

    /** Ends an upload without an object; false when there is none. */
    boolean abort(String bucket, String key, String id);
}
