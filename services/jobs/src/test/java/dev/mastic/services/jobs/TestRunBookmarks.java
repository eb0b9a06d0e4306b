package dev.mastic.services.jobs;

import static dev.mastic.services.jobs.JobsFixture.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.runs.Run;
import dev.mastic.services.jobs.RunBookmarks.Commit;
import dev.mastic.store.Failpoints;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.DeleteJobRequest;
import software.amazon.awssdk.services.glue.model.GetJobBookmarkRequest;
import software.amazon.awssdk.services.glue.model.JobBookmarkEntry;
import software.amazon.awssdk.services.glue.model.ResetJobBookmarkRequest;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;

/** Bookmarks as runs move them and users look at them. */
class TestRunBookmarks {
    private static final String JOB = "nightly";

    private final JobsFixture glue = new JobsFixture();

    @BeforeEach
    void createJob() {
        glue.createJob(JOB, job -> job.executionProperty(limit -> limit.maxConcurrentRuns(9)));
    }

    @AfterEach
    void close() {
        glue.close();
    }

    @Test
    void aCommitMovesTheBookmarkAndPublishes() {
        Run first = working();
        assertThat(glue.runBookmarks.find(first).version()).isZero();
        assertThat(glue.runBookmarks.commit(first, new Commit(1, 0, "{\"a\":1}")))
                .isEqualTo(1);
        assertThat(glue.published).containsExactly(first.id() + ".1");

        Run second = working();
        assertThat(glue.runBookmarks.find(second).state()).contains("{\"a\":1}");
        glue.runBookmarks.commit(second, new Commit(1, 1, "{\"a\":2}"));
        glue.runBookmarks.commit(second, new Commit(2, 2, "{\"a\":3}"));

        JobBookmarkEntry entry = bookmark(null);
        assertThat(entry.jobName()).isEqualTo(JOB);
        assertThat(entry.version()).isEqualTo(3);
        assertThat(entry.run()).as("runs, not commits").isEqualTo(2);
        assertThat(entry.attempt()).isZero();
        assertThat(entry.runId()).isEqualTo(second.id());
        assertThat(entry.previousRunId()).isEqualTo(first.id());
        assertThat(entry.jobBookmark()).isEqualTo("{\"a\":3}");
        assertThat(bookmark(first.id()).jobBookmark()).isEqualTo("{\"a\":1}");
    }

    @Test
    void aCommitWhoseAnswerWasLostIsDoneOnce() {
        Run run = working();
        Commit commit = new Commit(1, 0, "{}");
        assertThat(glue.runBookmarks.commit(run, commit)).isEqualTo(1);
        assertThat(glue.runBookmarks.commit(run, commit)).isEqualTo(1);
        assertThat(glue.published).hasSize(1);
        assertThat(bookmark(null).version()).isEqualTo(1);
    }

    @Test
    void ofTwoRunsAtOnceTheSlowerIsRefused() {
        Run fast = working();
        Run slow = working();
        glue.runBookmarks.commit(fast, new Commit(1, 0, "{}"));
        assertThatThrownBy(() -> glue.runBookmarks.commit(slow, new Commit(1, 0, "{}")))
                .hasMessageContaining(
                        "Continuation update failed due to version mismatch. Expected version 0 but found version 1");
        assertThat(glue.published).containsExactly(fast.id() + ".1");
    }

    @Test
    void aRunThatHasEndedOrWasClaimedAgainCommitsNothing() {
        Run ended = working();
        glue.database.update(handle -> handle.execute("UPDATE run SET state = 'FAILED' WHERE id = ?", ended.id()));
        Run lost = working();
        glue.database.update(handle -> handle.execute("UPDATE run SET token = 2 WHERE id = ?", lost.id()));
        for (Run run : new Run[] {ended, lost}) {
            assertThatThrownBy(() -> glue.runBookmarks.commit(run, new Commit(1, 0, "{}")))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
        }
        assertThat(glue.published).isEmpty();
    }

