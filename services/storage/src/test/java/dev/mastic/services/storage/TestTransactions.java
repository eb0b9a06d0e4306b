package dev.mastic.services.storage;

import static dev.mastic.services.storage.TestLake.BUCKET;
import static dev.mastic.services.storage.TestLake.ROOT;
import static dev.mastic.services.storage.TestLake.assertRefused;
import static dev.mastic.services.storage.TestLake.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.services.storage.ChangeReader.Change;
import dev.mastic.services.storage.ChangeReader.Query;
import dev.mastic.store.Failpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** What the sessions of a transaction see and write, and what others see of it. */
class TestTransactions {
    private static final String ID = "jr_1.1";
    private static final Caller RUN = caller(ID);

    @TempDir
    private Path directory;

    private TestLake lake;

    @BeforeEach
    void open() {
        lake = TestLake.in(directory);
        lake.transactions().begin(ID);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void whatIsWrittenIsSeenByTheTransactionAloneUntilItIsPublished() {
        lake.put("old", "theirs");
        put(RUN, "new", "mine");
        put(RUN, "old", "changed");
        assertThat(get(RUN, "new")).isEqualTo("mine");
        assertThat(get(RUN, "old")).isEqualTo("changed");
        assertThat(keys(RUN)).containsExactly("new", "old");
        assertThat(get(ROOT, "old")).isEqualTo("theirs");
        assertThat(keys(ROOT)).containsExactly("old");
        assertRefused(ErrorCode.NO_SUCH_KEY, () -> get(ROOT, "new"));

        assertThat(lake.transactions().publish(ID)).isEqualTo(2);
        assertThat(get(ROOT, "new")).isEqualTo("mine");
        assertThat(get(ROOT, "old")).isEqualTo("changed");
        lake.sweeper().tick();
        assertThat(lake.fileCount()).isEqualTo(2);
    }

    @Test
    void whatIsPublishedBearsTheTimeOfItsPublication() {
        put(RUN, "a", "1");
        lake.clock.advance(Duration.ofHours(1));
        lake.transactions().publish(ID);
        assertThat(lake.objects()
                        .headObject(
                                ROOT,
                                HeadObjectRequest.builder()
                                        .bucket(BUCKET)
                                        .key("a")
                                        .build())
                        .lastModified())
                .isEqualTo(lake.clock.instant());
    }

    @Test
    void aDiscardedTransactionLeavesNothing() {
        lake.put("kept", "1");
        put(RUN, "new", "mine");
        put(RUN, "kept", "changed");
        delete(RUN, "kept");
        copy(RUN, "new", "copy");
        String upload = upload(RUN, "large");
        part(RUN, "large", upload, "part");
        lake.transactions().discard(ID);
        lake.sweeper().tick();
        assertThat(keys(ROOT)).containsExactly("kept");
        assertThat(get(ROOT, "kept")).isEqualTo("1");
        assertThat(lake.fileCount()).isEqualTo(1);
        assertThat(uploads(ROOT)).isEmpty();
    }

    @Test
    void aTransactionThatIsOverTakesNoWrites() {
        put(RUN, "a", "1");
        String upload = upload(RUN, "large");
        lake.transactions().discard(ID);
        assertRefused(ErrorCode.S3_EXPIRED_TOKEN, () -> put(RUN, "b", "2"));
        assertRefused(ErrorCode.S3_EXPIRED_TOKEN, () -> delete(RUN, "a"));
        assertRefused(ErrorCode.S3_EXPIRED_TOKEN, () -> upload(RUN, "c"));
        assertRefused(ErrorCode.NO_SUCH_UPLOAD, () -> part(RUN, "large", upload, "part"));
        assertRefused(ErrorCode.S3_EXPIRED_TOKEN, () -> lake.transactions().publish(ID));
        lake.sweeper().tick();
        assertThat(lake.fileCount()).isZero();
    }

    @Test
    void aDeletedObjectIsGoneForTheTransactionAndThereForOthers() {
        lake.put("a/1", "1");
        lake.put("a/2", "2");
        lake.objects()
                .deleteObjects(
                        RUN,
                        DeleteObjectsRequest.builder()
                                .bucket(BUCKET)
                                .delete(Delete.builder()
                                        .objects(
                                                ObjectIdentifier.builder()
                                                        .key("a/1")
                                                        .build(),
                                                ObjectIdentifier.builder()
                                                        .key("a/2")
                                                        .build())
                                        .build())
                                .build());
        assertRefused(ErrorCode.NO_SUCH_KEY, () -> get(RUN, "a/1"));
        assertThat(list(RUN, "", "/", 10).commonPrefixes()).isEmpty();
        assertThat(list(ROOT, "", "/", 10).commonPrefixes()).hasSize(1);
        put(RUN, "a/2", "again");
        lake.transactions().publish(ID);
        assertThat(keys(ROOT)).containsExactly("a/2");
        lake.sweeper().tick();
        assertThat(lake.fileCount()).isEqualTo(1);
    }

    @Test
    void partsBecomeAnObjectOfTheTransaction() {
        String upload = upload(RUN, "large");
        String etag = part(RUN, "large", upload, "data");
        assertThat(uploads(RUN)).containsExactly("large");
        assertThat(uploads(ROOT)).isEmpty();
        complete(RUN, "large", upload, etag);
        // A client that lost the answer asks again.
        complete(RUN, "large", upload, etag);
        assertThat(get(RUN, "large")).isEqualTo("data");
        assertRefused(ErrorCode.NO_SUCH_KEY, () -> get(ROOT, "large"));
        lake.transactions().publish(ID);
        assertThat(get(ROOT, "large")).isEqualTo("data");
    }

    @Test
    void anUploadThatOutlivesItsTransactionIsAnybodys() {
        upload(RUN, "large");
        lake.transactions().finish(ID);
        assertThat(uploads(ROOT)).containsExactly("large");
    }

    @Test
    void copiesShareTheirDataAcrossTheBorder() {
        lake.put("source", "data");
        copy(RUN, "source", "copy");
        delete(ROOT, "source");
        lake.sweeper().tick();
        assertThat(get(RUN, "copy")).isEqualTo("data");
        lake.transactions().publish(ID);
        lake.sweeper().tick();
        assertThat(get(ROOT, "copy")).isEqualTo("data");
        assertThat(lake.fileCount()).isEqualTo(1);
    }

    @Test
    void whatATransactionReplacesStaysWhenAnotherKeyHoldsIt() {
        lake.put("source", "data");
        copy(ROOT, "source", "copy");
        put(RUN, "source", "other");
        lake.transactions().publish(ID);
        lake.sweeper().tick();
        assertThat(get(ROOT, "copy")).isEqualTo("data");
        assertThat(lake.fileCount()).isEqualTo(2);
    }

    @Test
    void tagsAreStagedToo() {
        lake.put("a", "1");
        long before = lake.changes().position();
        lake.api(TaggingApi.class)
                .putObjectTagging(
                        RUN,
                        PutObjectTaggingRequest.builder()
                                .bucket(BUCKET)
                                .key("a")
                                .tagging(tags -> tags.tagSet(
                                        Tag.builder().key("k").value("v").build()))
                                .build());
        assertThat(tags(RUN)).hasSize(1);
        assertThat(tags(ROOT)).isEmpty();
        lake.transactions().publish(ID);
        assertThat(tags(ROOT)).hasSize(1);
        // No other data: it is not new to who looks for what is.
        assertThat(lake.changes().published(ROOT, new Query(BUCKET, "", before, ""), 10))
                .isEmpty();
    }

    @Test
    void aConditionIsJudgedAgainWhenTheTransactionIsPublished() {
        put(RUN, absent("log/1"), "mine");
        assertRefused(ErrorCode.PRECONDITION_FAILED, () -> put(RUN, absent("log/1"), "again"));
        lake.put("log/1", "theirs");
        put(RUN, "other", "data");
        assertRefused(ErrorCode.PRECONDITION_FAILED, () -> lake.transactions().publish(ID));
        assertThat(keys(ROOT)).containsExactly("log/1");
        assertThat(get(ROOT, "log/1")).isEqualTo("theirs");
    }

    @Test
    void aConditionThatHoldsIsPublished() {
        put(RUN, absent("log/1"), "mine");
        lake.transactions().publish(ID);
        assertThat(get(ROOT, "log/1")).isEqualTo("mine");
        put(RUN, absent("log/2"), "mine");
        assertThat(lake.transactions().finish(ID)).isEqualTo(1);
    }

    @Test
    void aBucketWithStagedObjectsIsNotEmpty() {
        put(RUN, "a", "1");
        assertRefused(ErrorCode.BUCKET_NOT_EMPTY, this::deleteBucket);
        lake.transactions().discard(ID);
        deleteBucket();
    }

    @Test
    void twoTransactionsDoNotSeeEachOther() {
        Caller other = caller("jr_2.1");
        lake.transactions().begin("jr_2.1");
        put(RUN, "a", "1");
        put(other, "a", "2");
        put(other, "b", "2");
        assertThat(get(RUN, "a")).isEqualTo("1");
        assertThat(keys(RUN)).containsExactly("a");
        lake.transactions().finish("jr_2.1");
        assertThat(get(RUN, "a")).isEqualTo("1");
        assertThat(keys(RUN)).containsExactly("a", "b");
        lake.transactions().finish(ID);
        assertThat(get(ROOT, "a")).isEqualTo("1");
    }

    /** Pages with and without a delimiter over what is published, staged and removed, against a map. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void pagesOfTheTransactionAreTheWhole(int pageSize) {
        Random random = new Random(pageSize);
        TreeMap<String, Boolean> expected = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            String key = "%c/%c/%d".formatted('a' + random.nextInt(4), 'a' + random.nextInt(3), random.nextInt(9));
            switch (random.nextInt(4)) {
                case 0 -> {
                    delete(RUN, key);
                    expected.remove(key);
                }
                case 1 -> {
                    put(RUN, key, "x");
                    expected.put(key, true);
                }
                default -> {
                    if (random.nextBoolean() || expected.containsKey(key)) {
                        put(RUN, key, "y");
                        expected.put(key, true);
                    }
                }
            }
        }
        List<String> flat = new ArrayList<>();
        List<String> folded = new ArrayList<>();
        pages("", pageSize, flat);
        pages("/", pageSize, folded);
        assertThat(flat).containsExactlyElementsOf(expected.keySet());
        assertThat(folded)
                .containsExactlyElementsOf(expected.keySet().stream()
                        .map(key -> key.substring(0, 2))
                        .distinct()
                        .toList());
        lake.transactions().publish(ID);
        assertThat(keys(ROOT)).containsExactlyElementsOf(expected.keySet());
    }

    @Test
    void changesComeInTheOrderOfPublication() {
        put(RUN, "in/c", "1");
        put(RUN, "in/b", "1");
        lake.put("in/z", "1");
        long before = lake.changes().position();
        lake.transactions().publish(ID);
        lake.put("in/a", "1");
        lake.put("out/a", "1");
        ChangeReader changes = lake.changes();
        assertThat(changes.published(ROOT, new Query(BUCKET, "in/", before, ""), 10))
                .extracting(Change::key)
                .containsExactly("in/b", "in/c", "in/a");
        Change second =
                changes.published(ROOT, new Query(BUCKET, "in/", before, ""), 2).get(1);
        Query next = new Query(BUCKET, "in/", second.position().orElseThrow(), second.key());
        assertThat(changes.published(ROOT, next, 2)).extracting(Change::key).containsExactly("in/a");
        assertThat(changes.published(ROOT, new Query(BUCKET, "in/", -1, ""), 10))
                .hasSize(4);
        put(RUN, "in/d", "1");
        assertThat(changes.staged(RUN, new Query(BUCKET, "in/", -1, ""), 10))
                .extracting(Change::key, Change::position)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("in/d", Optional.empty()));
        assertThat(changes.staged(ROOT, new Query(BUCKET, "in/", -1, ""), 10)).isEmpty();
        lake.denied.add("s3:ListBucket");
        assertRefused(ErrorCode.ACCESS_DENIED, () -> changes.published(RUN, next, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storage.blob-synced",
                "storage.row-committed",
                "storage.transaction-published",
                "storage.transaction-discarded"
            })
    void aCrashAnywhereLeavesAllOrNothing(String point) {
        lake.put("a", "old");
        put(RUN, "a", "new");
        lake.restart(reached -> {
            if (reached.equals(point)) {
                throw new Death();
            }
        });
        assertThatThrownBy(() -> {
                    put(RUN, "b", "new");
                    // As a commit does it: in a write with more in it.
                    lake.database.atomically(() -> lake.transactions().publish(ID));
                    lake.database.atomically(() -> {
                        lake.transactions().discard(ID);
                        return 0;
                    });
                })
                .isInstanceOf(Death.class);
        lake.restart(Failpoints.NONE);
        boolean published = point.equals("storage.transaction-discarded");
        assertThat(get(ROOT, "a")).isEqualTo(published ? "new" : "old");
        assertThat(get(RUN, "a")).isEqualTo("new");
        // The transaction is as it was: it can be discarded, and nothing stays.
        lake.transactions().discard(ID);
        lake.sweeper().tick();
        assertThat(lake.fileCount()).isEqualTo(published ? 2 : 1);
        assertThat(keys(ROOT)).hasSize(published ? 2 : 1);
    }

    private static Caller caller(String transaction) {
        return new Caller(ROOT.principal().inTransaction(transaction), "us-east-1", "request", "127.0.0.1", false);
    }

    private void pages(String delimiter, int pageSize, List<String> found) {
        String after = "";
        for (boolean more = true; more; ) {
            ListObjectsV2Response page = lake.api(ListingApi.class)
                    .listObjectsV2(
                            RUN,
                            ListObjectsV2Request.builder()
                                    .bucket(BUCKET)
                                    .delimiter(delimiter.isEmpty() ? null : delimiter)
                                    .continuationToken(after.isEmpty() ? null : after)
                                    .maxKeys(pageSize)
                                    .build());
            page.contents().stream().map(S3Object::key).forEach(found::add);
            page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(found::add);
            more = page.isTruncated();
            after = more ? page.nextContinuationToken() : "";
        }
    }

    private ListObjectsV2Response list(Caller caller, String prefix, @Nullable String delimiter, int max) {
        return lake.api(ListingApi.class)
                .listObjectsV2(
                        caller,
                        ListObjectsV2Request.builder()
                                .bucket(BUCKET)
                                .prefix(prefix)
                                .delimiter(delimiter)
                                .maxKeys(max)
                                .build());
    }

    private List<String> keys(Caller caller) {
        return list(caller, "", null, 1_000).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static PutObjectRequest absent(String key) {
        return PutObjectRequest.builder()
                .bucket(BUCKET)
                .key(key)
                .ifNoneMatch("*")
                .build();
    }

    private void put(Caller caller, String key, String data) {
        put(caller, PutObjectRequest.builder().bucket(BUCKET).key(key).build(), data);
    }

    private void put(Caller caller, PutObjectRequest request, String data) {
        lake.objects().putObject(caller, request, body(data));
    }

    private String get(Caller caller, String key) {
        return TestLake.text(lake.objects()
                .getObject(
                        caller,
                        GetObjectRequest.builder().bucket(BUCKET).key(key).build()));
    }

    private void delete(Caller caller, String key) {
        lake.objects()
                .deleteObject(
                        caller,
                        DeleteObjectRequest.builder().bucket(BUCKET).key(key).build());
    }

    private void deleteBucket() {
        lake.api(BucketsApi.class)
                .deleteBucket(ROOT, DeleteBucketRequest.builder().bucket(BUCKET).build());
    }

    // What the wire carries; source bucket and key are made into it by the SDK's client, which is not at work here.
    @SuppressWarnings("deprecation")
    private void copy(Caller caller, String from, String to) {
        lake.api(CopyApi.class)
                .copyObject(
                        caller,
                        CopyObjectRequest.builder()
                                .copySource(BUCKET + "/" + from)
                                .destinationBucket(BUCKET)
                                .destinationKey(to)
                                .build());
    }

    private List<Tag> tags(Caller caller) {
        return lake.api(TaggingApi.class)
                .getObjectTagging(
                        caller,
                        GetObjectTaggingRequest.builder()
                                .bucket(BUCKET)
                                .key("a")
                                .build())
                .tagSet();
    }

    private String upload(Caller caller, String key) {
        return lake.api(MultipartApi.class)
                .createMultipartUpload(
                        caller,
                        CreateMultipartUploadRequest.builder()
                                .bucket(BUCKET)
                                .key(key)
                                .build())
                .uploadId();
    }

    private String part(Caller caller, String key, String upload, String data) {
        return lake.api(MultipartApi.class)
                .uploadPart(
                        caller,
                        UploadPartRequest.builder()
                                .bucket(BUCKET)
                                .key(key)
                                .uploadId(upload)
                                .partNumber(1)
                                .build(),
                        body(data))
                .eTag();
    }

    private void complete(Caller caller, String key, String upload, String etag) {
        lake.api(MultipartApi.class)
                .completeMultipartUpload(
                        caller,
                        TestLake.completion(
                                key,
                                upload,
                                List.of(CompletedPart.builder()
                                        .partNumber(1)
                                        .eTag(etag)
                                        .build())));
    }

    private List<String> uploads(Caller caller) {
        return lake
                .api(UploadListingApi.class)
                .listMultipartUploads(
                        caller,
                        ListMultipartUploadsRequest.builder().bucket(BUCKET).build())
                .uploads()
                .stream()
                .map(upload -> upload.key())
                .toList();
    }

    /** The process is gone: nothing may count on what would run after it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }
}
