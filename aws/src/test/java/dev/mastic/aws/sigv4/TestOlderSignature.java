package dev.mastic.aws.sigv4;

import static dev.mastic.aws.sigv4.Requests.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.CredentialSource;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.sigv4.SignatureVerifier.Verified;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that botocore 1.43.11 presigned for {@code lake/a b/é+.txt}, good until an hour after {@code NOW}. */
class TestOlderSignature {
    private static final String KEY = "a b/é+.txt";
    private static final String GET = "versionId=v1&response-content-type=text%2Fplain%3B%20x"
            + "&AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=JwDqLh8w8zoVkpscUaD0fa3re6E%3D&Expires=1767272400";
    private static final String PUT =
            "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=EPCgvklQEK%2BLAnGHpuG%2FEq2%2FHG8%3D&Expires=1767272400";
    private static final String PUT_IN_SESSION =
            "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=Xlg1KeEJIGnpN9b021ZlWrnZr4s%3D"
                    + "&x-amz-security-token=token%2Bof%2Fa%3Dsession&Expires=1767272400";

    @Test
    void anAddressThatBotocorePresignedIsAccepted() throws IOException {
        assertThat(verify(Requests.longTerm(), "GET", GET, new Headers(), NOW))
                .hasValueSatisfying(verified ->
                        assertThat(verified.credential().accessKeyId()).isEqualTo(Requests.KEY));
    }

    @Test
    void thePayloadOfAPresignedPutComesThrough() throws IOException {
        Verified verified =
                verify(Requests.longTerm(), "PUT", PUT, new Headers(), NOW).orElseThrow();

        assertThat(verified.body().stream().readAllBytes()).isEqualTo(Requests.bytes("sent"));
    }

    @Test
    void aSessionsAddressNeedsItsToken() throws IOException {
        assertThat(verify(Requests.session(), "PUT", PUT_IN_SESSION, new Headers(), NOW))
                .isPresent();
        refused(Requests.session(), "PUT", PUT, new Headers(), NOW, ErrorCode.INVALID_ACCESS_KEY_ID);
    }

    @Test
    void anAddressIsForOneMethodOnly() {
        refused(Requests.longTerm(), "DELETE", PUT, new Headers(), NOW, ErrorCode.SIGNATURE_MISMATCH);
    }

    @Test
    void aChangedParameterIsRefused() {
        String changed = GET.replace("versionId=v1", "versionId=v2");

        refused(Requests.longTerm(), "GET", changed, new Headers(), NOW, ErrorCode.SIGNATURE_MISMATCH);
    }

    @Test
    void aLaterEndIsRefused() {
        String changed = PUT.replace("1767272400", "1767279999");

        refused(Requests.longTerm(), "PUT", changed, new Headers(), NOW, ErrorCode.SIGNATURE_MISMATCH);
    }

    @Test
    void anAddedHeaderWithAMeaningIsRefused() {
        Headers headers = new Headers().add("x-amz-copy-source", "/other/object");

        refused(Requests.longTerm(), "PUT", PUT, headers, NOW, ErrorCode.SIGNATURE_MISMATCH);
    }

    @Test
    void anAddressIsNoGoodAfterItsTime() {
        Instant late = NOW.plus(Duration.ofHours(1)).plusSeconds(1);

        refused(Requests.longTerm(), "PUT", PUT, new Headers(), late, ErrorCode.ACCESS_DENIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&tagging",
                "&acl",
                "&uploads",
                "&list-type=2",
                "&versionId=v1&versionId=v2",
                "&x-amz-acl=private"
            })
    void aParameterThatTheSignatureDoesNotCoverIsNotAcceptedThisWay(String more) throws IOException {
        assertThat(verify(Requests.longTerm(), "PUT", PUT + more, new Headers(), NOW))
                .isEmpty();
    }

    private static Optional<Verified> verify(
            CredentialSource credentials, String method, String query, Headers headers, Instant now)
            throws IOException {
        WireRequest request = new WireRequest(
                method,
                "/lake/a%20b/%C3%A9%2B.txt",
                query,
                headers,
                new ByteArrayInputStream(Requests.bytes("sent")),
                "127.0.0.1",
                false,
                now);
        return new SignatureVerifier(credentials, ClockSkew.AWS).verifyOlder(request, "lake", KEY);
    }

    private static void refused(
            CredentialSource credentials, String method, String query, Headers headers, Instant now, ErrorCode code) {
        assertThatThrownBy(() -> verify(credentials, method, query, headers, now))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
