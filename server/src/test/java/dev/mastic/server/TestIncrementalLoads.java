package dev.mastic.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.Principal;
import dev.mastic.aws.RequestBody;
import dev.mastic.aws.StreamedResponse;
import dev.mastic.runs.JdbcRunStore;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunQueue;
import dev.mastic.runs.RunStore;
import dev.mastic.runs.Signal;
import dev.mastic.services.jobs.GeneratedScripts;
import dev.mastic.services.jobs.JobRunsApi;
import dev.mastic.services.jobs.JobsApi;
import dev.mastic.services.jobs.JobsModule;
import dev.mastic.services.jobs.RunBookmarks;
import dev.mastic.services.jobs.RunBookmarks.Commit;
import dev.mastic.services.jobs.RunBookmarks.Found;
import dev.mastic.services.storage.BucketsApi;
import dev.mastic.services.storage.ChangeReader.Change;
import dev.mastic.services.storage.ChangeReader.Query;
import dev.mastic.services.storage.ListingApi;
import dev.mastic.services.storage.ObjectsApi;
import dev.mastic.services.storage.StorageModule;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import dev.mastic.store.RandomIds;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Many incremental loads over input that grows, with a server and drivers that die anywhere between write, commit and answer:
 * every row is loaded, and loaded once. Runs, bookmarks and the lake are the real ones over one database; the driver is a few
 * lines that do what a driver does.
 */
class TestIncrementalLoads {
    private static final String BUCKET = "lake";
    private static final Caller ROOT =
            new Caller(Principal.root("000000000000"), "us-east-1", "request", "127.0.0.1", false);
    private static final int LOADS = 30;
    private static final int FAULTS_IN_TEN = 3;
    private static final int PASSES_MAX = 6;
    private static final List<String> POINTS = List.of(
            "storage.blob-synced",
            "storage.row-committed",
            "storage.transaction-published",
            "jobs.bookmark-moved",
            "jobs.bookmark-committed",
            "driver.loaded",
            "driver.committed");

    @TempDir
    private Path directory;

