package dev.mastic.services.jobs;

import dev.mastic.runs.JobKey;
import java.util.Optional;

/** Holds bookmarks by job. */
interface BookmarkStore {
    Optional<Bookmark> find(JobKey job);

    /** Keeps a bookmark in place of the job's earlier one. */
    void put(Bookmark bookmark);

    void remove(JobKey job);
}
