package dev.mastic.aws.sigv4;

import static dev.mastic.aws.sigv4.Requests.NOW;
import static dev.mastic.aws.sigv4.Requests.get;
import static dev.mastic.aws.sigv4.Requests.glue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.Credential;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.sigv4.Requests.Draft;
import dev.mastic.aws.sigv4.Requests.Signed;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class TestSignatureVerifier {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SignatureVerifier verifier = new SignatureVerifier(Requests.longTerm(), ClockSkew.AWS);
    private final SignatureVerifier sessions = new SignatureVerifier(Requests.session(), ClockSkew.AWS);

    @Test
    void aSignedCallIsAcceptedWithItsCredential() throws Exception {
        var verified = verifier.verify(glue("{}").sign().wire(), AwsService.GLUE, Requests.bytes("{}"));

        assertThat(verified.credential().accessKeyId()).isEqualTo(Requests.KEY);
        assertThat(verified.region()).isEqualTo("us-east-1");
        assertThat(verified.body().stream().readAllBytes()).isEqualTo(Requests.bytes("{}"));
    }

    @Test
    void aChangedBodyIsRefused() {
        WireRequest request = glue("{}").sign().wire();

        refusal(() -> verifier.verify(request, AwsService.GLUE, Requests.bytes("{ }")))
                .returns(ErrorCode.INVALID_SIGNATURE, ServiceException::code)
                .returns(
                        "The request signature we calculated does not match the signature you provided. Check your AWS"
                                + " Secret Access Key and signing method. Consult the service documentation for details.",
                        ServiceException::message);
    }

    @Test
    void aWrongSecretIsRefusedInTheWordsOfTheService() {
        refusal(() -> call(glue("{}").withSecret("wrong"), AwsService.GLUE))
                .returns(ErrorCode.INVALID_SIGNATURE, ServiceException::code);
        refusal(() -> call(Requests.draft("iam", "POST", "/", new byte[0]).withSecret("wrong"), AwsService.IAM))
                .returns(ErrorCode.SIGNATURE_MISMATCH, ServiceException::code);
        refusal(() -> call(get("/lake/x").withSecret("wrong"), AwsService.S3))
                .returns(ErrorCode.SIGNATURE_MISMATCH, ServiceException::code)
                .satisfies(refused -> assertThat(refused.details())
                        .containsKeys("AWSAccessKeyId", "StringToSign", "SignatureProvided", "CanonicalRequest"));
    }

    @Test
    void anUnknownKeyIsRefusedInTheWordsOfTheService() {
        SignatureVerifier nobody = new SignatureVerifier(id -> Optional.empty(), ClockSkew.AWS);

        refusal(() -> nobody.verify(glue("{}").sign().wire(), AwsService.GLUE, Requests.bytes("{}")))
                .returns(ErrorCode.UNKNOWN_KEY, ServiceException::code)
                .returns("The security token included in the request is invalid.", ServiceException::message);
        refusal(() -> nobody.verify(
                        Requests.draft("sts", "POST", "/", new byte[0]).sign().wire(), AwsService.STS, new byte[0]))
                .returns(ErrorCode.INVALID_CLIENT_TOKEN_ID, ServiceException::code);
        refusal(() -> nobody.verifyStream(get("/lake/x").sign().wire(), AwsService.S3))
                .returns(ErrorCode.INVALID_ACCESS_KEY_ID, ServiceException::code);
    }

    @Test
    void anUnsignedRequestIsRefusedInTheWordsOfTheService() {
        refusal(() -> verifier.verify(unsigned(), AwsService.GLUE, new byte[0]))
                .returns(ErrorCode.MISSING_AUTHENTICATION_TOKEN, ServiceException::code)
                .returns("Missing Authentication Token", ServiceException::message);
        refusal(() -> verifier.verify(unsigned(), AwsService.IAM, new byte[0]))
                .returns(ErrorCode.QUERY_MISSING_AUTHENTICATION_TOKEN, ServiceException::code);
        refusal(() -> verifier.verifyStream(unsigned(), AwsService.S3))
                .returns(ErrorCode.ACCESS_DENIED, ServiceException::code)
                .returns("Access Denied", ServiceException::message);
    }

    @Test
    void aSignatureOfAnotherKindIsRefused() {
        refusal(() -> verifier.verifyStream(with("Authorization", "AWS AKID:sig"), AwsService.S3))
                .returns(ErrorCode.INVALID_REQUEST, ServiceException::code);
        refusal(() -> verifier.verify(
                        with("Authorization", "AWS4-ECDSA-P256-SHA256 Credential=a"), AwsService.GLUE, new byte[0]))
                .returns(ErrorCode.INCOMPLETE_SIGNATURE, ServiceException::code);
    }

    @Test
    void whatAnAuthorizationHeaderLacksIsNamed() {
        refusal(() -> verifier.verify(
                        with("Authorization", "AWS4-HMAC-SHA256 SignedHeaders=host"), AwsService.GLUE, new byte[0]))
                .returns(ErrorCode.INCOMPLETE_SIGNATURE, ServiceException::code)
                .returns(
                        "Authorization header requires 'Credential' parameter. Authorization header requires"
                                + " 'Signature' parameter. Authorization header requires existence of either a"
                                + " 'X-Amz-Date' or a 'Date' header.",
                        ServiceException::message);
        refusal(() -> verifier.verifyStream(with("Authorization", "AWS4-HMAC-SHA256 Credential=x"), AwsService.S3))
                .returns(ErrorCode.AUTHORIZATION_HEADER_MALFORMED, ServiceException::code);
    }

    @Test
    void aScopeForAnotherServiceIsRefused() {
        refusal(() -> call(glue("{}"), AwsService.LOGS))
                .returns(ErrorCode.INVALID_SIGNATURE, ServiceException::code)
                .returns("Credential should be scoped to correct service: 'logs'.", ServiceException::message);
        refusal(() -> call(glue("{}"), AwsService.S3))
                .returns(ErrorCode.AUTHORIZATION_HEADER_MALFORMED, ServiceException::code);
    }

    @Test
    void aClockThatIsOffIsRefusedAfterFiveMinutesOrFifteen() {
        Instant sixMinutesAgo = NOW.minus(Duration.ofMinutes(6));
        refusal(() -> call(glue("{}").signedAt(sixMinutesAgo), AwsService.GLUE))
                .returns(ErrorCode.INVALID_SIGNATURE, ServiceException::code)
                .returns(
                        "Signature expired: 20260101T115400Z is now earlier than 20260101T115500Z (20260101T120000Z - 5"
                                + " min.)",
                        ServiceException::message);
        refusal(() -> call(glue("{}").signedAt(NOW.plus(Duration.ofMinutes(6))), AwsService.GLUE))
                .returns(
                        "Signature not yet current: 20260101T120600Z is still later than 20260101T120500Z"
                                + " (20260101T120000Z + 5 min.)",
                        ServiceException::message);
        assertThatCode(() -> call(get("/lake/x").signedAt(sixMinutesAgo), AwsService.S3))
                .doesNotThrowAnyException();
        refusal(() -> call(get("/lake/x").signedAt(NOW.minus(Duration.ofMinutes(16))), AwsService.S3))
                .returns(ErrorCode.REQUEST_TIME_TOO_SKEWED, ServiceException::code)
                .satisfies(refused -> assertThat(refused.details())
                        .containsEntry("RequestTime", "20260101T114400Z")
                        .containsEntry("ServerTime", "2026-01-01T12:00:00Z")
                        .containsEntry("MaxAllowedSkewMilliseconds", "900000"));
    }

    @Test
    void aWiderSkewIsForTests() {
        SignatureVerifier lenient = new SignatureVerifier(Requests.longTerm(), new ClockSkew(HOUR, HOUR));

        assertThatCode(() -> lenient.verify(
                        glue("{}")
                                .signedAt(NOW.minus(Duration.ofMinutes(50)))
                                .sign()
                                .wire(),
                        AwsService.GLUE,
                        Requests.bytes("{}")))
                .doesNotThrowAnyException();
    }

    @Test
    void aSessionNeedsItsToken() {
        assertThatCode(() -> session(glue("{}").withToken(Requests.TOKEN), NOW)).doesNotThrowAnyException();
        refusal(() -> session(glue("{}"), NOW)).returns(ErrorCode.UNKNOWN_KEY, ServiceException::code);
        refusal(() -> session(glue("{}").withToken("another"), NOW))
                .returns(ErrorCode.UNKNOWN_KEY, ServiceException::code);
        refusal(() -> call(glue("{}").withToken(Requests.TOKEN), AwsService.GLUE))
                .returns(ErrorCode.UNKNOWN_KEY, ServiceException::code);
        refusal(() -> sessions.verifyStream(
                        get("/lake/x").withToken("another").sign().wire(), AwsService.S3))
                .returns(ErrorCode.INVALID_TOKEN, ServiceException::code);
    }

    @Test
    void anEndedSessionIsExpired() {
        Instant later = Requests.SESSION_END;
        refusal(() -> session(glue("{}").withToken(Requests.TOKEN).signedAt(later), later))
                .returns(ErrorCode.EXPIRED_TOKEN, ServiceException::code)
                .returns("The security token included in the request is expired", ServiceException::message);
        refusal(() -> sessions.verifyStream(
                        get("/lake/x")
                                .withToken(Requests.TOKEN)
                                .signedAt(later)
                                .sign()
                                .wire(later),
                        AwsService.S3))
                .returns(ErrorCode.S3_EXPIRED_TOKEN, ServiceException::code);
    }

    @Test
    void aPresignedAddressEndsWhenItSays() {
        Draft draft = presigned(HOUR);

        assertThatCode(() -> verifier.verifyStream(draft.sign().wire(NOW.plus(HOUR)), AwsService.S3))
                .doesNotThrowAnyException();
        refusal(() -> verifier.verifyStream(draft.sign().wire(NOW.plus(HOUR).plusSeconds(1)), AwsService.S3))
                .returns(ErrorCode.ACCESS_DENIED, ServiceException::code)
                .returns("Request has expired", ServiceException::message)
                .satisfies(refused -> assertThat(refused.details())
                        .containsEntry("X-Amz-Expires", "3600")
                        .containsEntry("Expires", "2026-01-01T13:00:00Z"));
        refusal(() -> verifier.verifyStream(draft.sign().wire(NOW.minus(HOUR)), AwsService.S3))
                .returns("Request is not yet valid", ServiceException::message);
    }

    @Test
    void aPresignedAddressLastsSevenDaysAtMost() {
        WireRequest request = presigned(HOUR).sign().wire();

        for (String seconds : new String[] {"604801", "99999999999999999999", "-1", "soon"}) {
            refusal(() -> verifier.verifyStream(
                            withQuery(request, request.rawQuery().replace("=3600", "=" + seconds)), AwsService.S3))
                    .returns(ErrorCode.AUTHORIZATION_QUERY_PARAMETERS, ServiceException::code);
        }
        refusal(() -> verifier.verifyStream(
                        withQuery(request, request.rawQuery().replace("=3600", "=604800")), AwsService.S3))
                .returns(ErrorCode.SIGNATURE_MISMATCH, ServiceException::code);
    }

    @Test
    void aPresignedAddressCarriesTheToken() {
        WireRequest request = presigned(HOUR).withToken(Requests.TOKEN).sign().wire();

        assertThat(request.rawQuery()).contains("X-Amz-Security-Token=");
        assertThatCode(() -> sessions.verifyStream(request, AwsService.S3)).doesNotThrowAnyException();
    }

    @Test
    void whatTheSdksOwnPresignerMakesIsAccepted() throws Exception {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(URI.create("http://localhost:4566"))
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(Requests.KEY, Requests.SECRET, Requests.TOKEN)))
                .build()) {
            var signed = presigner.presignPutObject(put -> put.signatureDuration(HOUR)
                    .putObjectRequest(object -> object.bucket("lake").key("a b/ü+")));
            Instant signedAt = signed.expiration().minus(HOUR);
            Credential credential = Requests.session().find(Requests.KEY).orElseThrow();
            Credential lasting = new Credential(
                    Requests.KEY,
                    credential.secretKey(),
                    credential.sessionToken(),
                    Optional.of(signed.expiration()),
                    credential.principal());

            WireRequest request = new Signed(signed.httpRequest(), Requests.bytes("any payload")).wire(signedAt);

            assertThat(new SignatureVerifier(id -> Optional.of(lasting), ClockSkew.AWS)
                            .verifyStream(request, AwsService.S3).body().stream()
                                    .readAllBytes())
                    .isEqualTo(Requests.bytes("any payload"));
        }
    }

    @Test
    void twoSignaturesAreOneTooMany() {
        WireRequest request = presigned(HOUR).sign().wire();
        request.headers().add("Authorization", "AWS4-HMAC-SHA256 Credential=x");

        refusal(() -> verifier.verifyStream(request, AwsService.S3))
                .returns(ErrorCode.INVALID_REQUEST, ServiceException::code);
    }

    @Test
    void aHeaderThatMattersMustBeSigned() {
        WireRequest glue = glue("{}").sign().wire();
        glue.headers().add("X-Amz-Meaning", "changed on the way");
        refusal(() -> verifier.verify(glue, AwsService.GLUE, Requests.bytes("{}")))
                .returns(ErrorCode.INVALID_SIGNATURE, ServiceException::code);

        WireRequest object = get("/lake/x").sign().wire();
        object.headers().add("x-amz-copy-source", "/secret/x");
        refusal(() -> verifier.verifyStream(object, AwsService.S3))
                .returns(ErrorCode.ACCESS_DENIED, ServiceException::code)
                .satisfies(refused ->
                        assertThat(refused.details()).containsEntry("HeadersNotSigned", "x-amz-copy-source"));
    }

    @Test
    void onlyObjectsNeedToDeclareTheirHash() {
        Signed signed = get("/lake/x").sign();
        WireRequest request = signed.wire();
        Headers without = new Headers();
        request.headers().asMap().forEach((name, values) -> {
            if (!name.equals("x-amz-content-sha256")) {
                values.forEach(value -> without.add(name, value));
            }
        });

        refusal(() -> verifier.verifyStream(withHeaders(request, without), AwsService.S3))
                .returns(ErrorCode.INVALID_REQUEST, ServiceException::code)
                .returns("Missing required header for this request: x-amz-content-sha256", ServiceException::message);
    }

    @Test
    void aKeyIsDerivedOnceAndNotTakenForAnotherSecret() {
        SigningKeys keys = new SigningKeys();
        Scope scope = new Scope("20260101", "us-east-1", "glue");
        SigningKey first = keys.of(new dev.mastic.aws.Secret("one"), scope);

        assertThat(keys.of(new dev.mastic.aws.Secret("one"), scope)).isSameAs(first);
        assertThat(keys.of(new dev.mastic.aws.Secret("two"), scope)).isNotSameAs(first);
    }

    private void call(Draft draft, AwsService service) throws Exception {
        Signed signed = draft.sign();
        verifier.verify(signed.wire(), service, signed.payload());
    }

    private void session(Draft draft, Instant receivedAt) throws Exception {
        Signed signed = draft.sign();
        sessions.verify(signed.wire(receivedAt), AwsService.GLUE, signed.payload());
    }

    private static Draft presigned(Duration validFor) {
        return get("/lake/x")
                .with(sign -> sign.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, validFor)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false));
    }

    private static WireRequest unsigned() {
        return withHeaders(glue("{}").sign().wire(), new Headers().add("host", "localhost"));
    }

    private static WireRequest with(String header, String value) {
        return withHeaders(unsigned(), new Headers().add("host", "localhost").add(header, value));
    }

    private static WireRequest withHeaders(WireRequest request, Headers headers) {
        return new WireRequest(
                request.method(),
                request.rawPath(),
                request.rawQuery(),
                headers,
                new ByteArrayInputStream(new byte[0]),
                request.sourceAddress(),
                request.secure(),
                request.receivedAt());
    }

    private static WireRequest withQuery(WireRequest request, String query) {
        return new WireRequest(
                request.method(),
                request.rawPath(),
                query,
                request.headers(),
                request.body(),
                request.sourceAddress(),
                request.secure(),
                request.receivedAt());
    }

    private static AbstractObjectAssert<?, ServiceException> refusal(ThrowingCallable call) {
        return org.assertj.core.api.Assertions.assertThatThrownBy(call).asInstanceOf(type(ServiceException.class));
    }
}
