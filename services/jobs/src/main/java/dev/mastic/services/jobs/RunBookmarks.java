package dev.mastic.services.jobs;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.runs.JobKey;
import dev.mastic.runs.Run;
import dev.mastic.runs.RunQueue;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import java.util.Optional;
import java.util.function.Consumer;

/** Bookmarks as working runs read and move them. Glue has no public operation for either. */
public final class RunBookmarks {
    private final BookmarkStore bookmarks;
    private final RunQueue runs;
    private final Consumer<String> publication;
    private final Database database;
    private final Failpoints failpoints;

    RunBookmarks(
            BookmarkStore bookmarks,
            RunQueue runs,
            Consumer<String> publication,
            Database database,
            Failpoints failpoints) {
        this.bookmarks = bookmarks;
        this.runs = runs;
        this.publication = publication;
        this.database = database;
        this.failpoints = failpoints;
    }

    /**
     * A bookmark as a run finds it.
     *
     * @param state the states by context, as a JSON object; empty when nothing is remembered
     */
    public record Found(int version, Optional<String> state) {}

    /**
     * One commit of a run.
     *
     * @param number from 1; a commit with the number of the last one is that one, asked for again
     * @param version the version of the bookmark that the run began with, or made by its last commit
     * @param state the states by context, as a JSON object
     */
    public record Commit(int number, int version, String state) {}

    /** The bookmark of a run's job. */
    public Found find(Run run) {
        return found(bookmarks.find(run.job()).orElse(Bookmark.none(run.job())));
    }

    /**
     * What was remembered after a run, or after the last run before it that moved the bookmark.
     *
     * @throws ServiceException when the job has no such run
     */
    public Found findAfter(JobKey job, String runId) {
        Optional<Bookmark> own = bookmarks.findOfRun(job, runId);
        if (own.isPresent()) {
            return found(own.orElseThrow());
        }
        Run run = runs.find(job, runId).orElseThrow(() -> Refusals.runNotFound(runId));
        return found(bookmarks.findAt(job, run.progress().startedOn()).orElse(Bookmark.none(job)));
    }

    /**
     * Publishes what the run has written and moves the bookmark: both or neither.
     *
     * @return the bookmark's new version
     * @throws ServiceException when the run has ended or another has moved the bookmark meanwhile
     */
    public int commit(Run run, Commit commit) {
        int version = database.atomically(() -> {
            if (!runs.holds(run)) {
                throw new ServiceException(
                        ErrorCode.ACCESS_DENIED, "Run %s has ended: it commits nothing any more.", run.id());
            }
            Bookmark current = bookmarks.find(run.job()).orElse(Bookmark.none(run.job()));
            if (isDone(current, run, commit)) {
                return current.version();
            }
            if (current.version() != commit.version()) {
                throw new ServiceException(
                        ErrorCode.INVALID_INPUT,
                        "GLUE_JOB_BOOKMARK_VERSION_MISMATCH_ERROR: Continuation update failed due to version mismatch."
                                + " Expected version %d but found version %d",
                        commit.version(),
                        current.version());
            }
            run.transaction().ifPresent(publication);
            Bookmark moved = current.movedBy(run, commit.state());
            bookmarks.putMoved(moved, run.progress().startedOn());
            failpoints.reach("jobs.bookmark-moved");
            return moved.version();
        });
        failpoints.reach("jobs.bookmark-committed");
        return version;
    }

    private static boolean isDone(Bookmark current, Run run, Commit commit) {
        return current.isOf(run) && current.commits() == commit.number() && current.version() == commit.version() + 1;
    }

    private static Found found(Bookmark bookmark) {
        return new Found(bookmark.version(), bookmark.state());
    }
}
