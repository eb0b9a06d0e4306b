package dev.mastic.aws.sigv4;

import static dev.mastic.aws.sigv4.Requests.NOW;
import static dev.mastic.aws.sigv4.Requests.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.RequestBody;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.sigv4.Requests.Draft;
import dev.mastic.aws.sigv4.Requests.Signed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

class TestChunkedPayload {
    private static final int SIZE = 200_000;

    private final SignatureVerifier verifier = new SignatureVerifier(Requests.longTerm(), ClockSkew.AWS);

    /** How the SDK can be told to send a payload. */
    enum Form {
        HASHED,
        UNSIGNED,
        SIGNED_CHUNKS,
        SIGNED_CHUNKS_AND_TRAILER,
        UNSIGNED_CHUNKS_AND_TRAILER;

        Draft of(byte[] payload) {
            Draft draft = put("/lake/big", payload);
            return switch (this) {
                case HASHED -> draft;
                case UNSIGNED -> draft.with(sign -> sign.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false));
                case SIGNED_CHUNKS ->
                    draft.with(sign -> sign.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true));
                case SIGNED_CHUNKS_AND_TRAILER ->
                    draft.with(sign -> sign.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                            .putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32));
                case UNSIGNED_CHUNKS_AND_TRAILER ->
                    draft.with(sign -> sign.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                            .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                            .putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32));
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheSdkSendsIsReadBack(Form form) throws IOException {
        for (int size : new int[] {0, 1, 8191, 131_072, SIZE}) {
            byte[] payload = random(size);
            RequestBody body = verifier.verifyStream(form.of(payload).sign().wire(), AwsService.S3)
                    .body();

            assertThat(body.length()).hasValue(size);
            assertThat(body.stream().readAllBytes()).isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongSecretIsRefusedInEveryForm(Form form) {
        // MinIO let unsigned trailers in with any secret: CVE-2025-31489.
        WireRequest request = form.of(random(100)).withSecret("wrong").sign().wire();

        refused(ErrorCode.SIGNATURE_MISMATCH, () -> verifier.verifyStream(request, AwsService.S3));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSIGNED")
    void aChangedByteIsRefusedBeforeTheLastByteIsOut(Form form) throws IOException {
        byte[] payload = random(SIZE);
        Signed signed = form.of(payload).sign();
        byte[] sent = signed.payload().clone();
        sent[sent.length / 2] ^= 1;

        InputStream stream = verifier.verifyStream(signed.wire(NOW, sent), AwsService.S3).body().stream();

        assertThatThrownBy(() -> stream.readNBytes(SIZE)).isInstanceOf(ServiceException.class);
        assertThatThrownBy(stream::read).isInstanceOf(ServiceException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatStopsEarlyIsIncomplete(Form form) throws IOException {
        Signed signed = form.of(random(SIZE)).sign();
        byte[] sent = Arrays.copyOf(signed.payload(), SIZE / 2);

        InputStream stream = verifier.verifyStream(signed.wire(NOW, sent), AwsService.S3).body().stream();

        refused(ErrorCode.INCOMPLETE_BODY, stream::readAllBytes);
    }

    @Test
    void aChunkInAnotherPlaceIsRefused() throws IOException {
        byte[] payload = new byte[SIZE];
        Signed signed = Form.SIGNED_CHUNKS.of(payload).sign();
        // Chunks of the same data have signatures of their own: the second's in the first's place is not good.
        String sent = new String(signed.payload(), StandardCharsets.ISO_8859_1);
        int first = sent.indexOf("chunk-signature=") + "chunk-signature=".length();
        int second = sent.indexOf("chunk-signature=", first) + "chunk-signature=".length();
        String swapped = sent.substring(0, first) + sent.substring(second, second + 64) + sent.substring(first + 64);

        InputStream stream = verifier
                .verifyStream(signed.wire(NOW, swapped.getBytes(StandardCharsets.ISO_8859_1)), AwsService.S3)
                .body()
                .stream();

        refused(ErrorCode.SIGNATURE_MISMATCH, stream::readAllBytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME"})
    void theTrailersChecksumIsVerifiedAndHandedOn(String name) throws IOException {
        byte[] payload = random(SIZE);
        String value = value(name, payload);
        String header = "x-amz-checksum-" + name.toLowerCase(java.util.Locale.ROOT);
        WireRequest good = unsignedChunks(payload, header, header + ":" + value);

        RequestBody body = verifier.verifyStream(good, AwsService.S3).body();
        assertThat(body.trailers().get()).isEmpty();
        assertThat(body.stream().readAllBytes()).isEqualTo(payload);
        assertThat(body.trailers().get()).containsOnlyKeys(header).containsValue(value);

        WireRequest bad = unsignedChunks(payload, header, header + ":" + value(name, random(3)));
        InputStream stream = verifier.verifyStream(bad, AwsService.S3).body().stream();
        assertThatThrownBy(() -> stream.readNBytes(SIZE))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_DIGEST))
                .hasMessage("The " + name + " you specified did not match the calculated checksum.");
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-checksum-crc32, ''",
        "x-amz-checksum-crc32, x-amz-checksum-crc32c:AAAAAA==",
        "x-amz-checksum-crc32, nonsense",
        "'', x-amz-checksum-crc32:AAAAAA=="
    })
    void aTrailerThatIsNotWhatWasAnnouncedIsMalformed(String announced, String line) throws IOException {
        WireRequest request = unsignedChunks(random(10), announced, line);
        InputStream stream = verifier.verifyStream(request, AwsService.S3).body().stream();

        refused(ErrorCode.MALFORMED_TRAILER, stream::readAllBytes);
    }

    @Test
    void anUnknownTrailerIsNotSupported() {
        WireRequest request = unsignedChunks(random(10), "x-amz-meta-late", "x-amz-meta-late:1");

        refused(ErrorCode.INVALID_REQUEST, () -> verifier.verifyStream(request, AwsService.S3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "\r\n", "-1\r\n", "ffffffffffffffffffff\r\n", "5;chunk-signature=x\r\nhello"})
    void aChunkHeadThatIsNoneIsRefused(String sent) throws IOException {
        Signed signed = Form.UNSIGNED_CHUNKS_AND_TRAILER.of(random(10)).sign();
        InputStream stream = verifier
                .verifyStream(signed.wire(NOW, sent.getBytes(StandardCharsets.US_ASCII)), AwsService.S3)
                .body()
                .stream();

        assertThatThrownBy(stream::readAllBytes).isInstanceOf(ServiceException.class);
    }

    @Test
    void aHeadWithoutEndIsRefusedInBoundedMemory() throws IOException {
        byte[] sent = new byte[1 << 20];
        Arrays.fill(sent, (byte) '1');
        InputStream stream = verifier
                .verifyStream(
                        Form.UNSIGNED_CHUNKS_AND_TRAILER.of(random(10)).sign().wire(NOW, sent), AwsService.S3)
                .body()
                .stream();

        refused(ErrorCode.INVALID_REQUEST, stream::readAllBytes);
    }

    /** The worked example of "Transferring payload in multiple chunks" in the S3 API reference. */
    @Test
    void theDocumentedChunksAreAccepted() throws IOException {
        WireRequest request = documented(
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                        + "x-amz-storage-class",
                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
                chunk(65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
                        + chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
                        + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n",
                new Headers().add("content-length", "66824"));

        assertThat(verifier.verifyStream(request, AwsService.S3).body().stream().readAllBytes())
                .hasSize(66560)
                .containsOnly('a');
    }

    /** The worked example of "Signature calculations … including trailing headers" in the S3 API reference. */
    @Test
    void theDocumentedTrailerIsAccepted() throws IOException {
        WireRequest request = documented(
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                        + "x-amz-storage-class;x-amz-trailer",
                "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
                chunk(65536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")
                        + chunk(1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7")
                        + "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
                        + "x-amz-checksum-crc32c:sOO8/Q==\n\r\n"
                        + "x-amz-trailer-signature:"
                        + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
                new Headers().add("x-amz-trailer", "x-amz-checksum-crc32c"));

        RequestBody body = verifier.verifyStream(request, AwsService.S3).body();
        assertThat(body.stream().readAllBytes()).hasSize(66560);
        assertThat(body.trailers().get()).containsEntry("x-amz-checksum-crc32c", "sOO8/Q==");
    }

    private static WireRequest documented(
            String sha256, String signedHeaders, String signature, String body, Headers headers) {
        headers.add("host", "s3.amazonaws.com")
                .add("x-amz-date", "20130524T000000Z")
                .add("x-amz-storage-class", "REDUCED_REDUNDANCY")
                .add("x-amz-content-sha256", sha256)
                .add("content-encoding", "aws-chunked")
                .add("x-amz-decoded-content-length", "66560")
                .add(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                                + "SignedHeaders=" + signedHeaders + ",Signature=" + signature);
        return new WireRequest(
                "PUT",
                "/examplebucket/chunkObject.txt",
                "",
                headers,
                new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)),
                "127.0.0.1",
                false,
                Instant.parse("2013-05-24T00:00:00Z"));
    }

    private static String chunk(int size, String signature) {
        return Integer.toHexString(size) + ";chunk-signature=" + signature + "\r\n" + "a".repeat(size) + "\r\n";
    }

    /** An upload as botocore sends it: chunks without signatures, and a trailer of our choice. */
    private static WireRequest unsignedChunks(byte[] payload, String announced, String trailerLine) {
        Draft draft = Requests.draft("s3", "PUT", "/lake/big", new byte[0])
                .with(sign -> sign.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true))
                .withHeader("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
                .withHeader("x-amz-decoded-content-length", String.valueOf(payload.length));
        WireRequest unsigned = (announced.isEmpty() ? draft : draft.withHeader("x-amz-trailer", announced))
                .sign()
                .wire();
        String sent = Integer.toHexString(payload.length) + "\r\n"
                + new String(payload, StandardCharsets.ISO_8859_1) + "\r\n0\r\n"
                + trailerLine + "\r\n\r\n";
        return resigned(unsigned, sent.getBytes(StandardCharsets.ISO_8859_1));
    }

    // The SDK's signer insists on the hash it computed itself, so this form is signed with the verifier's own parts.
    private static WireRequest resigned(WireRequest request, byte[] body) {
        Headers headers = new Headers();
        request.headers().asMap().forEach((name, values) -> {
            if (!name.equals("authorization") && !name.equals("x-amz-content-sha256")) {
                values.forEach(value -> headers.add(name, value));
            }
        });
        headers.add("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        WireRequest changed = new WireRequest(
                request.method(),
                request.rawPath(),
                request.rawQuery(),
                headers,
                new ByteArrayInputStream(body),
                "127.0.0.1",
                false,
                NOW);
        var names = headers.asMap().keySet().stream().sorted().toList();
        Scope scope = new Scope("20260101", "us-east-1", "s3");
        SigningKey key = SigningKey.derive(new dev.mastic.aws.Secret(Requests.SECRET), scope);
        String canonical = CanonicalRequest.of(changed, AwsService.S3, names, "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        String signature = key.sign(key.stringToSign("20260101T120000Z", canonical));
        headers.add(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=" + Requests.KEY + "/" + scope.text() + ", SignedHeaders="
                        + String.join(";", names) + ", Signature=" + signature);
        return changed;
    }

    private static String value(String algorithm, byte[] payload) {
        var checksum =
                dev.mastic.aws.checksum.ChecksumAlgorithm.valueOf(algorithm).start();
        checksum.update(payload, 0, payload.length);
        return checksum.base64();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void refused(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
