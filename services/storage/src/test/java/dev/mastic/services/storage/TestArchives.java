package dev.mastic.services.storage;

import static dev.mastic.services.storage.TestLake.BUCKET;
import static dev.mastic.services.storage.TestLake.ROOT;
import static dev.mastic.services.storage.TestLake.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.RestoreObjectRequest;

class TestArchives {
    @TempDir
    private Path directory;

    private TestLake lake;

    @BeforeEach
    void open() {
        lake = TestLake.in(directory);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GLACIER", "DEEP_ARCHIVE"})
    void anArchivedObjectIsDescribedAndNotRead(String archive) {
        put("a", archive);
        assertThat(head("a").storageClassAsString()).isEqualTo(archive);
        assertThat(head("a").restore()).isNull();
        assertRefused(ErrorCode.INVALID_OBJECT_STATE, () -> lake.get("a"));
        assertRefused(ErrorCode.INVALID_OBJECT_STATE, () -> copy("a", "b", "STANDARD"));
    }

    @Test
    void anObjectIsMovedIntoTheArchiveByACopyOntoItself() {
        lake.put("a", "x");
        copy("a", "a", "GLACIER");
        assertRefused(ErrorCode.INVALID_OBJECT_STATE, () -> lake.get("a"));
    }

    @Test
    void aRestoredObjectIsReadUntilTheMidnightAfterItsDays() {
        put("a", "GLACIER");
        restore("a", 2);
        assertThat(head("a").restore()).startsWith("ongoing-request=\"false\", expiry-date=\"");
        assertThat(lake.get("a")).isEqualTo("x");
        copy("a", "b", "STANDARD");
        assertThat(lake.get("b")).isEqualTo("x");
        lake.clock.advance(Duration.ofDays(2).plusHours(11));
        assertThat(lake.get("a")).isEqualTo("x");
        lake.clock.advance(Duration.ofHours(1));
        assertRefused(ErrorCode.INVALID_OBJECT_STATE, () -> lake.get("a"));
        assertThat(head("a").restore()).isNull();
    }

    @Test
    void whatIsWrittenAgainIsArchivedAgain() {
        put("a", "GLACIER");
        restore("a", 1);
        put("a", "GLACIER");
        assertRefused(ErrorCode.INVALID_OBJECT_STATE, () -> lake.get("a"));
    }

    @Test
    void onlyWhatIsArchivedIsRestored() {
        lake.put("a", "x");
        put("archived", "GLACIER");
        assertRefused(ErrorCode.INVALID_OBJECT_STATE, () -> restore("a", 1));
        assertRefused(ErrorCode.NO_SUCH_KEY, () -> restore("none", 1));
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> restore("archived", 0));
    }

    private void put(String key, String archive) {
        lake.put(
                PutObjectRequest.builder()
                        .bucket(BUCKET)
                        .key(key)
                        .storageClass(archive)
                        .build(),
                "x");
    }

    @SuppressWarnings("deprecation") // the member that carries the header
    private void copy(String from, String to, String storageClass) {
        CopyObjectRequest request = CopyObjectRequest.builder()
                .copySource(BUCKET + "/" + from)
                .destinationBucket(BUCKET)
                .destinationKey(to)
                .storageClass(storageClass)
                .build();
        lake.api(CopyApi.class).copyObject(ROOT, request);
    }

    private void restore(String key, int days) {
        RestoreObjectRequest request = RestoreObjectRequest.builder()
                .bucket(BUCKET)
                .key(key)
                .restoreRequest(wanted -> wanted.days(days))
                .build();
        lake.api(ArchivesApi.class).restoreObject(ROOT, request);
    }

    private HeadObjectResponse head(String key) {
        return lake.objects()
                .headObject(
                        ROOT,
                        HeadObjectRequest.builder().bucket(BUCKET).key(key).build());
    }
}
