package dev.mastic.services.jobs;

import dev.mastic.aws.Access;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Principal;
import dev.mastic.aws.ServiceException;
import dev.mastic.runs.JdbcRunStore;
import dev.mastic.runs.JobKey;
import dev.mastic.runs.RunQueue;
import dev.mastic.runs.RunStore;
import dev.mastic.runs.Signal;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;

/** The feature over a database of its own, called directly. */
final class JobsFixture implements AutoCloseable {
    static final Caller ANA = new Caller(Principal.root("000000000000"), "us-east-1", "request-1", "127.0.0.1", false);

    static final int UNDRIVEN_RUNS_MAX = 12;

    final TestClock clock = TestClock.atNoon();
    final Database database = TestDatabase.create();
    final RunStore runStore = new JdbcRunStore(database);
    final BookmarkStore bookmarks = new JdbcBookmarkStore(database, TestDatabase.sealingKey());
    final List<Access> asked = new ArrayList<>();
    final List<String> denied = new ArrayList<>();
    final Map<String, String> profileOfCaller = new HashMap<>();
    final AssignedProfiles profiles =
            caller -> Optional.ofNullable(profileOfCaller.get(caller.principal().arn()));
    final Map<String, String> written = new HashMap<>();
    final GeneratedScripts scripts = new GeneratedScripts() {
        @Override
        public void replace(Caller caller, String location, String script) {
            written.put(location, script);
        }

        @Override
        public void writeWhereNothingIs(Caller caller, String location, String script) {
            written.putIfAbsent(location, script);
        }
    };
    final List<String> connections = new ArrayList<>();
    final RunQueue queue;
    final JobsApi jobs;
    final JobRunsApi runs;
    final JobBookmarksApi bookmarksApi;
    final TagsApi tags;
    final UsageProfilesApi usageProfiles;
    final SecurityConfigurationsApi securityConfigurations;
    final RunBookmarks runBookmarks;

    /** Transactions of the lake that were published, in order. */
    final List<String> published = new ArrayList<>();

    JobsFixture() {
        Ids ids = TestDatabase.seededIds();
        queue = new RunQueue(runStore, UNDRIVEN_RUNS_MAX, database, ids, clock, Failpoints.NONE, Signal.NONE);
        JobsModule module = new JobsModule(database, TestDatabase.sealingKey(), ids, clock);
        List<Object> apis = module.apis(
                queue, this::authorize, JobsFixture::roleArn, this::connection, scripts, profiles, List.of());
        jobs = api(apis, JobsApi.class);
        runs = api(apis, JobRunsApi.class);
        bookmarksApi = api(apis, JobBookmarksApi.class);
        tags = api(apis, TagsApi.class);
        usageProfiles = api(apis, UsageProfilesApi.class);
        securityConfigurations = api(apis, SecurityConfigurationsApi.class);
        runBookmarks = module.runBookmarks(queue, published::add, Failpoints.NONE);
    }

    void createJob(String name) {
        createJob(name, request -> {});
    }

    void createJob(String name, Consumer<CreateJobRequest.Builder> more) {
        CreateJobRequest.Builder request = CreateJobRequest.builder()
                .name(name)
                .role("etl")
                .command(command -> command.name("glueetl").scriptLocation("s3://bucket/job.py"));
        more.accept(request);
        jobs.createJob(ANA, request.build());
    }

    String start(String job) {
        return runs.startJobRun(ANA, StartJobRunRequest.builder().jobName(job).build())
                .jobRunId();
    }

    static JobKey key(String name) {
        return new JobKey("000000000000", "us-east-1", name);
    }

    @Override
    public void close() {
        database.close();
    }

    private void authorize(Caller caller, Access access) {
        asked.add(access);
        if (denied.contains(access.resource())) {
            throw new ServiceException(ErrorCode.ACCESS_DENIED, "no %s on %s", access.action(), access.resource());
        }
    }

    private void connection(Caller caller, String role, List<String> names) {
        if (!connections.containsAll(names)) {
            throw new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "one of %s is not there for %s", names, role);
        }
    }

    private static String roleArn(String account, String role) {
        return role.startsWith("arn:") ? role : "arn:aws:iam::" + account + ":role/" + role;
    }

    private static <T> T api(List<Object> apis, Class<T> type) {
        return apis.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
