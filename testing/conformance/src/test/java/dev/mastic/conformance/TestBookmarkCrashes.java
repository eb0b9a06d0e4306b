package dev.mastic.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The server is killed while a run commits its bookmark: before the commit is durable, and when it is and the answer is not out
 * yet. The driver lives on and asks the next server again; what it wrote is there once, and so is the bookmark's step.
 */
@Tag("spark")
@Tag("slow")
class TestBookmarkCrashes {
    private static final Duration END_MAX = Duration.ofMinutes(3);
    private static final String SCRIPT = """
            import sys
            import boto3
            from awsglue.context import GlueContext
            from awsglue.job import Job
            from awsglue.utils import getResolvedOptions
            from pyspark.context import SparkContext
            args = getResolvedOptions(sys.argv, ["JOB_NAME"])
            job = Job(GlueContext(SparkContext.getOrCreate()))
            job.init(args["JOB_NAME"], args)
            boto3.client("s3").put_object(Bucket="lake", Key="out/" + args["JOB_RUN_ID"], Body=b"row")
            job.commit()
            """;

    @TempDir
    private Path directory;

    private final int port = ServerProcess.freePort();

    @Test
    void aCommitHappensOnceWhereverTheServerDies() {
        try (ServerProcess server = start(List.of())) {
            assertThat(server.isAlive()).isTrue();
            prepare();
        }
        int commits = 0;
        for (String point : List.of("jobs.bookmark-moved", "jobs.bookmark-committed")) {
            ServerProcess dying = start(List.of("--failpoint", point));
            String id;
            try (GlueClient glue = glue()) {
                id = glue.startJobRun(run -> run.jobName("load")).jobRunId();
            }
            assertThat(dying.diesWithin(END_MAX))
                    .as("the server passes %s", point)
                    .isTrue();
            commits++;
            try (ServerProcess next = start(List.of());
                    GlueClient glue = glue();
                    S3Client s3 = s3()) {
                assertThat(next.isAlive()).isTrue();
                assertThat(ended(glue, id).jobRunState()).as(point).isEqualTo(JobRunState.SUCCEEDED);
                assertThat(glue.getJobBookmark(job -> job.jobName("load"))
                                .jobBookmarkEntry()
                                .version())
                        .as(point)
                        .isEqualTo(commits);
                assertThat(s3.listObjectsV2(list -> list.bucket("lake").prefix("out/"))
                                .contents())
                        .as(point)
                        .hasSize(commits);
            }
        }
    }

    private ServerProcess start(List<String> flags) {
        return ServerProcess.start(directory, port, flags);
    }

    private void prepare() {
        try (IamClient iam = configured(IamClient.builder()).build();
                S3Client s3 = s3();
                GlueClient glue = glue()) {
            iam.createRole(r -> r.roleName("etl").assumeRolePolicyDocument(LocalServer.trustOf("glue.amazonaws.com")));
            iam.attachRolePolicy(r -> r.roleName("etl").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
            s3.createBucket(r -> r.bucket("lake"));
            s3.putObject(r -> r.bucket("lake").key("load.py"), RequestBody.fromString(SCRIPT));
            glue.createJob(r -> r.name("load")
                    .role("etl")
                    .glueVersion("5.0")
                    .defaultArguments(Map.of("--job-bookmark-option", "job-bookmark-enable"))
                    .command(c -> c.name("glueetl").scriptLocation("s3://lake/load.py")));
        }
    }

    private static JobRun ended(GlueClient glue, String id) {
        Instant deadline = Instant.now().plus(END_MAX);
        while (true) {
            JobRun run = glue.getJobRun(r -> r.jobName("load").runId(id)).jobRun();
            if (run.completedOn() != null) {
                return run;
            }
            assertThat(Instant.now()).as("the run is stuck: %s", run).isBefore(deadline);
            ServerProcess.pause();
        }
    }

    private GlueClient glue() {
        return configured(GlueClient.builder()).build();
    }

    private S3Client s3() {
        return configured(S3Client.builder().forcePathStyle(true)).build();
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(B builder) {
        return builder.endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(LocalServer.ROOT));
    }
}
