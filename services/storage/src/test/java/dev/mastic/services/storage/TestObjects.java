package dev.mastic.services.storage;

import static dev.mastic.services.storage.TestLake.BUCKET;
import static dev.mastic.services.storage.TestLake.ROOT;
import static dev.mastic.services.storage.TestLake.assertRefused;
import static dev.mastic.services.storage.TestLake.body;
import static dev.mastic.services.storage.TestLake.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.RequestBody;
import dev.mastic.aws.StreamedResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;

class TestObjects {
    private static final String ETAG_OF_ONE = "\"f97c5d29941bfb1b2fdab0874906ab82\"";

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

    @Test
    void whatWasPutIsWhatIsGot() {
        assertThat(lake.put("a.txt", "one").eTag()).isEqualTo(ETAG_OF_ONE);
        assertThat(lake.get("a.txt")).isEqualTo("one");
    }

    @Test
    void aSecondPutReplacesTheFirst() {
        lake.put("a.txt", "one");
        lake.put("a.txt", "two");
        assertThat(lake.get("a.txt")).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a//b",
                "..",
                "../../etc/passwd",
                "/",
                "//",
                "%2e%2e",
                "a%",
                "é/ü 日本",
                "𝒳\uFFFD",
                " ",
                "a\nb",
                "\\",
                "aa",
                "aa/b",
                "x/",
                "arn:aws:s3:::lake/x",
                "{Bucket}"
            })
    void oddKeysComeBackByteForByte(String key) {
        lake.put(key, key);
        assertThat(lake.get(key)).isEqualTo(key);
    }

    @Test
    @Tag("sqlite")
    void aKeyMayHoldTheLeastCharacter() {
        oddKeysComeBackByteForByte("a\u0000b");
    }

    @Test
    void aKeyMayStandBesideKeysBelowIt() {
        lake.put("aa", "1");
        lake.put("aa/b", "2");
        assertThat(lake.get("aa")).isEqualTo("1");
        assertThat(lake.get("aa/b")).isEqualTo("2");
    }

    @Test
    void aKeyHas1024BytesAtMost() {
        lake.put("é".repeat(512), "longest");
        assertThat(lake.get("é".repeat(512))).isEqualTo("longest");
        assertRefused(ErrorCode.KEY_TOO_LONG, () -> lake.put("é".repeat(512) + "x", "longer"));
    }

    @Test
    void anEmptyObjectIsAnObject() {
        lake.put("dir/", "");
        assertThat(lake.get("dir/")).isEmpty();
        assertThat(head("dir/").contentLength()).isZero();
        assertThat(lake.fileCount()).isZero();
    }

    @Test
    void whatIsSaidAboutAnObjectIsKept() {
        lake.put(
                putting("a")
                        .contentType("text/csv")
                        .contentEncoding("aws-chunked,gzip")
                        .cacheControl("no-cache")
                        .contentDisposition("inline")
                        .contentLanguage("pt")
                        .expires(Instant.parse("2030-01-01T00:00:00Z"))
                        .metadata(Map.of("Ano", "São Paulo & co=1"))
                        .tagging("team=data&env=a%20b")
                        .storageClass("STANDARD_IA")
                        .build(),
                "x");

        HeadObjectResponse head = head("a");
        assertThat(head.contentType()).isEqualTo("text/csv");
        assertThat(head.contentEncoding()).isEqualTo("gzip");
        assertThat(head.cacheControl()).isEqualTo("no-cache");
        assertThat(head.contentDisposition()).isEqualTo("inline");
        assertThat(head.contentLanguage()).isEqualTo("pt");
        assertThat(head.getValueForField("Expires", Instant.class)).contains(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(head.metadata()).isEqualTo(Map.of("ano", "São Paulo & co=1"));
        assertThat(head.tagCount()).isEqualTo(2);
        assertThat(head.storageClassAsString()).isEqualTo("STANDARD_IA");
        assertThat(head.lastModified()).isEqualTo(lake.clock.instant());
    }

    @Test
    void metadataHas2KilobytesAtMost() {
        PutObjectRequest request =
                putting("a").metadata(Map.of("k", "v".repeat(2_048))).build();
        assertRefused(ErrorCode.METADATA_TOO_LARGE, () -> lake.put(request, "x"));
    }

    @Test
    void anAnswerMayHaveOtherHeadersThanTheObject() {
        lake.put("a", "x");
        StreamedResponse response = lake.objects()
                .getObject(ROOT, getting("a").responseContentType("text/html").build());
        assertThat(((GetObjectResponse) response.response()).contentType()).isEqualTo("text/html");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 0123, bytes 0-3/10",
        "bytes=4-, 456789, bytes 4-9/10",
        "bytes=-3, 789, bytes 7-9/10",
        "bytes=-30, 0123456789, bytes 0-9/10",
        "bytes=8-99999999999999999999, 89, bytes 8-9/10",
        "'bytes=0-1,4-5', 0123456789,",
        "bytes=5-2, 0123456789,",
        "bytes=-, 0123456789,",
        "lines=1-2, 0123456789,"
    })
    void aRangeIsAnsweredAsS3Does(String range, String expected, String contentRange) {
        lake.put("a", "0123456789");
        StreamedResponse response =
                lake.objects().getObject(ROOT, getting("a").range(range).build());
        assertThat(((GetObjectResponse) response.response()).contentRange()).isEqualTo(contentRange);
        assertThat(response.length()).isEqualTo(expected.length());
        assertThat(text(response)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-, 0123456789", "bytes=-0, 0123456789", "bytes=0-, ''", "bytes=-1, ''"})
    void aRangeOutsideTheObjectIsRefused(String range, String data) {
        lake.put("a", data);
        assertRefused(
                ErrorCode.INVALID_RANGE,
                () -> lake.get(getting("a").range(range).build()));
    }

    @Test
    void readsAreConditional() {
        lake.put("a", "one");
        Instant then = lake.clock.instant();
        Instant before = then.minusSeconds(1);
        assertThat(lake.get(getting("a").ifMatch(ETAG_OF_ONE).build())).isEqualTo("one");
        assertThat(lake.get(getting("a")
                        .ifMatch(ETAG_OF_ONE)
                        .ifUnmodifiedSince(before)
                        .build()))
                .isEqualTo("one");
        assertThat(lake.get(getting("a")
                        .ifNoneMatch("\"other\"")
                        .ifModifiedSince(then)
                        .build()))
                .isEqualTo("one");
        assertReadRefused(ErrorCode.PRECONDITION_FAILED, getting("a").ifMatch("\"other\""));
        assertReadRefused(ErrorCode.PRECONDITION_FAILED, getting("a").ifUnmodifiedSince(before));
        assertReadRefused(ErrorCode.NOT_MODIFIED, getting("a").ifNoneMatch(ETAG_OF_ONE));
        assertReadRefused(ErrorCode.NOT_MODIFIED, getting("a").ifModifiedSince(then));
        assertReadRefused(
                ErrorCode.NOT_MODIFIED, getting("a").ifNoneMatch(ETAG_OF_ONE).ifModifiedSince(before));
    }

    @Test
    void writesAreConditional() {
        lake.put(putting("a").ifNoneMatch("*").build(), "one");
        assertRefused(
                ErrorCode.PRECONDITION_FAILED,
                () -> lake.put(putting("a").ifNoneMatch("*").build(), "two"));
        assertRefused(
                ErrorCode.PRECONDITION_FAILED,
                () -> lake.put(putting("a").ifMatch("\"other\"").build(), "two"));
        assertRefused(
                ErrorCode.NO_SUCH_KEY,
                () -> lake.put(putting("b").ifMatch(ETAG_OF_ONE).build(), "two"));
        assertThat(lake.get("a")).isEqualTo("one");
        assertThat(lake.fileCount()).isEqualTo(1);

        lake.put(putting("a").ifMatch(ETAG_OF_ONE).build(), "two");
        assertThat(lake.get("a")).isEqualTo("two");
    }

    @Test
    void damagedDataIsRefusedAndLeavesNothing() {
        assertRefused(
                ErrorCode.BAD_DIGEST,
                () -> lake.put(
                        putting("a").contentMD5("AAAAAAAAAAAAAAAAAAAAAA==").build(), "one"));
        assertRefused(
                ErrorCode.INVALID_DIGEST,
                () -> lake.put(putting("a").contentMD5("AAAA").build(), "one"));
        assertRefused(
                ErrorCode.BAD_DIGEST,
                () -> lake.put(putting("a").checksumCRC32("AAAAAA==").build(), "one"));
        RequestBody cut = new RequestBody(new ByteArrayInputStream(new byte[3]), OptionalLong.of(4));
        assertRefused(
                ErrorCode.INCOMPLETE_BODY,
                () -> lake.objects().putObject(ROOT, putting("a").build(), cut));
        assertRefused(ErrorCode.NO_SUCH_KEY, () -> lake.get("a"));
        assertThat(lake.fileCount()).isZero();
    }

    @Test
    void aChecksumIsKeptAndToldWhenAskedFor() {
        // Check values of the CRC catalogue, for "123456789".
        lake.put(putting("crc32").checksumCRC32("y/Q5Jg==").build(), "123456789");
        lake.put(putting("crc32c").checksumCRC32C("4waSgw==").build(), "123456789");
        lake.put("default", "123456789");
        lake.objects()
                .putObject(
                        ROOT,
                        putting("trailer").build(),
                        new RequestBody(
                                new ByteArrayInputStream("123456789".getBytes(StandardCharsets.UTF_8)),
                                OptionalLong.of(9),
                                () -> Map.of("x-amz-checksum-crc32", "y/Q5Jg==")));

        assertThat(head("crc32").checksumCRC32()).isNull();
        assertThat(checked("crc32").checksumCRC32()).isEqualTo("y/Q5Jg==");
        assertThat(checked("crc32").checksumTypeAsString()).isEqualTo("FULL_OBJECT");
        assertThat(checked("crc32c").checksumCRC32C()).isEqualTo("4waSgw==");
        assertThat(checked("default").checksumCRC64NVME()).isEqualTo("rosUhgp5mIg=");
        assertThat(checked("trailer").checksumCRC32()).isEqualTo("y/Q5Jg==");
        assertThat(checked("trailer").checksumCRC64NVME()).isNull();
    }

    @Test
    void whatIsDeletedIsGoneAndDeletingNothingIsNoError() {
        lake.put("a", "one");
        lake.objects().deleteObject(ROOT, deleting("a").build());
        lake.objects().deleteObject(ROOT, deleting("a").build());
        assertRefused(ErrorCode.NO_SUCH_KEY, () -> lake.get("a"));
    }

    @Test
    void deletingManyAsksAboutEachKey() {
        lake.put("a", "1");
        lake.put("b", "2");
        lake.denied.add("s3:DeleteObject arn:aws:s3:::lake/b");
        DeleteObjectsRequest request = deletingAll("a", "b", "missing");

        DeleteObjectsResponse response = lake.objects().deleteObjects(ROOT, request);

        assertThat(response.deleted()).extracting(DeletedObject::key).containsExactly("a", "missing");
        assertThat(response.errors())
                .extracting(S3Error::key, S3Error::code)
                .containsExactly(tuple("b", "AccessDenied"));
        assertThat(lake.get("b")).isEqualTo("2");
    }

    @Test
    void aMissingKeyIsNotToldToWhoMayNotList() {
        lake.put("a", "1");
        lake.denied.add("s3:ListBucket");
        assertThat(lake.get("a")).isEqualTo("1");
        assertRefused(ErrorCode.ACCESS_DENIED, () -> lake.get("b"));
        assertRefused(ErrorCode.ACCESS_DENIED, () -> head("b"));
    }

    @Test
    void anotherAccountIsDenied() {
        lake.put("a", "1");
        Caller stranger = TestLake.caller("111111111111", "us-east-1");
        assertRefused(
                ErrorCode.ACCESS_DENIED,
                () -> lake.objects().getObject(stranger, getting("a").build()));
        assertRefused(
                ErrorCode.ACCESS_DENIED,
                () -> lake.objects().putObject(stranger, putting("a").build(), body("2")));
        assertRefused(
                ErrorCode.ACCESS_DENIED,
                () -> lake.get(getting("a").expectedBucketOwner("111111111111").build()));
    }

    @Test
    void whatWouldNotBeDoneIsRefused() {
        assertRefused(
                ErrorCode.NOT_IMPLEMENTED,
                () -> lake.put(putting("a").serverSideEncryption("aws:kms").build(), "x"));
        assertRefused(
                ErrorCode.INVALID_STORAGE_CLASS,
                () -> lake.put(putting("a").storageClass("SNOW").build(), "x"));
        assertRefused(
                ErrorCode.ACCESS_CONTROL_LIST_NOT_SUPPORTED,
                () -> lake.put(putting("a").acl("public-read").build(), "x"));
        assertRefused(
                ErrorCode.NO_SUCH_BUCKET,
                () -> lake.put(putting("a").bucket("nowhere").build(), "x"));
    }

    @Test
    void aReaderFinishesWhatItBeganThoughTheObjectIsReplaced() {
        lake.put("a", "one");
        StreamedResponse reading = lake.objects().getObject(ROOT, getting("a").build());
        lake.put("a", "two");

        assertThat(lake.sweeper().tick()).isZero();
        assertThat(text(reading)).isEqualTo("one");
        assertThat(lake.sweeper().tick()).isEqualTo(1);
        assertThat(lake.fileCount()).isEqualTo(1);
    }

    @Test
    void theServerReadsOnBehalfOfSomebody() throws Exception {
        lake.put("script.py", "print(1)");
        Path file = directory.resolve("script.py");
        lake.reader().copyTo(ROOT, BUCKET, "script.py", file, 100);
        assertThat(file).hasContent("print(1)");

        lake.denied.add("s3:GetObject");
        Files.delete(file);
        assertRefused(ErrorCode.ACCESS_DENIED, () -> lake.reader().copyTo(ROOT, BUCKET, "script.py", file, 100));
        assertThat(file).doesNotExist();
    }

    @Test
    void aReplacedObjectIsNewerThanTheOld() {
        lake.put("a", "one");
        lake.clock.advance(Duration.ofSeconds(90));
        lake.put("a", "two");
        assertThat(head("a").lastModified()).isEqualTo(lake.clock.instant());
    }

    private void assertReadRefused(ErrorCode code, GetObjectRequest.Builder request) {
        assertRefused(code, () -> lake.get(request.build()));
    }

    private HeadObjectResponse head(String key) {
        return lake.objects()
                .headObject(
                        ROOT,
                        HeadObjectRequest.builder().bucket(BUCKET).key(key).build());
    }

    private HeadObjectResponse checked(String key) {
        return lake.objects()
                .headObject(
                        ROOT,
                        HeadObjectRequest.builder()
                                .bucket(BUCKET)
                                .key(key)
                                .checksumMode(ChecksumMode.ENABLED)
                                .build());
    }

    private static PutObjectRequest.Builder putting(String key) {
        return PutObjectRequest.builder().bucket(BUCKET).key(key);
    }

    private static GetObjectRequest.Builder getting(String key) {
        return GetObjectRequest.builder().bucket(BUCKET).key(key);
    }

    private static DeleteObjectRequest.Builder deleting(String key) {
        return DeleteObjectRequest.builder().bucket(BUCKET).key(key);
    }

    private static DeleteObjectsRequest deletingAll(String... keys) {
        List<ObjectIdentifier> objects = Arrays.stream(keys)
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        return DeleteObjectsRequest.builder()
                .bucket(BUCKET)
                .delete(delete -> delete.objects(objects))
                .build();
    }
}
