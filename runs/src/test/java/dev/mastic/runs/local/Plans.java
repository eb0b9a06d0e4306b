package dev.mastic.runs.local;

import dev.mastic.runs.JdbcRunStore;
import dev.mastic.runs.JobKey;
import dev.mastic.runs.RoleSession;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunPlan;
import dev.mastic.runs.RunQueue;
import dev.mastic.runs.RunSettings;
import dev.mastic.runs.Signal;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans as the planner makes them, for a script given as text. */
final class Plans implements AutoCloseable {
    private final Path staging;
    private final Database database = TestDatabase.create();
    private final RunQueue queue;
    private int number;

    Plans(Path staging) {
        this.staging = staging;
        this.queue = new RunQueue(
                new JdbcRunStore(database),
                RunQueue.UNDRIVEN_RUNS_MAX,
                database,
                TestDatabase.seededIds(),
                Clock.systemUTC(),
                Failpoints.NONE,
                Signal.NONE);
    }

    RunPlan of(String script) throws IOException {
        return of(script, Map.of(), List.of());
    }

    RunPlan of(String script, Map<String, String> settings, List<String> jars) throws IOException {
        Path files = staging.resolve("run" + number++);
        Files.createDirectories(files.resolve("script"));
        Files.createDirectories(files.resolve("work"));
        Files.writeString(files.resolve("script/job.py"), script);
        return new RunPlan(
                run(),
                new RoleSession(
                        "arn:aws:iam::000000000000:role/etl",
                        "ASIA1",
                        "s",
                        "t",
                        Instant.now().plusSeconds(3_600)),
                files,
                RunPlan.Script.python("script/job.py"),
                List.of("--JOB_NAME", "nightly", "--empty", ""),
                settings,
                Map.of("CUSTOMER_A", "b"),
                List.of(),
                RunPlan.Modules.NONE,
                new RunPlan.Jars(jars, RunPlan.Order.OURS_FIRST, List.of()));
    }

    private Run run() {
        RunSettings settings = new RunSettings(
                "j_1",
                "etl",
                new RunSettings.Script("glueetl", "s3://bucket/job.py", "5.0"),
                new RunSettings.Arguments(Map.of(), Map.of(), Map.of()),
                new RunSettings.Capacity(2, null, null, "STANDARD", RunSettings.Metering.BY_CAPACITY),
                new RunSettings.Limits(480, 0, 100, RunSettings.WhenFull.REFUSE),
                Map.of());
        return queue.start(new JobKey("000000000000", "us-east-1", "nightly"), settings, Optional.empty())
                .orElseThrow();
    }

    @Override
    public void close() {
        database.close();
    }
}
