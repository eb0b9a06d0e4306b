package dev.mastic.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Who may speak at all: wrong and unknown keys, tokens, unsigned requests. */
class TestAuthentication {
    private static final AwsCredentials WRONG_SECRET =
            AwsBasicCredentials.create(LocalServer.ROOT.accessKeyId(), "not-the-secret");
    private static final AwsCredentials UNKNOWN_KEY = AwsBasicCredentials.create("AKIAUNKNOWNUNKNOWN00", "secret");

    @Test
    void aWrongSecretIsRefusedInEachProtocolsWords() {
        assertRefused(
                WRONG_SECRET,
                400,
                "InvalidSignatureException",
                client -> client.glue().getJobs(r -> {}));
        assertRefused(
                WRONG_SECRET,
                403,
                "SignatureDoesNotMatch",
                client -> client.sts().getCallerIdentity());
        assertRefused(
                WRONG_SECRET,
                403,
                "SignatureDoesNotMatch",
                client -> client.s3().listBuckets());
    }

    @Test
    void anUnknownKeyIsRefusedInEachProtocolsWords() {
        assertRefused(
                UNKNOWN_KEY,
                400,
                "UnrecognizedClientException",
                client -> client.glue().getJobs(r -> {}));
        assertRefused(
                UNKNOWN_KEY, 403, "InvalidClientTokenId", client -> client.sts().getCallerIdentity());
        assertRefused(
                UNKNOWN_KEY, 403, "InvalidAccessKeyId", client -> client.s3().listBuckets());
    }

    @Test
    void temporaryCredentialsWorkWithTheirTokenOnly() {
        LocalServer.role("tokens", trustInRoot());
        Credentials session;
        try (StsClient sts = LocalServer.sts(LocalServer.ROOT)) {
            session = sts.assumeRole(r ->
                            r.roleArn("arn:aws:iam::000000000000:role/tokens").roleSessionName("me"))
                    .credentials();
        }
        try (StsClient sts = LocalServer.sts(LocalServer.session(session))) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:sts::000000000000:assumed-role/tokens/me");
        }
        AwsCredentials tokenless = AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey());
        assertRefused(
                tokenless, 403, "InvalidClientTokenId", client -> client.sts().getCallerIdentity());
        AwsCredentials forged =
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), "forged");
        assertRefused(
                forged, 403, "InvalidClientTokenId", client -> client.sts().getCallerIdentity());
    }

    @Test
    void aWrongSecretCannotUploadWithAnUnsignedTrailer() {
        try (S3Client s3 = LocalServer.s3(LocalServer.ROOT)) {
            s3.createBucket(r -> r.bucket("unsigned-trailers"));
        }
        assertRefused(
                WRONG_SECRET,
                403,
                "SignatureDoesNotMatch",
                client -> client.s3()
                        .putObject(
                                r -> r.bucket("unsigned-trailers").key("k"),
                                software.amazon.awssdk.core.sync.RequestBody.fromString("data")));
    }

    private static void assertRefused(AwsCredentials credentials, int status, String code, Consumer<Clients> call) {
        try (GlueClient glue = LocalServer.glue(credentials);
                StsClient sts = LocalServer.sts(credentials);
                S3Client s3 = LocalServer.s3(credentials)) {
            assertThatThrownBy(() -> call.accept(new Clients(glue, sts, s3)))
                    .isInstanceOfSatisfying(AwsServiceException.class, refusal -> {
                        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
                        assertThat(refusal.statusCode()).isEqualTo(status);
                        assertThat(refusal.requestId()).isNotEmpty();
                    });
        }
    }

    private static String trustInRoot() {
        return """
               {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Principal": {"AWS": "arn:aws:iam::000000000000:root"}, "Action": "sts:AssumeRole"}]}""";
    }

    private record Clients(GlueClient glue, StsClient sts, S3Client s3) {}
}
