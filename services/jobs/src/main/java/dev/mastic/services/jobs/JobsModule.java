package dev.mastic.services.jobs;

import dev.mastic.aws.Authorizer;
import dev.mastic.runs.RunQueue;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Puts the feature together: its stores stay inside, its APIs and ports come out. */
public final class JobsModule {
    private final JobStore jobs;
    private final BookmarkStore bookmarks;
    private final ResourceTags tags;
    private final Database database;
    private final Ids ids;
    private final Clock clock;

    public JobsModule(Database database, Ids ids, Clock clock) {
        this.jobs = new JdbcJobStore(database);
        this.bookmarks = new JdbcBookmarkStore(database);
        this.tags = new ResourceTags(database);
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** The one store of Glue's tags, for other features of Glue as well. */
    public ResourceTags tags() {
        return tags;
    }

    /**
     * What working runs do with bookmarks.
     *
     * @param publication publishes what was written in a transaction of the lake, as part of the commit
     */
    public RunBookmarks runBookmarks(RunQueue runs, Consumer<String> publication, Failpoints failpoints) {
        return new RunBookmarks(bookmarks, runs, publication, database, failpoints);
    }

    /**
     * The operations of this feature.
     *
     * @param tagged the other features' types of resources with tags
     */
    public List<Object> apis(
            RunQueue runs,
            Authorizer authorizer,
            RoleArns roles,
            JobConnections connections,
            List<TaggedResource> tagged) {
        List<TaggedResource> all = new ArrayList<>(tagged);
        all.add(new TaggedJobs(jobs));
        return List.of(
                new JobsApi(jobs, bookmarks, tags, new PassRole(authorizer, roles), database, ids, clock),
                new JobRunsApi(jobs, connections, runs, clock),
                new JobBookmarksApi(bookmarks, database),
                new TagsApi(tags, all));
    }
}
