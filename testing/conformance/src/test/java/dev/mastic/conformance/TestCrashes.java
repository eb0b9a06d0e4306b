package dev.mastic.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runs.RunFailpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The server is killed at every failpoint in the life of a run, with runs going, and started again: none is lost, none
 * happens twice, none is stuck, and the drivers that were running are adopted.
 */
@Tag("spark")
@Tag("slow")
class TestCrashes {
    private static final int RUNS = 20;
    private static final Duration DEATH_MAX = Duration.ofSeconds(20);
    private static final Duration SETTLED_MAX = Duration.ofMinutes(4);
    private static final Set<JobRunState> FINAL = EnumSet.of(
            JobRunState.SUCCEEDED, JobRunState.FAILED, JobRunState.STOPPED, JobRunState.TIMEOUT, JobRunState.ERROR);
    private static final String SCRIPT = """
            import sys, time
            given = dict(zip(sys.argv[1::2], sys.argv[2::2]))
            with open(given["--ledger"], "a") as ledger:
                ledger.write(given["--JOB_RUN_ID"] + "\\n")
            time.sleep(float(given["--seconds"]))
            print("done", given["--JOB_RUN_ID"])
            """;

    @TempDir
    private Path directory;

    private final int port = ServerProcess.freePort();
    private final Set<String> acknowledged = new TreeSet<>();

    @Test
    void noRunIsLostOrDoubledOrStuckWhereverTheServerDies() throws IOException {
        Path ledger = directory.resolve("ledger");
        try (ServerProcess server = start("")) {
            assertThat(server.isAlive()).isTrue();
            prepare();
            submit(ledger, RUNS, "");
            assertThat(acknowledged).hasSize(RUNS);
        }
        List<String> points = RunFailpoint.points();
        int kills = 0;
        for (String point : points) {
            ServerProcess server = start(point);
            submit(ledger, 1, point);
            if (!server.diesWithin(DEATH_MAX)) {
                server.kill();
            }
            kills++;
        }
        assertThat(kills).isEqualTo(points.size());

        try (ServerProcess server = start("")) {
            List<JobRun> runs = settled();
            assertThat(runs).extracting(JobRun::id).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(runs).as("no run failed").noneMatch(run -> run.jobRunState() == JobRunState.FAILED);
            Map<String, Long> began =
                    Files.readAllLines(ledger).stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
            assertThat(began)
                    .as("each script ran once")
                    .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
            Set<String> succeeded = runs.stream()
                    .filter(run -> run.jobRunState() == JobRunState.SUCCEEDED)
                    .map(JobRun::id)
                    .collect(Collectors.toSet());
            assertThat(succeeded).hasSizeGreaterThanOrEqualTo(RUNS);
            assertThat(began.keySet()).containsAll(succeeded);
            assertThat(doneLines()).as("each line was logged once").containsExactlyInAnyOrderElementsOf(succeeded);
            assertThat(server.isAlive()).isTrue();
        }
    }

    private ServerProcess start(String failpoint) {
        List<String> flags = new ArrayList<>(List.of("--pool.size", "1", "--runs.max", "3"));
        if (!failpoint.isEmpty()) {
            flags.addAll(List.of("--failpoint", failpoint));
        }
        return ServerProcess.start(directory, port, flags);
    }

    private void prepare() {
        try (IamClient iam = configured(IamClient.builder()).build();
                S3Client s3 =
                        configured(S3Client.builder().forcePathStyle(true)).build();
                GlueClient glue = glue()) {
            iam.createRole(r -> r.roleName("etl").assumeRolePolicyDocument(LocalServer.trustOf("glue.amazonaws.com")));
            iam.attachRolePolicy(r -> r.roleName("etl").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
            s3.createBucket(r -> r.bucket("scripts"));
            s3.putObject(r -> r.bucket("scripts").key("ledger.py"), RequestBody.fromString(SCRIPT));
            glue.createJob(r -> r.name("ledger")
                    .role("etl")
                    .glueVersion("5.0")
                    .executionProperty(e -> e.maxConcurrentRuns(100))
                    .command(c -> c.name("glueetl").scriptLocation("s3://scripts/ledger.py")));
        }
    }

    /** Starts runs, and stops one more where the failpoint is about stopping. The server may die under each call. */
    private void submit(Path ledger, int runs, String failpoint) {
        try (GlueClient glue = glue()) {
            for (int i = 0; i < runs; i++) {
                acknowledged.add(glue.startJobRun(r -> r.jobName("ledger").arguments(arguments(ledger, "1")))
                        .jobRunId());
            }
            if (failpoint.contains("stop")) {
                String id = glue.startJobRun(r -> r.jobName("ledger").arguments(arguments(ledger, "60")))
                        .jobRunId();
                acknowledged.add(id);
                Instant deadline = Instant.now().plus(DEATH_MAX);
                while (state(glue, id) == JobRunState.STARTING && Instant.now().isBefore(deadline)) {
                    ServerProcess.pause();
                }
                glue.batchStopJobRun(r -> r.jobName("ledger").jobRunIds(id));
            }
        } catch (SdkException theServerDied) {
            // What was not acknowledged may or may not be there; what was must be.
        }
    }

    private static Map<String, String> arguments(Path ledger, String seconds) {
        return Map.of("--ledger", ledger.toString(), "--seconds", seconds);
    }

    private List<JobRun> settled() {
        try (GlueClient glue = glue()) {
            Instant deadline = Instant.now().plus(SETTLED_MAX);
            while (true) {
                List<JobRun> runs = glue.getJobRunsPaginator(r -> r.jobName("ledger")).jobRuns().stream()
                        .toList();
                if (runs.stream().allMatch(run -> FINAL.contains(run.jobRunState()))) {
                    return runs;
                }
                assertThat(Instant.now()).as("runs are stuck: %s", runs).isBefore(deadline);
                ServerProcess.pause();
            }
        }
    }

    private List<String> doneLines() {
        try (CloudWatchLogsClient logs =
                configured(CloudWatchLogsClient.builder()).build()) {
            return logs
                    .filterLogEventsPaginator(
                            r -> r.logGroupName("/aws-glue/jobs/output").filterPattern("done"))
                    .events()
                    .stream()
                    .map(FilteredLogEvent::message)
                    .map(message -> message.strip().replace("done ", ""))
                    .toList();
        }
    }

    private static JobRunState state(GlueClient glue, String id) {
        return glue.getJobRun(r -> r.jobName("ledger").runId(id)).jobRun().jobRunState();
    }

    private GlueClient glue() {
        return configured(GlueClient.builder()).build();
    }

    private <
                    B extends
                            software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<B, C>
                                    & software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>,
                    C>
            B configured(B builder) {
        return builder.endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(LocalServer.ROOT));
    }
}