    private final TestClock clock = TestClock.atNoon();
    private final List<String> arrived = new ArrayList<>();
    private Random random = new Random(0);
    private String deadly = "";
    private int passes;
    private boolean quiet;
    private Database database;
    private StorageModule storage;
    private RunStore runs;
    private RunBookmarks bookmarks;
    private JobRunsApi jobRuns;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 15})
    void everyRowIsLoadedOnce(long seed) throws IOException {
        random = new Random(seed);
        objects(BucketsApi.class)
                .createBucket(ROOT, CreateBucketRequest.builder().bucket(BUCKET).build());
        for (int load = 0; load < LOADS; load++) {
            arrive();
            if (random.nextInt(10) < FAULTS_IN_TEN) {
                deadly = POINTS.get(random.nextInt(POINTS.size()));
                passes = 1 + random.nextInt(PASSES_MAX);
            }
            attempt();
            deadly = "";
        }
        quiet = true;
        attempt();
        storage.sweeper().tick();
        assertThat(loaded()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(arrived);
        assertThat(files()).as("no file is left over").isEqualTo(keys("").size());
        database.close();
    }

    /** A run of the job, which may not survive. */
    private void attempt() {
        Run run = begin();
        try {
            load(run);
            storageEnd(run, true);
        } catch (Death death) {
            restart();
            storageEnd(run, false);
        }
    }

    private void load(Run run) {
        Caller caller = new Caller(
                ROOT.principal().inTransaction(run.transaction().orElseThrow()),
                "us-east-1",
                "request",
                "127.0.0.1",
                false);
        Found found = bookmarks.find(run);
        long position = Long.parseLong(found.state().orElse("-1"));
        long high = storage.changes().position();
        if (!quiet && random.nextBoolean()) {
            // Too late for this load: the next one finds it.
            arrive();
        }
        int number = 0;
        for (Change change : storage.changes().published(caller, new Query(BUCKET, "in/", position, ""), 1_000)) {
            if (change.position().orElseThrow() <= high) {
                put(caller, "out/%s-%d".formatted(run.id(), number++), get(caller, change.key()));
            }
        }
        reach("driver.loaded");
        commit(run, new Commit(1, found.version(), Long.toString(high)));
        reach("driver.committed");
    }

    /** As a driver does it: a commit whose answer is lost with the server is asked for again when the next one is there. */
    private void commit(Run run, Commit commit) {
        try {
            bookmarks.commit(run, commit);
        } catch (Death death) {
            restart();
            bookmarks.commit(run, commit);
        }
    }

    private void arrive() {
        String row = "row" + arrived.size();
        try {
            put(ROOT, "in/" + row, row);
            arrived.add(row);
        } catch (Death death) {
            // Nobody said that it was kept: whoever brings it looks, and brings it again if it is not there.
            restart();
            if (!keys("in/").contains("in/" + row)) {
                put(ROOT, "in/" + row, row);
            }
            arrived.add(row);
            throw death;
        }
    }

    private Run begin() {
        String id = jobRuns.startJobRun(
                        ROOT,
                        StartJobRunRequest.builder()
                                .jobName("load")
                                .arguments(Map.of("--job-bookmark-option", "job-bookmark-enable"))
                                .build())
                .jobRunId();
        database.update(handle -> handle.execute(
                "UPDATE run SET state = 'RUNNING', token = 1, driver_directory = id, driver_pid = 1, driver_start = ''"
                        + " WHERE id = ?",
                id));
        Run run = runs.find(id).orElseThrow();
        storage.transactions().begin(run.transaction().orElseThrow());
        return run;
    }

    /** What the watcher does when it sees a run's end. */
    private void storageEnd(Run run, boolean well) {
        String transaction = run.transaction().orElseThrow();
        database.atomically(() -> {
            if (well) {
                return storage.transactions().finish(transaction);
            }
            storage.transactions().discard(transaction);
            return 0;
        });
        database.update(handle -> handle.execute(
                "UPDATE run SET state = ?, driver_directory = NULL WHERE id = ?",
                well ? "SUCCEEDED" : "FAILED",
                run.id()));
    }

    @BeforeEach
    void start() {
        database = Database.open(directory.resolve("mastic.db"));
        open();
        apis(jobs()).stream()
                .filter(JobsApi.class::isInstance)
                .map(JobsApi.class::cast)
                .forEach(api -> api.createJob(
                        ROOT,
                        CreateJobRequest.builder()
                                .name("load")
                                .role("etl")
                                .command(command -> command.name("glueetl").scriptLocation("s3://lake/load.py"))
                                .build()));
    }

    /** The server is dead and another one takes over the same files. */
    private void restart() {
        deadly = "";
        database.close();
        database = Database.open(directory.resolve("mastic.db"));
        open();
    }

    private void open() {
        Failpoints failpoints = this::reach;
        Authorizer everything = (caller, access) -> {};
        storage = StorageModule.open(database, directory.resolve("objects"), everything, clock, ids(), failpoints);
        runs = new JdbcRunStore(database);
        JobsModule jobs = jobs();
        bookmarks = jobs.runBookmarks(queue(), storage.transactions()::publish, failpoints);
        jobRuns = apis(jobs).stream()
                .filter(JobRunsApi.class::isInstance)
                .map(JobRunsApi.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private List<Object> apis(JobsModule jobs) {
        return jobs.apis(
                queue(),
                (caller, access) -> {},
                (account, role) -> role,
                (caller, role, names) -> {},
                new NoScripts(),
                caller -> Optional.empty(),
                List.of());
    }

    private JobsModule jobs() {
        return new JobsModule(database, TestDatabase.sealingKey(), ids(), clock);
    }

    private RunQueue queue() {
        return new RunQueue(runs, RunQueue.UNDRIVEN_RUNS_MAX, database, ids(), clock, Failpoints.NONE, Signal.NONE);
    }

    private Ids ids() {
        return new RandomIds(new Random(random.nextLong()));
    }

    private void reach(String point) {
        if (point.equals(deadly) && --passes <= 0) {
            deadly = "";
            throw new Death();
        }
    }

    private List<String> loaded() {
        return keys("out/").stream().map(key -> get(ROOT, key)).toList();
    }

    private List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        objects(ListingApi.class)
                .listObjectsV2(
                        ROOT,
                        ListObjectsV2Request.builder()
                                .bucket(BUCKET)
                                .prefix(prefix)
                                .build())
                .contents()
                .forEach(object -> keys.add(object.key()));
        return keys;
    }

    private void put(Caller caller, String key, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        objects(ObjectsApi.class)
                .putObject(
                        caller,
                        PutObjectRequest.builder().bucket(BUCKET).key(key).build(),
                        new RequestBody(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length)));
    }

    private String get(Caller caller, String key) {
        StreamedResponse response = objects(ObjectsApi.class)
                .getObject(
                        caller,
                        GetObjectRequest.builder().bucket(BUCKET).key(key).build());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            response.content().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("objects"))) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private <T> T objects(Class<T> type) {
        return storage.apis().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The process is gone: nothing may count on what would run after it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    /** No job here is a graph. */
    private static final class NoScripts implements GeneratedScripts {
        @Override
        public void replace(Caller caller, String location, String script) {
            throw new AssertionError(location);
        }

        @Override
        public void writeWhereNothingIs(Caller caller, String location, String script) {
            throw new AssertionError(location);
        }
    }
}
