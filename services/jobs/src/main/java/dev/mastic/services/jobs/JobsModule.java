package dev.mastic.services.jobs;

import dev.mastic.aws.Authorizer;
import dev.mastic.runs.RunQueue;
import dev.mastic.services.jobs.JdbcDocumentStore.Kind;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import dev.mastic.store.SealingKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Puts the feature together: its stores stay inside, its APIs and ports come out. */
public final class JobsModule {
    private final JobStore jobs;
    private final JdbcDocumentStore profiles;
    private final JdbcDocumentStore securityConfigurations;
    private final BookmarkStore bookmarks;
    private final ResourceTags tags;
    private final Database database;
    private final Ids ids;
    private final Clock clock;

    /**
     * The feature over a database.
     *
     * @param key seals bookmarks
     */
    public JobsModule(Database database, SealingKey key, Ids ids, Clock clock) {
        this.jobs = new JdbcJobStore(database);
        this.profiles = new JdbcDocumentStore(Kind.USAGE_PROFILE, database, clock);
        this.securityConfigurations = new JdbcDocumentStore(Kind.SECURITY_CONFIGURATION, database, clock);
        this.bookmarks = new JdbcBookmarkStore(database, key);
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
     * @param scripts where scripts of graphs are put
     * @param assigned which usage profile each caller has
     * @param tagged the other features' types of resources with tags
     */
    public List<Object> apis(
            RunQueue runs,
            Authorizer authorizer,
            RoleArns roles,
            JobConnections connections,
            GeneratedScripts scripts,
            AssignedProfiles assigned,
            List<TaggedResource> tagged) {
        List<TaggedResource> all = new ArrayList<>(tagged);
        all.add(new TaggedJobs(jobs));
        all.add(new TaggedProfiles(profiles));
        UsageProfiles usageProfiles = new UsageProfiles(profiles, assigned);
        EncryptionShapes encryption = new EncryptionShapes(securityConfigurations);
        DefinitionShapes checks = new DefinitionShapes(usageProfiles, encryption, scripts);
        return List.of(
                new JobsApi(jobs, bookmarks, tags, new PassRole(authorizer, roles), checks, database, ids, clock),
                new JobRunsApi(jobs, connections, encryption, usageProfiles, runs, clock),
                new UsageProfilesApi(profiles, tags, database),
                new SecurityConfigurationsApi(securityConfigurations),
                new JobBookmarksApi(bookmarks, database),
                new TagsApi(tags, all));
    }
}
