package dev.mastic.services.storage;

import static dev.mastic.services.storage.TestLake.BUCKET;
import static dev.mastic.services.storage.TestLake.ROOT;
import static dev.mastic.services.storage.TestLake.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

@SuppressWarnings("deprecation") // the header as it comes, which the SDK would have its users take apart
class TestCopies {
    @TempDir
    private Path directory;

    private TestLake lake;

    @BeforeEach
    void open() {
        lake = TestLake.in(directory);
        lake.put(
                PutObjectRequest.builder()
                        .bucket(BUCKET)
                        .key("a/ö b+c")
                        .contentType("text/csv")
                        .metadata(Map.of("m", "1"))
                        .tagging("t=1")
                        .build(),
                "0123456789");
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lake/a/%C3%B6%20b%2Bc",
                "/lake/a/ö b+c",
                "lake%2Fa%2F%C3%B6%20b%2Bc",
                "lake/a/ö b+c?versionId=null"
            })
    void aCopyHasWhatItsSourceHas(String source) {
        copy(r -> r.copySource(source));
        assertThat(lake.get("copy")).isEqualTo("0123456789");
        HeadObjectResponse head = head("copy");
        assertThat(head.contentType()).isEqualTo("text/csv");
        assertThat(head.metadata()).isEqualTo(Map.of("m", "1"));
        assertThat(head.tagCount()).isEqualTo(1);
    }

    @Test
    void aCopySharesItsSourcesFilesAndOutlivesIt() {
        copy(r -> {});
        assertThat(lake.fileCount()).isEqualTo(1);
        delete("a/ö b+c");
        assertThat(lake.sweeper().tick()).isZero();
        assertThat(lake.get("copy")).isEqualTo("0123456789");
        delete("copy");
        assertThat(lake.sweeper().tick()).isEqualTo(1);
        assertThat(lake.fileCount()).isZero();
    }

    @Test
    void whatIsSaidAboutACopyMayBeReplaced() {
        copy(r -> r.metadataDirective("REPLACE").metadata(Map.of("n", "2")).taggingDirective("REPLACE"));
        HeadObjectResponse head = head("copy");
        assertThat(head.contentType()).isEqualTo("binary/octet-stream");
        assertThat(head.metadata()).isEqualTo(Map.of("n", "2"));
        assertThat(head.tagCount()).isNull();
    }

    @Test
    void anObjectIsCopiedToItselfOnlyToChange() {
        assertRefused(ErrorCode.INVALID_REQUEST, () -> copy(r -> r.destinationKey("a/ö b+c")));
        copy(r -> r.destinationKey("a/ö b+c").metadataDirective("REPLACE").contentType("text/plain"));
        assertThat(lake.sweeper().tick()).isZero();
        assertThat(lake.get("a/ö b+c")).isEqualTo("0123456789");
        assertThat(head("a/ö b+c").contentType()).isEqualTo("text/plain");
    }

    @Test
    void copiesAreConditional() {
        String etag = head("a/ö b+c").eTag();
        copy(r -> r.copySourceIfMatch(etag));
        assertRefused(ErrorCode.PRECONDITION_FAILED, () -> copy(r -> r.copySourceIfMatch("\"other\"")));
        assertRefused(ErrorCode.PRECONDITION_FAILED, () -> copy(r -> r.copySourceIfNoneMatch(etag)));
        assertRefused(
                ErrorCode.PRECONDITION_FAILED, () -> copy(r -> r.copySourceIfModifiedSince(lake.clock.instant())));
        assertRefused(ErrorCode.PRECONDITION_FAILED, () -> copy(r -> r.ifNoneMatch("*")));
    }

    @Test
    void aCopyNeedsLeaveForBothEnds() {
        lake.denied.add("s3:GetObject arn:aws:s3:::lake/a/ö b+c");
        assertRefused(ErrorCode.ACCESS_DENIED, () -> copy(r -> {}));
        lake.denied.clear();
        lake.denied.add("s3:PutObjectTagging");
        assertRefused(ErrorCode.ACCESS_DENIED, () -> copy(r -> {}));
        copy(r -> r.taggingDirective("REPLACE"));
    }

    @Test
    void aMissingSourceIsNamed() {
        assertRefused(ErrorCode.NO_SUCH_KEY, () -> copy(r -> r.copySource("lake/none")));
        assertRefused(ErrorCode.NO_SUCH_BUCKET, () -> copy(r -> r.copySource("none-at-all/x")));
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> copy(r -> r.copySource("lake")));
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> copy(r -> r.copySource("lake/x?versionId=7")));
    }

    @Test
    void aCopyMayHaveAnotherChecksum() {
        lake.put("digits", "123456789");
        CopyObjectResponse response = copy(r -> r.copySource("lake/digits").checksumAlgorithm("CRC32"));
        assertThat(response.copyObjectResult().checksumCRC32()).isEqualTo("y/Q5Jg==");
    }

    @Test
    void aPartMayBeCopiedFromAnObject() {
        MultipartApi multipart = lake.api(MultipartApi.class);
        String upload = multipart
                .createMultipartUpload(
                        ROOT,
                        CreateMultipartUploadRequest.builder()
                                .bucket(BUCKET)
                                .key("whole")
                                .build())
                .uploadId();
        UploadPartCopyRequest.Builder request = UploadPartCopyRequest.builder()
                .destinationBucket(BUCKET)
                .destinationKey("whole")
                .uploadId(upload)
                .partNumber(1)
                .copySource("lake/a/%C3%B6%20b%2Bc");
        assertRefused(
                ErrorCode.INVALID_RANGE,
                () -> lake.api(CopyApi.class)
                        .uploadPartCopy(
                                ROOT, request.copySourceRange("bytes=10-12").build()));
        String etag = lake.api(CopyApi.class)
                .uploadPartCopy(ROOT, request.copySourceRange("bytes=2-5").build())
                .copyPartResult()
                .eTag();
        CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
        multipart.completeMultipartUpload(ROOT, TestLake.completion("whole", upload, List.of(part)));
        assertThat(lake.get("whole")).isEqualTo("2345");
    }

    @Test
    void tagsOfAnObjectAreReplacedWithoutItsData() {
        TaggingApi tagging = lake.api(TaggingApi.class);
        GetObjectTaggingRequest get =
                GetObjectTaggingRequest.builder().bucket(BUCKET).key("a/ö b+c").build();
        Tag tag = Tag.builder().key("k").value("v").build();
        tagging.putObjectTagging(
                ROOT,
                PutObjectTaggingRequest.builder()
                        .bucket(BUCKET)
                        .key("a/ö b+c")
                        .tagging(t -> t.tagSet(tag))
                        .build());
        assertThat(tagging.getObjectTagging(ROOT, get).tagSet()).containsExactly(tag);
        tagging.deleteObjectTagging(
                ROOT,
                DeleteObjectTaggingRequest.builder()
                        .bucket(BUCKET)
                        .key("a/ö b+c")
                        .build());
        assertThat(tagging.getObjectTagging(ROOT, get).tagSet()).isEmpty();
        assertThat(lake.get("a/ö b+c")).isEqualTo("0123456789");
    }

    private CopyObjectResponse copy(Consumer<CopyObjectRequest.Builder> options) {
        CopyObjectRequest.Builder request = CopyObjectRequest.builder()
                .destinationBucket(BUCKET)
                .destinationKey("copy")
                .copySource("lake/a/%C3%B6%20b%2Bc");
        options.accept(request);
        return lake.api(CopyApi.class).copyObject(ROOT, request.build());
    }

    private void delete(String key) {
        lake.objects()
                .deleteObject(
                        ROOT,
                        DeleteObjectRequest.builder().bucket(BUCKET).key(key).build());
    }

    private HeadObjectResponse head(String key) {
        return lake.objects()
                .headObject(
                        ROOT,
                        HeadObjectRequest.builder().bucket(BUCKET).key(key).build());
    }
}
