package dev.mastic.services.storage;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;

/** Tags of buckets and objects. */
public final class TaggingApi implements DescribesAccess {
    private static final String PUT_BUCKET_ACTION = "s3:PutBucketTagging";

    private final Lookup lookup;
    private final BucketStore buckets;
    private final Layers layers;

    TaggingApi(Lookup lookup, BucketStore buckets, Layers layers) {
        this.lookup = lookup;
        this.buckets = buckets;
        this.layers = layers;
    }

    @Override
    public String arn(Caller caller, String resource) {
        return S3Access.arn(resource);
    }

    @Override
    public Map<String, List<String>> conditions(SdkPojo request) {
        return S3Access.conditions(request);
    }

    @OnResource("{Bucket}")
    public GetBucketTaggingResponse getBucketTagging(Caller caller, GetBucketTaggingRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        if (bucket.tags().isEmpty()) {
            throw new ServiceException(ErrorCode.NO_SUCH_TAG_SET, "The TagSet does not exist")
                    .with(Map.of("BucketName", bucket.name()));
        }
        return GetBucketTaggingResponse.builder()
                .tagSet(TagShapes.shapes(bucket.tags()))
                .build();
    }

    @OnResource(value = "{Bucket}", action = PUT_BUCKET_ACTION)
    public PutBucketTaggingResponse putBucketTagging(Caller caller, PutBucketTaggingRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        buckets.replaceTags(bucket.name(), TagShapes.ofBucket(request.tagging().tagSet()));
        return PutBucketTaggingResponse.builder().build();
    }

    @OnResource(value = "{Bucket}", action = PUT_BUCKET_ACTION)
    public DeleteBucketTaggingResponse deleteBucketTagging(Caller caller, DeleteBucketTaggingRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        buckets.replaceTags(bucket.name(), Map.of());
        return DeleteBucketTaggingResponse.builder().build();
    }

    @OnResource("{Bucket}/{Key}")
    public GetObjectTaggingResponse getObjectTagging(Caller caller, GetObjectTaggingRequest request) {
        StoredObject object = lookup.object(caller, lookup.bucket(caller, request), request.key());
        return GetObjectTaggingResponse.builder()
                .tagSet(TagShapes.shapes(object.description().tags()))
                .build();
    }

    @OnResource("{Bucket}/{Key}")
    public PutObjectTaggingResponse putObjectTagging(Caller caller, PutObjectTaggingRequest request) {
        Map<String, String> tags = TagShapes.ofObject(request.tagging().tagSet());
        replace(caller, lookup.bucket(caller, request), request.key(), tags);
        return PutObjectTaggingResponse.builder().build();
    }

    @OnResource("{Bucket}/{Key}")
    public DeleteObjectTaggingResponse deleteObjectTagging(Caller caller, DeleteObjectTaggingRequest request) {
        replace(caller, lookup.bucket(caller, request), request.key(), Map.of());
        return DeleteObjectTaggingResponse.builder().build();
    }

    private void replace(Caller caller, Bucket bucket, String key, Map<String, String> tags) {
        if (!layers.of(caller).replaceTags(bucket.name(), key, tags)) {
            throw lookup.missing(caller, bucket, key);
        }
    }
}
