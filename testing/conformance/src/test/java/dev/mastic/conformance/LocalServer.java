package dev.mastic.conformance;

import dev.mastic.aws.OperationTable;
import dev.mastic.server.MasticServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** One server for all tests of this module, without drivers, and clients for it. */
final class LocalServer {
    static final AwsCredentials ROOT =
            AwsBasicCredentials.create("AKIDROOTOFTHETESTS01", "the-root-secret-of-the-tests");

    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();
    private static final MasticServer SERVER = start();

    private LocalServer() {}

    /** What the server answers. */
    static OperationTable operations() {
        return SERVER.operations();
    }

    static URI endpoint() {
        return URI.create(SERVER.endpoint());
    }

    static GlueClient glue(AwsCredentials credentials) {
        return configure(GlueClient.builder(), credentials).build();
    }

    static IamClient iam(AwsCredentials credentials) {
        return configure(IamClient.builder(), credentials).build();
    }

    static StsClient sts(AwsCredentials credentials) {
        return configure(StsClient.builder(), credentials).build();
    }

    static CloudWatchClient cloudWatch(AwsCredentials credentials) {
        return configure(CloudWatchClient.builder(), credentials).build();
    }

    static CloudWatchLogsClient logs(AwsCredentials credentials) {
        return configure(CloudWatchLogsClient.builder(), credentials).build();
    }

    static SecretsManagerClient secrets(AwsCredentials credentials) {
        return configure(SecretsManagerClient.builder(), credentials).build();
    }

    static S3Client s3(AwsCredentials credentials) {
        return configure(S3Client.builder().forcePathStyle(true), credentials).build();
    }

    /** A new user with an access key and one inline policy; an empty policy gives a user without any. */
    static AwsCredentials user(String name, String policy) {
        try (IamClient iam = iam(ROOT)) {
            iam.createUser(r -> r.userName(name));
            if (!policy.isEmpty()) {
                iam.putUserPolicy(r -> r.userName(name).policyName("inline").policyDocument(policy));
            }
            var key = iam.createAccessKey(r -> r.userName(name)).accessKey();
            return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
        }
    }

    static AwsCredentials session(Credentials credentials) {
        return AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    static String trustOf(String service) {
        return """
               {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Principal": {"Service": "%s"}, "Action": "sts:AssumeRole"}]}""".formatted(service);
    }

    static String allow(String action, String resource) {
        return """
               {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}""".formatted(action, resource);
    }

    static String role(String name, String trust) {
        try (IamClient iam = iam(ROOT)) {
            return iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust))
                    .role()
                    .arn();
        }
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
            B builder, AwsCredentials credentials) {
        return builder.endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .httpClient(HTTP)
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials));
    }

    private static MasticServer start() {
        try {
            Path directory = Files.createTempDirectory("mastic-conformance");
            MasticServer server = MasticServer.start(
                    List.of("--data-dir", directory.toString(), "--listen", "127.0.0.1:0", "--pool.size", "0"),
                    Map.of(
                            "MASTIC_ROOT_ACCESS_KEY_ID",
                            ROOT.accessKeyId(),
                            "MASTIC_ROOT_SECRET_ACCESS_KEY",
                            ROOT.secretAccessKey()));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
