package dev.mastic.services.storage;

import static dev.mastic.services.storage.TestLake.BUCKET;
import static dev.mastic.services.storage.TestLake.ROOT;
import static dev.mastic.services.storage.TestLake.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.Tag;

class TestBuckets {
    private static final Caller IN_EUROPE = TestLake.caller("000000000000", "eu-west-1");
    private static final Caller STRANGER = TestLake.caller("111111111111", "us-east-1");

    @TempDir
    private Path directory;

    private TestLake lake;
    private BucketsApi buckets;

    @BeforeEach
    void open() {
        lake = TestLake.in(directory);
        buckets = lake.api(BucketsApi.class);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void anOwnBucketIsMadeAgainInTheFirstRegionOnly() {
        lake.createBucket(BUCKET);
        create(IN_EUROPE, r -> r.bucket("europe").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
        assertRefused(
                ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU,
                () -> create(
                        IN_EUROPE,
                        r -> r.bucket("europe").createBucketConfiguration(c -> c.locationConstraint("eu-west-1"))));
    }

    @Test
    void aNameIsTakenForAllAccounts() {
        assertRefused(ErrorCode.BUCKET_ALREADY_EXISTS, () -> create(STRANGER, r -> r.bucket(BUCKET)));
        assertRefused(
                ErrorCode.ACCESS_DENIED,
                () -> buckets.headBucket(
                        STRANGER, HeadBucketRequest.builder().bucket(BUCKET).build()));
    }

    @Test
    void aBucketIsWhereItIsAskedToBe() {
        create(ROOT, r -> r.bucket("ireland").createBucketConfiguration(c -> c.locationConstraint("EU")));
        assertThat(location("ireland")).isEqualTo("eu-west-1");
        assertThat(location(BUCKET)).isNull();
        assertRefused(ErrorCode.ILLEGAL_LOCATION_CONSTRAINT, () -> create(IN_EUROPE, r -> r.bucket("nowhere")));
        assertRefused(
                ErrorCode.ILLEGAL_LOCATION_CONSTRAINT,
                () -> create(
                        IN_EUROPE,
                        r -> r.bucket("nowhere").createBucketConfiguration(c -> c.locationConstraint("sa-east-1"))));
        assertRefused(
                ErrorCode.INVALID_LOCATION_CONSTRAINT,
                () -> create(
                        ROOT,
                        r -> r.bucket("nowhere").createBucketConfiguration(c -> c.locationConstraint("us-east-1"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "..",
                "../foo",
                "/abs",
                "Upper",
                "under_score",
                "a..b",
                "-a-",
                "192.168.0.1",
                "xn--a",
                "a-s3alias",
                "é23"
            })
    void aNameMustFollowTheRules(String name) {
        assertRefused(ErrorCode.INVALID_BUCKET_NAME, () -> lake.createBucket(name));
        assertRefused(
                ErrorCode.INVALID_BUCKET_NAME,
                () -> buckets.headBucket(
                        ROOT, HeadBucketRequest.builder().bucket(name).build()));
    }

    @Test
    void onlyAnEmptyBucketIsDeleted() {
        lake.put("a", "1");
        assertRefused(ErrorCode.BUCKET_NOT_EMPTY, this::delete);
        lake.objects()
                .deleteObject(
                        ROOT,
                        DeleteObjectRequest.builder().bucket(BUCKET).key("a").build());
        lake.api(MultipartApi.class)
                .createMultipartUpload(
                        ROOT,
                        CreateMultipartUploadRequest.builder()
                                .bucket(BUCKET)
                                .key("b")
                                .build());
        delete();
        assertRefused(ErrorCode.NO_SUCH_BUCKET, this::delete);
    }

    @Test
    void bucketsAreListedByNameAndPage() {
        for (String name : List.of("data-2", "data-1", "other")) {
            lake.createBucket(name);
        }
        create(STRANGER, r -> r.bucket("data-of-somebody-else"));
        assertThat(list(r -> {}).buckets())
                .extracting(Bucket::name)
                .containsExactly("data-1", "data-2", BUCKET, "other");

        List<String> paged = new ArrayList<>();
        String token = null;
        do {
            String current = token;
            ListBucketsResponse page = list(r -> r.prefix("data-").maxBuckets(1).continuationToken(current));
            page.buckets().forEach(bucket -> paged.add(bucket.name()));
            token = page.continuationToken();
        } while (token != null);
        assertThat(paged).containsExactly("data-1", "data-2");
    }

    @Test
    void tagsAreSetReadAndRemoved() {
        TaggingApi tagging = lake.api(TaggingApi.class);
        GetBucketTaggingRequest get =
                GetBucketTaggingRequest.builder().bucket(BUCKET).build();
        assertRefused(ErrorCode.NO_SUCH_TAG_SET, () -> tagging.getBucketTagging(ROOT, get));
        tagging.putBucketTagging(
                ROOT,
                PutBucketTaggingRequest.builder()
                        .bucket(BUCKET)
                        .tagging(t -> t.tagSet(
                                Tag.builder().key("team").value("data + co").build()))
                        .build());
        assertThat(tagging.getBucketTagging(ROOT, get).tagSet())
                .containsExactly(Tag.builder().key("team").value("data + co").build());
    }

    @Test
    void forbiddenCharactersInTagsAreRefused() {
        assertRefused(
                ErrorCode.INVALID_TAG,
                () -> TagShapes.ofBucket(
                        List.of(Tag.builder().key("a").value("b\n;").build())));
        assertRefused(
                ErrorCode.INVALID_TAG,
                () -> TagShapes.ofBucket(List.of(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("a").value("2").build())));
    }

    @Test
    void tagsOfABucketCanBeRemoved() {
        TaggingApi tagging = lake.api(TaggingApi.class);
        tagging.putBucketTagging(
                ROOT,
                PutBucketTaggingRequest.builder()
                        .bucket(BUCKET)
                        .tagging(t -> t.tagSet(Tag.builder().key("a").value("1").build()))
                        .build());
        tagging.deleteBucketTagging(
                ROOT, DeleteBucketTaggingRequest.builder().bucket(BUCKET).build());
        assertRefused(
                ErrorCode.NO_SUCH_TAG_SET,
                () -> tagging.getBucketTagging(
                        ROOT, GetBucketTaggingRequest.builder().bucket(BUCKET).build()));
    }

    @Test
    void settingsThatCannotBeSetAreToldAsNotSet() {
        BucketSettingsApi settings = lake.api(BucketSettingsApi.class);
        assertRefused(
                ErrorCode.NO_SUCH_BUCKET_POLICY,
                () -> settings.getBucketPolicy(
                        ROOT, GetBucketPolicyRequest.builder().bucket(BUCKET).build()));
        assertRefused(
                ErrorCode.NO_SUCH_BUCKET,
                () -> settings.getBucketPolicy(
                        ROOT, GetBucketPolicyRequest.builder().bucket("nowhere").build()));
        assertThat(settings.getBucketVersioning(
                                ROOT,
                                GetBucketVersioningRequest.builder()
                                        .bucket(BUCKET)
                                        .build())
                        .status())
                .isNull();
        assertThat(settings.getBucketAcl(
                                ROOT,
                                GetBucketAclRequest.builder().bucket(BUCKET).build())
                        .grants())
                .extracting(grant -> grant.permission())
                .containsExactly(Permission.FULL_CONTROL);
    }

    private void create(Caller caller, Consumer<CreateBucketRequest.Builder> options) {
        CreateBucketRequest.Builder request = CreateBucketRequest.builder();
        options.accept(request);
        buckets.createBucket(caller, request.build());
    }

    private void delete() {
        buckets.deleteBucket(ROOT, DeleteBucketRequest.builder().bucket(BUCKET).build());
    }

    private String location(String bucket) {
        return buckets.getBucketLocation(
                        ROOT, GetBucketLocationRequest.builder().bucket(bucket).build())
                .locationConstraintAsString();
    }

    private ListBucketsResponse list(Consumer<ListBucketsRequest.Builder> options) {
        ListBucketsRequest.Builder request = ListBucketsRequest.builder();
        options.accept(request);
        return buckets.listBuckets(ROOT, request.build());
    }
}
