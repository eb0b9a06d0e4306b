package dev.mastic.services.storage;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what has changed in the lake, in the order of publication, with the permissions of the one it reads for. */
public final class ChangeReader {
    private final Lookup lookup;
    private final ChangeStore changes;
    private final Authorizer authorizer;

    ChangeReader(Lookup lookup, ChangeStore changes, Authorizer authorizer) {
        this.lookup = lookup;
        this.changes = changes;
        this.authorizer = authorizer;
    }

    /**
     * An object that came.
     *
     * @param position of its publication; empty when it is not published yet
     * @param etag without quotes
     */
    public record Change(String key, Optional<Long> position, String etag) {}

    /**
     * Which changes are asked for.
     *
     * @param prefix what keys begin with
     * @param after the position behind which they begin, -1 for all
     * @param afterKey the key of that position behind which they begin; empty for the whole position to be over
     */
    public record Query(String bucket, String prefix, long after, String afterKey) {}

    /** The position of the last publication: what comes later has a greater one. */
    public long position() {
        return changes.position();
    }

    /**
     * Published objects, by position and key.
     *
     * @throws dev.mastic.aws.ServiceException as ListObjectsV2 would refuse
     */
    public List<Change> published(Caller caller, Query query, int limit) {
        return changes.published(allowed(caller, query), query, limit);
    }

    /** What the caller's own transaction has written and not published, by key behind that of the query. */
    public List<Change> staged(Caller caller, Query query, int limit) {
        String bucket = allowed(caller, query);
        return caller.principal()
                .transaction()
                .map(transaction -> changes.staged(transaction, bucket, query, limit))
                .orElse(List.of());
    }

    private String allowed(Caller caller, Query query) {
        authorizer.authorize(
                caller,
                new Access(
                        "s3:ListBucket", S3Access.arn(query.bucket()), Map.of("s3:prefix", List.of(query.prefix()))));
        return lookup.bucket(caller, query.bucket()).name();
    }
}
