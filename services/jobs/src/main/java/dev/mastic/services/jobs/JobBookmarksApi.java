package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.ServiceException;
import dev.mastic.runs.JobKey;
import dev.mastic.store.Database;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.GetJobBookmarkRequest;
import software.amazon.awssdk.services.glue.model.GetJobBookmarkResponse;
import software.amazon.awssdk.services.glue.model.JobBookmarkEntry;
import software.amazon.awssdk.services.glue.model.ResetJobBookmarkRequest;
import software.amazon.awssdk.services.glue.model.ResetJobBookmarkResponse;

/** Glue's operations on job bookmarks. */
public final class JobBookmarksApi {
    private final BookmarkStore bookmarks;
    private final Database database;

    JobBookmarksApi(BookmarkStore bookmarks, Database database) {
        this.bookmarks = bookmarks;
        this.database = database;
    }

    @OnResource("job/{JobName}")
    public GetJobBookmarkResponse getJobBookmark(Caller caller, GetJobBookmarkRequest request) {
        return GetJobBookmarkResponse.builder()
                .jobBookmarkEntry(entry(find(caller, request.jobName(), request.runId())))
                .build();
    }

    /** Forgets everything, or what came after a run. A run at work that commits afterwards fails, for its version is gone. */
    @OnResource("job/{JobName}")
    public ResetJobBookmarkResponse resetJobBookmark(Caller caller, ResetJobBookmarkRequest request) {
        Bookmark reset = database.atomically(() -> {
            Bookmark current = find(caller, request.jobName(), null);
            Bookmark earlier = request.runId() == null
                    ? current.reset()
                    : current.rewoundTo(find(caller, request.jobName(), request.runId()));
            bookmarks.put(earlier);
            return earlier;
        });
        return ResetJobBookmarkResponse.builder().jobBookmarkEntry(entry(reset)).build();
    }

    private Bookmark find(Caller caller, String jobName, @Nullable String runId) {
        JobKey job = Requests.key(caller, jobName);
        return (runId == null ? bookmarks.find(job) : bookmarks.findOfRun(job, runId))
                .orElseThrow(() ->
                        new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Continuation for job %s not found", jobName));
    }

    private static JobBookmarkEntry entry(Bookmark bookmark) {
        return JobBookmarkEntry.builder()
                .jobName(bookmark.job().name())
                .version(bookmark.version())
                .run(bookmark.run())
                .attempt(bookmark.attempt())
                .runId(bookmark.runId().orElse(null))
                .previousRunId(bookmark.previousRunId().orElse(null))
                .jobBookmark(bookmark.state().orElse(null))
                .build();
    }
}
