package dev.mastic.services.storage;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.services.storage.Contents.Held;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads objects inside the server, with the permissions of the one it reads for: a run's script and jars. */
public final class ObjectReader {
    private final Lookup lookup;
    private final Contents contents;
    private final Authorizer authorizer;

    ObjectReader(Lookup lookup, Contents contents, Authorizer authorizer) {
        this.lookup = lookup;
        this.contents = contents;
        this.authorizer = authorizer;
    }

    /**
     * Copies an object into a file, replacing what the file holds.
     *
     * @throws dev.mastic.aws.ServiceException as GetObject would refuse: no such bucket or key, or access denied
     */
    public void copyTo(Caller caller, String bucket, String key, Path file) throws IOException {
        authorizer.authorize(caller, new Access("s3:GetObject", S3Access.arn(bucket + "/" + key)));
        Bucket found = lookup.bucket(caller, bucket);
        try (Held held = contents.hold(() -> lookup.object(caller, found, key));
                OutputStream out = Files.newOutputStream(file)) {
            held.copyTo(out, Slice.whole(held.object().content().size()));
        }
    }
}
