package dev.mastic.services.storage;

import static dev.mastic.services.storage.TestLake.BUCKET;
import static dev.mastic.services.storage.TestLake.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.services.storage.BlobStore.Garbage;
import dev.mastic.services.storage.Upload.ChecksumPlan;
import dev.mastic.services.storage.Upload.Origin;
import dev.mastic.store.Database;
import dev.mastic.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stores promise to writers that meet each other. */
class TestStores {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Description PLAIN = new Description("STANDARD", Map.of(), Map.of(), Map.of());
    private static final Upload UPLOAD = new Upload(
            BUCKET,
            "key",
            "upload",
            NOW,
            "arn",
            new ChecksumPlan(ChecksumAlgorithm.CRC64NVME, ChecksumScope.FULL_OBJECT, Origin.DEFAULT),
            PLAIN,
            Optional.empty());

    private final Database database = TestDatabase.create();
    private final BucketStore buckets = new JdbcBucketStore(database);
    private final ObjectStore objects = new JdbcObjectStore(database);
    private final UploadStore uploads = new JdbcUploadStore(database);
    private final BlobStore blobs = new JdbcBlobStore(database);

    @BeforeEach
    void makeBucket() {
        buckets.add(new Bucket(BUCKET, "000000000000", "us-east-1", NOW, Map.of()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aBucketThatWasDeletedMeanwhileTakesNothing() {
        assertThat(buckets.remove(BUCKET)).isTrue();
        assertRefused(ErrorCode.NO_SUCH_BUCKET, () -> put("key", "one"));
        assertRefused(ErrorCode.NO_SUCH_BUCKET, () -> uploads.add(UPLOAD));
        assertThat(blobs.of("one")).isEmpty();
    }

    @Test
    void aCopyOfWhatWasReplacedMeanwhileIsNotMade() {
        StoredObject source = put("source", "one");
        put("source", "two");
        assertThat(objects.putCopy(object("copy", "one"), source, WriteCondition.NONE))
                .isFalse();
        assertThat(objects.find(BUCKET, "copy")).isEmpty();
    }

    @Test
    void aContentIsGarbageWhenItsLastObjectIsGone() {
        StoredObject source = put("source", "one");
        assertThat(objects.putCopy(object("copy", "one"), source, WriteCondition.NONE))
                .isTrue();
        put("source", "two");
        assertThat(blobs.garbage("", 10)).isEmpty();
        objects.remove(BUCKET, "copy", WriteCondition.NONE);
        assertThat(blobs.garbage("", 10)).containsExactly(new Garbage("blob-of-one", "one"));
        assertThat(blobs.of("one")).isEmpty();
        assertThat(blobs.unreferenced(List.of("blob-of-one", "blob-of-two"))).containsExactly("blob-of-one");

        blobs.forget(blobs.garbage("", 10));
        assertThat(blobs.garbage("", 10)).isEmpty();
    }

    @Test
    void aRefusedWriteChangesNothing() {
        put("key", "one");
        WriteCondition absent = new WriteCondition(Optional.empty(), Optional.of("*"));
        assertRefused(
                ErrorCode.PRECONDITION_FAILED,
                () -> objects.put(object("key", "two"), List.of(blob("two", 1)), absent));
        assertThat(objects.find(BUCKET, "key")).contains(object("key", "one"));
        assertThat(blobs.of("two")).isEmpty();
        assertThat(blobs.garbage("", 10)).isEmpty();
    }

    @Test
    void aPartThatWasReplacedMeanwhileIsNotCompleted() {
        uploads.add(UPLOAD);
        uploads.putPart(UPLOAD, blob("first", 1));
        uploads.putPart(UPLOAD, blob("second", 1));
        assertRefused(
                ErrorCode.INVALID_PART,
                () -> uploads.complete(
                        UPLOAD, object("key", "upload"), List.of(blob("first", 1)), WriteCondition.NONE, objects));
        assertThat(uploads.find(BUCKET, "key", "upload")).contains(UPLOAD);

        uploads.complete(UPLOAD, object("key", "upload"), List.of(blob("second", 1)), WriteCondition.NONE, objects);
        assertThat(uploads.find(BUCKET, "key", "upload")).isEmpty();
        assertThat(objects.find(BUCKET, "key")).contains(object("key", "upload"));
        assertThat(blobs.garbage("", 10)).containsExactly(new Garbage("blob-of-first", "upload"));
    }

    @Test
    void aPartOfAnUploadThatEndedMeanwhileIsRefused() {
        uploads.add(UPLOAD);
        assertThat(uploads.abort(BUCKET, "key", "upload")).isTrue();
        assertThat(uploads.abort(BUCKET, "key", "upload")).isFalse();
        assertRefused(ErrorCode.NO_SUCH_UPLOAD, () -> uploads.putPart(UPLOAD, blob("first", 1)));
    }

    @Test
    void aDirectoryIsOpenedOnce() {
        assertThat(blobs.openShelf("abcd")).isTrue();
        assertThat(blobs.openShelf("abcd")).isFalse();
        assertThat(blobs.openShelves()).containsExactly("abcd");
        blobs.closeShelf("abcd");
        assertThat(blobs.openShelves()).isEmpty();
    }

    private StoredObject put(String key, String content) {
        StoredObject object = object(key, content);
        objects.put(object, List.of(blob(content, 1)), WriteCondition.NONE);
        return object;
    }

    private static StoredObject object(String key, String content) {
        ObjectChecksum checksum =
                new ObjectChecksum(ChecksumAlgorithm.CRC64NVME, ChecksumScope.FULL_OBJECT, "AAAAAAAAAAA=");
        return new StoredObject(
                BUCKET, key, new ObjectContent(content, 3, "etag-of-" + content, 0, checksum), PLAIN, NOW);
    }

    private static Blob blob(String name, int position) {
        return new Blob("blob-of-" + name, position, 3, "etag-of-" + name, "AAAAAAAAAAA=", NOW);
    }
}