    @Test
    void aPublicationThatIsRefusedLeavesTheBookmark() {
        Run run = working();
        RunBookmarks refusing = new RunBookmarks(
                glue.bookmarks,
                glue.queue,
                transaction -> {
                    throw new ServiceException(ErrorCode.PRECONDITION_FAILED, "changed");
                },
                glue.database,
                Failpoints.NONE);
        assertThatThrownBy(() -> refusing.commit(run, new Commit(1, 0, "{}"))).hasMessageContaining("changed");
        assertThat(glue.bookmarks.find(JobsFixture.key(JOB))).isEmpty();
    }

    @Test
    void aBookmarkIsRewoundToARun() {
        Run first = working();
        glue.runBookmarks.commit(first, new Commit(1, 0, "{\"a\":1}"));
        Run second = working();
        glue.runBookmarks.commit(second, new Commit(1, 1, "{\"a\":2}"));
        Run third = working();

        JobBookmarkEntry rewound = reset(first.id());
        assertThat(rewound.version()).isEqualTo(3);
        assertThat(rewound.runId()).isEqualTo(first.id());
        assertThat(rewound.jobBookmark()).isEqualTo("{\"a\":1}");
        assertThatThrownBy(() -> glue.runBookmarks.commit(third, new Commit(1, 2, "{}")))
                .as("a run that began before the reset")
                .hasMessageContaining("Expected version 2 but found version 3");
        assertThat(reset(second.id()).jobBookmark())
                .as("forth again: what was remembered is kept")
                .isEqualTo("{\"a\":2}");
        assertThat(reset(null).jobBookmark()).isNull();
        assertThatThrownBy(() -> reset("jr_unknown")).hasMessageContaining("Continuation for job nightly not found");
    }

    @Test
    void aWindowMayEndAtARunThatDidNotCommit() {
        Run silentBefore = working();
        Run first = working();
        glue.runBookmarks.commit(first, new Commit(1, 0, "{\"a\":1}"));
        Run silent = working();
        Run last = working();
        glue.runBookmarks.commit(last, new Commit(1, 1, "{\"a\":2}"));

        assertThat(glue.runBookmarks.findAfter(first.job(), silent.id()).state())
                .contains("{\"a\":1}");
        assertThat(glue.runBookmarks.findAfter(first.job(), silentBefore.id()).state())
                .isEmpty();
        assertThatThrownBy(() -> glue.runBookmarks.findAfter(first.job(), "jr_unknown"))
                .hasMessage("Job run with id: jr_unknown not found.");
    }

    @Test
    void aDeletedJobsBookmarkIsGone() {
        Run run = working();
        glue.runBookmarks.commit(run, new Commit(1, 0, "{}"));
        glue.jobs.deleteJob(ANA, DeleteJobRequest.builder().jobName(JOB).build());
        assertThatThrownBy(() -> bookmark(null)).hasMessageContaining("not found");
        assertThatThrownBy(() -> bookmark(run.id())).hasMessageContaining("not found");
    }

    /** A run with bookmarks that a driver has. Each is started a second after the one before. */
    private Run working() {
        glue.clock.advance(Duration.ofSeconds(1));
        String id = glue.runs
                .startJobRun(
                        ANA,
                        StartJobRunRequest.builder()
                                .jobName(JOB)
                                .arguments(Map.of("--job-bookmark-option", "job-bookmark-enable"))
                                .build())
                .jobRunId();
        glue.database.update(handle -> handle.execute(
                "UPDATE run SET state = 'RUNNING', token = 1, driver_directory = id, driver_pid = 1, driver_start = ''"
                        + " WHERE id = ?",
                id));
        return glue.runStore.find(id).orElseThrow();
    }

    private JobBookmarkEntry bookmark(@Nullable String runId) {
        return glue.bookmarksApi
                .getJobBookmark(
                        ANA,
                        GetJobBookmarkRequest.builder()
                                .jobName(JOB)
                                .runId(runId)
                                .build())
                .jobBookmarkEntry();
    }

    private JobBookmarkEntry reset(@Nullable String runId) {
        return glue.bookmarksApi
                .resetJobBookmark(
                        ANA,
                        ResetJobBookmarkRequest.builder()
                                .jobName(JOB)
                                .runId(runId)
                                .build())
                .jobBookmarkEntry();
    }
}
