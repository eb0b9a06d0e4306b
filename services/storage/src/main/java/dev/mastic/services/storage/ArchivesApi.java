package dev.mastic.services.storage;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.OnResource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.RestoreObjectRequest;
import software.amazon.awssdk.services.s3.model.RestoreObjectResponse;
import software.amazon.awssdk.services.s3.model.RestoreRequest;

/** Archived objects made readable for some days. What takes hours on S3 is done when the request is answered. */
public final class ArchivesApi implements DescribesAccess {
    private final Lookup lookup;
    private final Layers layers;
    private final Archives archives;
    private final Clock clock;

    ArchivesApi(Lookup lookup, Layers layers, Archives archives, Clock clock) {
        this.lookup = lookup;
        this.layers = layers;
        this.archives = archives;
        this.clock = clock;
    }

    @Override
    public String arn(Caller caller, String resource) {
        return S3Access.arn(resource);
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        return S3Access.conditions(request);
    }

    @OnResource("{Bucket}/{Key}")
    public RestoreObjectResponse restoreObject(Caller caller, RestoreObjectRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        StoredObject object = lookup.object(caller, bucket, request.key());
        if (!archives.isArchived(object)) {
            throw archives.refusal(object, "Restore is not allowed for the object's current storage class");
        }
        RestoreRequest wanted = request.restoreRequest();
        if (wanted != null && (wanted.type() != null || wanted.selectParameters() != null)) {
            throw Refusals.notImplemented("RestoreRequest of type SELECT");
        }
        int days = wanted == null || wanted.days() == null ? 0 : wanted.days();
        if (days < 1) {
            throw Refusals.invalidArgument("Days", Integer.toString(days), "Days must be a positive integer");
        }
        if (!layers.of(caller).restore(bucket.name(), request.key(), until(days))) {
            throw lookup.missing(caller, bucket, request.key());
        }
        return RestoreObjectResponse.builder().build();
    }

    // S3 adds the days to the time of the request and rounds up to the next midnight UTC.
    private Instant until(int days) {
        return clock.instant()
                .plus(Duration.ofDays(days))
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(1));
    }
}
