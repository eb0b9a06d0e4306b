package dev.mastic.services.jobs;

import dev.mastic.runs.JobKey;
import java.time.Instant;
import java.util.Optional;

/** Holds bookmarks by job, and what each run has made of them. */
interface BookmarkStore {
    Optional<Bookmark> find(JobKey job);

    /** What the bookmark was when a run had moved it for the last time; empty when it never did. */
    Optional<Bookmark> findOfRun(JobKey job, String runId);

    /** What the bookmark was after the last of the runs that were started up to a time and moved it. */
    Optional<Bookmark> findAt(JobKey job, Instant runStartedOn);

    /** Keeps a bookmark in place of the job's earlier one. */
    void put(Bookmark bookmark);

    /**
     * The same, and remembers it as what its run has made of it.
     *
     * @param runStartedOn when the run was started
     */
    void putMoved(Bookmark bookmark, Instant runStartedOn);

    void remove(JobKey job);
}
