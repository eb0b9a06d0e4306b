package dev.mastic.services.storage;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** Finds buckets and objects on behalf of a caller, with S3's refusals. */
final class Lookup {
    private static final int KEY_BYTES_MAX = 1_024;
    private static final String UNVERSIONED = "null";

    private final BucketStore buckets;
    private final Layers layers;
    private final Authorizer authorizer;

    Lookup(BucketStore buckets, Layers layers, Authorizer authorizer) {
        this.buckets = buckets;
        this.layers = layers;
        this.authorizer = authorizer;
    }

    /** The bucket that a request names; its key and version, when it has them, are ones the bucket may have. */
    Bucket bucket(Caller caller, SdkPojo request) {
        name(request, "Key").ifPresent(Lookup::refuseLongKey);
        Members.text(request, "VersionId").ifPresent(Lookup::refuseVersion);
        Bucket bucket = bucket(caller, name(request, "Bucket").orElse(""));
        boolean expected = Members.text(request, "ExpectedBucketOwner")
                .map(bucket.accountId()::equals)
                .orElse(true);
        if (!expected) {
            throw Refusals.accessDenied();
        }
        return bucket;
    }

    /** A bucket of the caller's account: there are no bucket policies that would let in another. */
    Bucket bucket(Caller caller, String name) {
        Bucket bucket = buckets.find(name).orElseThrow(() -> {
            BucketNames.refuseInvalid(name);
            return Refusals.noSuchBucket(name);
        });
        if (!bucket.accountId().equals(caller.accountId())) {
            throw Refusals.accessDenied();
        }
        return bucket;
    }

    StoredObject object(Caller caller, Bucket bucket, String key) {
        return layers.of(caller).find(bucket.name(), key).orElseThrow(() -> missing(caller, bucket, key));
    }

    /** The refusal for a key that holds nothing; one who may not list the bucket is not told even that. */
    ServiceException missing(Caller caller, Bucket bucket, String key) {
        authorizer.authorize(caller, new Access("s3:ListBucket", bucket.arn()));
        return Refusals.noSuchKey(key);
    }

    // The SDK calls them DestinationBucket and DestinationKey where a source is named besides.
    private static Optional<String> name(SdkPojo request, String member) {
        return Members.text(request, member).or(() -> Members.text(request, "Destination" + member));
    }

    static void refuseVersion(String id) {
        if (!id.equals(UNVERSIONED)) {
            throw Refusals.invalidArgument("versionId", id, "Invalid version id specified");
        }
    }

    static void refuseLongKey(String key) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > KEY_BYTES_MAX) {
            throw new ServiceException(ErrorCode.KEY_TOO_LONG, "Your key is too long")
                    .with(Map.of("Size", Integer.toString(bytes), "MaxSizeAllowed", Integer.toString(KEY_BYTES_MAX)));
        }
    }
}
