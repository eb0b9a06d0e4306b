package dev.mastic.runtime.s3;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import com.amazonaws.services.s3.model.CopyObjectRequest;
import com.amazonaws.services.s3.model.DeleteObjectsRequest;
import com.amazonaws.services.s3.model.ListObjectsV2Request;
import com.amazonaws.services.s3.model.ListObjectsV2Result;
import com.amazonaws.services.s3.model.MultiObjectDeleteException;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.S3ObjectSummary;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** The objects of the lake where a file system is not enough: their storage classes, and requests for many at once. */
public final class LakeObjects {
    private static final Set<String> SCHEMES = Set.of("s3", "s3a", "s3n");
    private static final int ATTEMPTS_AGAIN = 3;
    private static final int DELETED_AT_ONCE_MAX = 1000;
    private static final int NOT_FOUND = 404;
    private static final Map<String, LakeObjects> OPEN = new ConcurrentHashMap<>();

    /** Objects that a request did not reach, with the reason that S3 gave. */
    public record Refused(LakeObject object, String reason) {}

    private final AmazonS3 client;

    private LakeObjects(AmazonS3 client) {
        this.client = client;
    }

    /** The lake of this place; empty when the place is not on it, or when the session knows no lake. */
    public static Optional<LakeObjects> of(URI place, Configuration hadoop) {
        if (place.getScheme() == null
                || !SCHEMES.contains(place.getScheme())
                || hadoop.get("mastic.endpoint") == null) {
            return Optional.empty();
        }
        String bucket = "fs.s3a.bucket." + place.getHost() + ".";
        return Optional.of(open(
                hadoop.get(bucket + "endpoint", hadoop.get("fs.s3a.endpoint")),
                hadoop.get(bucket + "endpoint.region", hadoop.get("fs.s3a.endpoint.region"))));
    }

    // A run may bring another region than the one that its driver was warmed up with.
    private static LakeObjects open(String endpoint, String region) {
        return OPEN.computeIfAbsent(endpoint + " " + region, key -> open(new EndpointConfiguration(endpoint, region)));
    }

    private static LakeObjects open(EndpointConfiguration endpoint) {
        return new LakeObjects(AmazonS3ClientBuilder.standard()
                .withEndpointConfiguration(endpoint)
                .withPathStyleAccessEnabled(true)
                .withCredentials(new RunCredentialsProvider())
                .withClientConfiguration(new ClientConfiguration().withMaxErrorRetry(ATTEMPTS_AGAIN))
                .build());
    }

    /**
     * The objects under a directory, or the one object that the place names.
     *
     * @param recurse false: those of the directory itself only
     */
    public List<LakeObject> under(URI place, boolean recurse) {
        String key = place.getPath().replaceFirst("^/+", "");
        String prefix = key.isEmpty() || key.endsWith("/") ? key : key + "/";
        List<LakeObject> found = list(place.getHost(), prefix, recurse);
        return found.isEmpty() && !key.equals(prefix) ? one(place.getHost(), key) : found;
    }

    private List<LakeObject> list(String bucket, String prefix, boolean recurse) {
        ListObjectsV2Request request =
                new ListObjectsV2Request().withBucketName(bucket).withPrefix(prefix);
        if (!recurse) {
            request.setDelimiter("/");
        }
        List<LakeObject> found = new ArrayList<>();
        ListObjectsV2Result page;
        do {
            page = client.listObjectsV2(request);
            for (S3ObjectSummary object : page.getObjectSummaries()) {
                found.add(new LakeObject(
                        bucket,
                        object.getKey(),
                        object.getSize(),
                        object.getLastModified().toInstant().toEpochMilli(),
                        object.getStorageClass()));
            }
            request.setContinuationToken(page.getNextContinuationToken());
        } while (page.isTruncated());
        return found;
    }

    private List<LakeObject> one(String bucket, String key) {
        try {
            ObjectMetadata object = client.getObjectMetadata(bucket, key);
            String storageClass = object.getStorageClass() == null ? "STANDARD" : object.getStorageClass();
            return List.of(new LakeObject(
                    bucket,
                    key,
                    object.getContentLength(),
                    object.getLastModified().toInstant().toEpochMilli(),
                    storageClass));
        } catch (AmazonS3Exception refused) {
            if (refused.getStatusCode() == NOT_FOUND) {
                return List.of();
            }
            throw refused;
        }
    }

    /** Deletes objects of one bucket; answers those that could not be deleted. */
    public List<Refused> delete(List<LakeObject> objects) {
        List<Refused> refused = new ArrayList<>();
        for (int from = 0; from < objects.size(); from += DELETED_AT_ONCE_MAX) {
            List<LakeObject> some = objects.subList(from, Math.min(objects.size(), from + DELETED_AT_ONCE_MAX));
            try {
                client.deleteObjects(new DeleteObjectsRequest(some.get(0).bucket())
                        .withKeys(some.stream().map(LakeObject::key).toArray(String[]::new))
                        .withQuiet(true));
            } catch (MultiObjectDeleteException partly) {
                Map<String, String> reasons = partly.getErrors().stream()
                        .collect(Collectors.toMap(
                                MultiObjectDeleteException.DeleteError::getKey,
                                error -> String.valueOf(error.getMessage())));
                some.stream()
                        .filter(object -> reasons.containsKey(object.key()))
                        .forEach(object -> refused.add(new Refused(object, reasons.getOrDefault(object.key(), ""))));
            }
        }
        return refused;
    }

    /** Copies objects onto themselves in another storage class; answers those for which it failed. */
    public List<Refused> transition(List<LakeObject> objects, String storageClass) {
        List<Refused> refused = new ArrayList<>();
        for (LakeObject object : objects) {
            try {
                client.copyObject(new CopyObjectRequest(object.bucket(), object.key(), object.bucket(), object.key())
                        .withStorageClass(storageClass));
            } catch (AmazonS3Exception denied) {
                refused.add(new Refused(object, denied.getErrorMessage()));
            }
        }
        return refused;
    }
}
