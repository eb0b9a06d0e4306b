package dev.mastic.services.storage;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.RequestBody;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes small objects inside the server, with the permissions of the one it writes for: a run's event log. */
public final class ObjectDeposit {
    private static final Description PLAIN = new Description("STANDARD", Map.of(), Map.of(), Map.of());
    private static final Claims NOTHING_CLAIMED = new Claims(Optional.empty(), Map.of(), Optional.empty());

    private final Lookup lookup;
    private final Layers layers;
    private final ObjectWriter writer;
    private final Authorizer authorizer;

    ObjectDeposit(Lookup lookup, Layers layers, ObjectWriter writer, Authorizer authorizer) {
        this.lookup = lookup;
        this.layers = layers;
        this.writer = writer;
        this.authorizer = authorizer;
    }

    /**
     * Makes the bytes what the key holds.
     *
     * @throws dev.mastic.aws.ServiceException as PutObject would refuse: no such bucket, or access denied
     */
    public void put(Caller caller, String bucket, String key, byte[] bytes) {
        authorizer.authorize(caller, new Access("s3:PutObject", S3Access.arn(bucket + "/" + key)));
        Bucket found = lookup.bucket(caller, bucket);
        writer.write(
                layers.of(caller),
                new ObjectWriter.Target(found.name(), key, PLAIN, WriteCondition.NONE),
                new RequestBody(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length)),
                NOTHING_CLAIMED);
    }
}
