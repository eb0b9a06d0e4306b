package dev.mastic.services.storage;

import static dev.mastic.services.storage.TestLake.BUCKET;
import static dev.mastic.services.storage.TestLake.ROOT;
import static dev.mastic.services.storage.TestLake.assertRefused;
import static dev.mastic.services.storage.TestLake.body;
import static dev.mastic.services.storage.TestLake.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.checksum.Checksum;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class TestMultipart {
    private static final String KEY = "big";
    private static final int PART_BYTES = 5 << 20;
    private static final byte[] DATA = data(2 * PART_BYTES + 1_000);

    @TempDir
    private Path directory;

    private TestLake lake;
    private MultipartApi multipart;

    @BeforeEach
    void open() {
        lake = TestLake.in(directory);
        multipart = lake.api(MultipartApi.class);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void partsBecomeOneObject() {
        String upload = begin(r -> r.contentType("text/csv").metadata(Map.of("a", "1")));
        List<CompletedPart> parts = uploadAll(upload);
        assertRefused(ErrorCode.NO_SUCH_KEY, () -> lake.get(KEY));

        CompleteMultipartUploadResponse response = complete(upload, parts);

        assertThat(response.eTag()).isEqualTo('"' + expectedEtag() + '"');
        assertThat(bytes(lake.objects().getObject(ROOT, getting().build()))).isEqualTo(DATA);
        assertThat(head().contentType()).isEqualTo("text/csv");
        assertThat(head().metadata()).isEqualTo(Map.of("a", "1"));
        assertThat(head().contentLength()).isEqualTo(DATA.length);
        assertThat(lake.fileCount()).isEqualTo(3);
    }

    @Test
    void rangesReachAcrossParts() {
        complete(begin(r -> {}));
        int from = PART_BYTES - 3;
        int to = 2 * PART_BYTES + 2;
        byte[] range = bytes(lake.objects()
                .getObject(ROOT, getting().range("bytes=" + from + "-" + to).build()));
        assertThat(range).isEqualTo(Arrays.copyOfRange(DATA, from, to + 1));
    }

    @Test
    void aPartIsReadByNumber() {
        complete(begin(r -> {}));
        var response = lake.objects().getObject(ROOT, getting().partNumber(3).build());
        GetObjectResponse headers = (GetObjectResponse) response.response();
        assertThat(headers.partsCount()).isEqualTo(3);
        assertThat(headers.contentRange()).isEqualTo("bytes 10485760-10486759/10486760");
        assertThat(bytes(response)).isEqualTo(Arrays.copyOfRange(DATA, 2 * PART_BYTES, DATA.length));
        assertRefused(
                ErrorCode.INVALID_PART_NUMBER,
                () -> lake.objects().getObject(ROOT, getting().partNumber(4).build()));
    }

    @Test
    void completingTwiceIsCompletingOnce() {
        String upload = begin(r -> {});
        List<CompletedPart> parts = uploadAll(upload);
        String etag = complete(upload, parts).eTag();
        assertThat(complete(upload, parts).eTag()).isEqualTo(etag);

        lake.put(KEY, "replaced");
        assertRefused(ErrorCode.NO_SUCH_UPLOAD, () -> complete(upload, parts));
    }

    @Test
    void partsThatAreNotAsTheClientSaysAreRefused() {
        String upload = begin(r -> {});
        List<CompletedPart> parts = uploadAll(upload);
        assertRefused(ErrorCode.MALFORMED_XML, () -> complete(upload, List.of()));
        assertRefused(ErrorCode.INVALID_PART_ORDER, () -> complete(upload, List.of(parts.get(1), parts.get(0))));
        assertRefused(ErrorCode.INVALID_PART_ORDER, () -> complete(upload, List.of(parts.get(1), parts.get(1))));
        CompletedPart unknown = parts.get(2).toBuilder().partNumber(9).build();
        assertRefused(ErrorCode.INVALID_PART, () -> complete(upload, List.of(parts.get(0), unknown)));
        CompletedPart other = parts.get(2).toBuilder().eTag("\"other\"").build();
        assertRefused(ErrorCode.INVALID_PART, () -> complete(upload, List.of(parts.get(0), other)));
        CompletedPart wrong =
                parts.get(0).toBuilder().checksumCRC64NVME("AAAAAAAAAAA=").build();
        assertRefused(ErrorCode.INVALID_PART, () -> complete(upload, List.of(wrong)));
        assertRefused(ErrorCode.NO_SUCH_UPLOAD, () -> complete("none", parts));
        assertRefused(ErrorCode.NO_SUCH_KEY, () -> lake.get(KEY));
        complete(upload, parts);
    }

    @Test
    void onlyTheLastPartMayBeSmall() {
        String upload = begin(r -> {});
        List<CompletedPart> parts = List.of(put(upload, 1, new byte[10]), put(upload, 2, new byte[10]));
        assertRefused(ErrorCode.ENTITY_TOO_SMALL, () -> complete(upload, parts));
        complete(upload, parts.subList(1, 2));
    }

    @Test
    void partsThatAreReplacedOrLeftOutAreRemoved() {
        String upload = begin(r -> {});
        put(upload, 1, new byte[10]);
        CompletedPart second = put(upload, 1, new byte[20]);
        put(upload, 2, new byte[30]);
        complete(upload, List.of(second));
        assertThat(head().contentLength()).isEqualTo(20);
        assertThat(lake.sweeper().tick()).isEqualTo(2);
        assertThat(lake.fileCount()).isEqualTo(1);
    }

    @Test
    void anAbortedUploadLeavesNothing() {
        String upload = begin(r -> {});
        uploadAll(upload);
        AbortMultipartUploadRequest abort = AbortMultipartUploadRequest.builder()
                .bucket(BUCKET)
                .key(KEY)
                .uploadId(upload)
                .build();
        multipart.abortMultipartUpload(ROOT, abort);
        lake.sweeper().tick();
        assertThat(lake.fileCount()).isZero();
        assertRefused(ErrorCode.NO_SUCH_UPLOAD, () -> multipart.abortMultipartUpload(ROOT, abort));
        assertRefused(ErrorCode.NO_SUCH_UPLOAD, () -> put(upload, 1, new byte[1]));
    }

    @Test
    void partsAreListedByPage() {
        String upload = begin(r -> {});
        for (int number : List.of(7, 1, 3)) {
            put(upload, number, new byte[number]);
        }
        ListPartsResponse first = list(upload, 0);
        assertThat(first.parts()).extracting(Part::partNumber, Part::size).containsExactly(tuple(1), tuple(3));
        assertThat(first.isTruncated()).isTrue();
        ListPartsResponse second = list(upload, first.nextPartNumberMarker());
        assertThat(second.parts()).extracting(Part::partNumber).containsExactly(7);
        assertThat(second.isTruncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_001, -1})
    void aPartHasANumberUpToTenThousand(int number) {
        String upload = begin(r -> {});
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> put(upload, number, new byte[1]));
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32C", "CRC64NVME"})
    void theCrcOfTheWholeComesFromThoseOfTheParts(ChecksumAlgorithm algorithm) {
        String upload = begin(r -> r.checksumAlgorithm(algorithm.name()).checksumType(ChecksumType.FULL_OBJECT));
        CompleteMultipartUploadResponse response = complete(upload, uploadAll(upload));
        assertThat(ChecksumShapes.values(response)).isEqualTo(Map.of(algorithm, checksum(algorithm, DATA)));
        assertThat(response.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    }

    @Test
    void aCompositeChecksumIsThatOfTheChecksums() {
        String upload = begin(r -> r.checksumAlgorithm("SHA256"));
        List<CompletedPart> parts = uploadAll(upload);
        complete(upload, parts);
        HeadObjectResponse head = head();
        assertThat(head.checksumType()).isEqualTo(ChecksumType.COMPOSITE);
        byte[] ofParts = new byte[3 * 32];
        for (int i = 0; i < 3; i++) {
            byte[] part = part(i + 1);
            byte[] digest = Base64.getDecoder().decode(checksum(ChecksumAlgorithm.SHA256, part));
            System.arraycopy(digest, 0, ofParts, 32 * i, 32);
        }
        assertThat(head.checksumSHA256()).isEqualTo(checksum(ChecksumAlgorithm.SHA256, ofParts) + "-3");
    }

    @Test
    void aChecksumOtherThanAgreedIsRefused() {
        String upload = begin(r -> r.checksumAlgorithm("CRC32"));
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                () -> multipart.uploadPart(
                        ROOT, uploading(upload, 1).checksumSHA1("x").build(), body("x")));
        assertRefused(
                ErrorCode.BAD_DIGEST,
                () -> multipart.uploadPart(
                        ROOT, uploading(upload, 1).checksumCRC32("AAAAAA==").build(), body("x")));
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                () -> begin(r -> r.checksumAlgorithm("SHA256").checksumType(ChecksumType.FULL_OBJECT)));
        String unchosen = begin(r -> {});
        List<CompletedPart> parts = uploadAll(unchosen);
        CompleteMultipartUploadRequest wrong = TestLake.completion(KEY, unchosen, parts).toBuilder()
                .checksumCRC64NVME("AAAAAAAAAAA=")
                .build();
        assertRefused(ErrorCode.BAD_DIGEST, () -> multipart.completeMultipartUpload(ROOT, wrong));
    }

    @Test
    void aCompletionIsConditional() {
        String upload = begin(r -> {});
        List<CompletedPart> parts = uploadAll(upload);
        lake.put(KEY, "there");
        CompleteMultipartUploadRequest request = TestLake.completion(KEY, upload, parts).toBuilder()
                .ifNoneMatch("*")
                .build();
        assertRefused(ErrorCode.PRECONDITION_FAILED, () -> multipart.completeMultipartUpload(ROOT, request));
        assertThat(lake.get(KEY)).isEqualTo("there");
        complete(upload, parts);
    }

    @Test
    void attributesTellOfTheParts() {
        complete(begin(r -> {}));
        GetObjectAttributesResponse response = lake.api(AttributesApi.class)
                .getObjectAttributes(
                        ROOT,
                        GetObjectAttributesRequest.builder()
                                .bucket(BUCKET)
                                .key(KEY)
                                .objectAttributes(
                                        ObjectAttributes.OBJECT_PARTS,
                                        ObjectAttributes.OBJECT_SIZE,
                                        ObjectAttributes.E_TAG,
                                        ObjectAttributes.CHECKSUM)
                                .maxParts(2)
                                .build());
        assertThat(response.objectSize()).isEqualTo(DATA.length);
        assertThat(response.eTag()).isEqualTo(expectedEtag());
        assertThat(response.objectParts().totalPartsCount()).isEqualTo(3);
        assertThat(response.objectParts().parts()).hasSize(2);
        assertThat(response.objectParts().isTruncated()).isTrue();
        assertThat(response.checksum().checksumCRC64NVME()).isEqualTo(checksum(ChecksumAlgorithm.CRC64NVME, DATA));
    }

    private String begin(Consumer<CreateMultipartUploadRequest.Builder> options) {
        CreateMultipartUploadRequest.Builder request =
                CreateMultipartUploadRequest.builder().bucket(BUCKET).key(KEY);
        options.accept(request);
        return multipart.createMultipartUpload(ROOT, request.build()).uploadId();
    }

    private List<CompletedPart> uploadAll(String upload) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(number -> put(upload, number, part(number)))
                .toList();
    }

    private CompletedPart put(String upload, int number, byte[] data) {
        UploadPartResponse response =
                multipart.uploadPart(ROOT, uploading(upload, number).build(), body(data));
        return CompletedPart.builder().partNumber(number).eTag(response.eTag()).build();
    }

    private void complete(String upload) {
        complete(upload, uploadAll(upload));
    }

    private CompleteMultipartUploadResponse complete(String upload, List<CompletedPart> parts) {
        return multipart.completeMultipartUpload(ROOT, TestLake.completion(KEY, upload, parts));
    }

    private ListPartsResponse list(String upload, int marker) {
        return lake.api(UploadListingApi.class)
                .listParts(
                        ROOT,
                        ListPartsRequest.builder()
                                .bucket(BUCKET)
                                .key(KEY)
                                .uploadId(upload)
                                .partNumberMarker(marker)
                                .maxParts(2)
                                .build());
    }

    private HeadObjectResponse head() {
        return lake.objects()
                .headObject(
                        ROOT,
                        HeadObjectRequest.builder()
                                .bucket(BUCKET)
                                .key(KEY)
                                .checksumMode(ChecksumMode.ENABLED)
                                .build());
    }

    private static Tuple tuple(int number) {
        return Tuple.tuple(number, (long) number);
    }

    private static GetObjectRequest.Builder getting() {
        return GetObjectRequest.builder().bucket(BUCKET).key(KEY);
    }

    private static UploadPartRequest.Builder uploading(String upload, int number) {
        return UploadPartRequest.builder()
                .bucket(BUCKET)
                .key(KEY)
                .uploadId(upload)
                .partNumber(number);
    }

    private static byte[] part(int number) {
        return Arrays.copyOfRange(DATA, (number - 1) * PART_BYTES, Math.min(DATA.length, number * PART_BYTES));
    }

    private static String expectedEtag() {
        byte[] digests = new byte[3 * 16];
        for (int i = 0; i < 3; i++) {
            byte[] digest = Base64.getDecoder().decode(checksum(ChecksumAlgorithm.MD5, part(i + 1)));
            System.arraycopy(digest, 0, digests, 16 * i, 16);
        }
        return Digests.hex(checksum(ChecksumAlgorithm.MD5, digests)) + "-3";
    }

    private static String checksum(ChecksumAlgorithm algorithm, byte[] data) {
        Checksum checksum = algorithm.start();
        checksum.update(data, 0, data.length);
        return checksum.base64();
    }

    private static byte[] data(int size) {
        byte[] data = new byte[size];
        new Random(7).nextBytes(data);
        return data;
    }
}
