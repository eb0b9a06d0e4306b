package dev.mastic.services.storage;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.storage.Contents.Held;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads objects inside the server, with the permissions of the one it reads for: a run's script and jars. */
public final class ObjectReader {
    private final Lookup lookup;
    private final Layers layers;
    private final Contents contents;
    private final Authorizer authorizer;
    private final Archives archives;

    ObjectReader(Lookup lookup, Layers layers, Contents contents, Authorizer authorizer, Archives archives) {
        this.lookup = lookup;
        this.layers = layers;
        this.contents = contents;
        this.authorizer = authorizer;
        this.archives = archives;
    }

    /**
     * Copies an object into a file, replacing what the file holds.
     *
     * @param bytesMax how large the object may be
     * @throws dev.mastic.aws.ServiceException as GetObject would refuse: no such bucket or key, or access denied
     */
    public void copyTo(Caller caller, String bucket, String key, Path file, long bytesMax) throws IOException {
        authorizer.authorize(caller, new Access("s3:GetObject", S3Access.arn(bucket + "/" + key)));
        Bucket found = lookup.bucket(caller, bucket);
        try (Held held = contents.hold(() -> lookup.object(caller, found, key));
                OutputStream out = Files.newOutputStream(file)) {
            archives.refuseRead(held.object());
            if (held.object().content().size() > bytesMax) {
                throw new ServiceException(
                        ErrorCode.ENTITY_TOO_LARGE,
                        "The object has %d bytes (expected: at most %d).",
                        held.object().content().size(),
                        bytesMax);
            }
            held.copyTo(out, Slice.whole(held.object().content().size()));
        }
    }

    /** An object, as a listing tells it. */
    public record Entry(String key, long size) {}

    /**
     * A page of the objects under a prefix whose keys come after the given one, in order.
     *
     * @throws dev.mastic.aws.ServiceException as ListObjectsV2 would refuse
     */
    public List<Entry> page(Caller caller, String bucket, String prefix, String after, int max) {
        authorizer.authorize(
                caller, new Access("s3:ListBucket", S3Access.arn(bucket), Map.of("s3:prefix", List.of(prefix))));
        Bucket found = lookup.bucket(caller, bucket);
        return layers.of(caller).list(found.name(), new ListingQuery(prefix, "", after, max)).items().stream()
                .map(object -> new Entry(object.key(), object.content().size()))
                .toList();
    }

    /**
     * Some bytes of an object; fewer when it ends before.
     *
     * @throws dev.mastic.aws.ServiceException as GetObject would refuse: no such bucket or key, or access denied
     */
    public byte[] read(Caller caller, String bucket, String key, long offset, int length) throws IOException {
        authorizer.authorize(caller, new Access("s3:GetObject", S3Access.arn(bucket + "/" + key)));
        Bucket found = lookup.bucket(caller, bucket);
        try (Held held = contents.hold(() -> lookup.object(caller, found, key))) {
            long size = held.object().content().size();
            long from = Math.min(offset, size);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            held.copyTo(out, Slice.of(from, Math.min(length, size - from), size));
            return out.toByteArray();
        }
    }

    /**
     * The keys under a prefix, in order.
     *
     * @param max how many there may be
     * @throws dev.mastic.aws.ServiceException as ListObjectsV2 would refuse, and when there are more
     */
    public List<String> list(Caller caller, String bucket, String prefix, int max) {
        authorizer.authorize(
                caller, new Access("s3:ListBucket", S3Access.arn(bucket), Map.of("s3:prefix", List.of(prefix))));
        Bucket found = lookup.bucket(caller, bucket);
        Listing<StoredObject> page = layers.of(caller).list(found.name(), new ListingQuery(prefix, "", "", max));
        if (page.next().isPresent()) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST, "There are more than %d objects under %s.", max, prefix);
        }
        return page.items().stream().map(StoredObject::key).toList();
    }
}
