package dev.mastic.services.storage;

import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/** Buckets: made, found, listed, deleted. */
public final class BucketsApi implements DescribesAccess {
    private static final String FIRST_REGION = "us-east-1";
    private static final int PAGE_BUCKETS_MAX = 10_000;

    private final BucketStore buckets;
    private final Lookup lookup;
    private final Clock clock;

    BucketsApi(BucketStore buckets, Lookup lookup, Clock clock) {
        this.buckets = buckets;
        this.lookup = lookup;
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

    @OnResource("{Bucket}")
    public CreateBucketResponse createBucket(Caller caller, CreateBucketRequest request) {
        BucketNames.refuseInvalid(request.bucket());
        refuseUnkept(request);
        Bucket bucket = new Bucket(
                request.bucket(),
                caller.accountId(),
                region(caller, request),
                Instant.ofEpochSecond(clock.instant().getEpochSecond()),
                tags(request));
        if (!buckets.add(bucket)) {
            refuseTaken(bucket);
        }
        return CreateBucketResponse.builder()
                .location("/" + bucket.name())
                .bucketArn(bucket.arn())
                .build();
    }

    @OnResource(value = "{Bucket}", action = "s3:ListBucket")
    public HeadBucketResponse headBucket(Caller caller, HeadBucketRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        return HeadBucketResponse.builder()
                .bucketRegion(bucket.region())
                .bucketArn(bucket.arn())
                .accessPointAlias(false)
                .build();
    }

    @OnResource("{Bucket}")
    public GetBucketLocationResponse getBucketLocation(Caller caller, GetBucketLocationRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        // The first region has no name here: it was there before there were others.
        return bucket.region().equals(FIRST_REGION)
                ? GetBucketLocationResponse.builder().build()
                : GetBucketLocationResponse.builder()
                        .locationConstraint(bucket.region())
                        .build();
    }

    @OnResource("{Bucket}")
    public DeleteBucketResponse deleteBucket(Caller caller, DeleteBucketRequest request) {
        Bucket bucket = lookup.bucket(caller, request);
        if (!buckets.remove(bucket.name())) {
            throw new ServiceException(ErrorCode.BUCKET_NOT_EMPTY, "The bucket you tried to delete is not empty")
                    .with(Map.of("BucketName", bucket.name()));
        }
        return DeleteBucketResponse.builder().build();
    }

    @OnResource(value = "*", action = "s3:ListAllMyBuckets")
    public ListBucketsResponse listBuckets(Caller caller, ListBucketsRequest request) {
        String prefix = Optional.ofNullable(request.prefix()).orElse("");
        String after = Optional.ofNullable(request.continuationToken())
                .map(token ->
                        PageToken.key(token, 1, ErrorCode.INVALID_ARGUMENT).get(0))
                .orElse("");
        int limit = Optional.ofNullable(request.maxBuckets()).orElse(PAGE_BUCKETS_MAX);
        List<Bucket> found = buckets.list(caller.accountId(), prefix, after, limit + 1);
        List<Bucket> page = found.subList(0, Math.min(limit, found.size()));
        return ListBucketsResponse.builder()
                .owner(owner -> owner.id(Owners.id(caller.accountId())))
                .prefix(request.prefix())
                .continuationToken(
                        found.size() > limit ? PageToken.of(page.get(limit - 1).name()) : null)
                .buckets(page.stream()
                        .filter(bucket -> request.bucketRegion() == null
                                || request.bucketRegion().equals(bucket.region()))
                        .map(BucketsApi::shape)
                        .toList())
                .build();
    }

    private static software.amazon.awssdk.services.s3.model.Bucket shape(Bucket bucket) {
        return software.amazon.awssdk.services.s3.model.Bucket.builder()
                .name(bucket.name())
                .creationDate(bucket.createdAt())
                .bucketRegion(bucket.region())
                .bucketArn(bucket.arn())
                .build();
    }

    private static void refuseUnkept(CreateBucketRequest request) {
        RefusedFeatures.refuse(request);
        if (Boolean.TRUE.equals(request.objectLockEnabledForBucket())) {
            throw Refusals.notImplemented("x-amz-bucket-object-lock-enabled");
        }
        String ownership = request.objectOwnershipAsString();
        if (ownership != null && !ownership.equals("BucketOwnerEnforced")) {
            throw Refusals.notImplemented("x-amz-object-ownership: " + ownership);
        }
        if (request.createBucketConfiguration() != null
                && (request.createBucketConfiguration().bucket() != null
                        || request.createBucketConfiguration().location() != null)) {
            throw Refusals.notImplemented("directory buckets");
        }
    }

    private static Map<String, String> tags(CreateBucketRequest request) {
        return request.createBucketConfiguration() == null
                ? Map.of()
                : TagShapes.ofBucket(request.createBucketConfiguration().tags());
    }

    /** Where the bucket shall be. The first region lets a bucket be anywhere, the others only at home. */
    private static String region(Caller caller, CreateBucketRequest request) {
        String constraint = request.createBucketConfiguration() == null
                ? null
                : request.createBucketConfiguration().locationConstraintAsString();
        boolean first = caller.region().equals(FIRST_REGION);
        if (constraint == null || constraint.isEmpty()) {
            if (!first) {
                throw new ServiceException(
                        ErrorCode.ILLEGAL_LOCATION_CONSTRAINT,
                        "The unspecified location constraint is incompatible for the region specific endpoint this"
                                + " request was sent to.");
            }
            return FIRST_REGION;
        }
        String region = constraint.equals(BucketLocationConstraint.EU.toString()) ? "eu-west-1" : constraint;
        if (!first && !region.equals(caller.region())) {
            throw new ServiceException(
                    ErrorCode.ILLEGAL_LOCATION_CONSTRAINT,
                    "The %s location constraint is incompatible for the region specific endpoint this request was sent"
                            + " to.",
                    constraint);
        }
        if (region.equals(FIRST_REGION)) {
            throw new ServiceException(
                            ErrorCode.INVALID_LOCATION_CONSTRAINT, "The specified location-constraint is not valid")
                    .with(Map.of("LocationConstraint", constraint));
        }
        return region;
    }

    /** In the first region, and there alone, making one's own bucket again succeeds. */
    private void refuseTaken(Bucket wanted) {
        Bucket there = buckets.find(wanted.name()).orElse(wanted);
        if (!there.accountId().equals(wanted.accountId())) {
            throw new ServiceException(
                            ErrorCode.BUCKET_ALREADY_EXISTS,
                            "The requested bucket name is not available. The bucket namespace is shared by all users of"
                                    + " the system. Please select a different name and try again.")
                    .with(Map.of("BucketName", wanted.name()));
        }
        if (!there.region().equals(FIRST_REGION) || !wanted.region().equals(FIRST_REGION)) {
            throw new ServiceException(
                            ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU,
                            "Your previous request to create the named bucket succeeded and you already own it.")
                    .with(Map.of("BucketName", wanted.name()));
        }
    }
}
