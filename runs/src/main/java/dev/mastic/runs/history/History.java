package dev.mastic.runs.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Spark did in a run, as far as its event log tells. Times are epoch milliseconds, 0 where they are not known. */
public final class History {
    static final int ITEMS_MAX = 5_000;

    final Application application = new Application();
    private final Map<Long, Job> jobs = new TreeMap<>();
    private final Map<Long, Stage> stages = new TreeMap<>();
    private final Map<Long, Query> queries = new TreeMap<>();
    private final Map<String, Executor> executors = new LinkedHashMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private long unreadable;

    History() {}

    /** The application itself. */
    static final class Application {
        String name = "";
        String id = "";
        String sparkVersion = "";
        long startedAt;
        long endedAt;
    }

    /** One action of the script. */
    static final class Job {
        final long id;
        String description = "";
        List<Long> stages = List.of();
        long startedAt;
        long endedAt;
        String failure = "";

        Job(long id) {
            this.id = id;
        }
    }

    /** Tasks between two shuffles. */
    static final class Stage {
        static final int DURATIONS_MAX = 2_000;

        final long id;
        final List<Long> durations = new ArrayList<>();
        String name = "";
        long tasks;
        long done;
        long failed;
        long startedAt;
        long endedAt;
        String failure = "";
        long longestMillis;
        long inputBytes;
        long inputRecords;
        long outputBytes;
        long outputRecords;
        long shuffleReadBytes;
        long shuffleWriteBytes;
        long spilledBytes;

        Stage(long id) {
            this.id = id;
        }

        long medianMillis() {
            List<Long> sorted = durations.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
        }
    }

    /** One query of Spark SQL. */
    static final class Query {
        final long id;
        String description = "";
        String plan = "";
        long startedAt;
        long endedAt;
        String failure = "";

        Query(long id) {
            this.id = id;
        }
    }

    /** A process that ran tasks. */
    static final class Executor {
        final String id;
        String host = "";
        long cores;
        long addedAt;
        long removedAt;
        long tasks;
        long failed;
        long busyMillis;
        long collectionMillis;

        Executor(String id) {
            this.id = id;
        }
    }

    Job job(long id) {
        return bounded(jobs, id, new Job(id));
    }

    Stage stage(long id) {
        return bounded(stages, id, new Stage(id));
    }

    Query query(long id) {
        return bounded(queries, id, new Query(id));
    }

    Executor executor(String id) {
        return bounded(executors, id, new Executor(id));
    }

    void setting(String name, String value) {
        if (settings.size() < ITEMS_MAX) {
            settings.put(name, value);
        }
    }

    void countUnreadable() {
        unreadable++;
    }

    Collection<Job> jobs() {
        return jobs.values();
    }

    Collection<Stage> stages() {
        return stages.values();
    }

    Collection<Query> queries() {
        return queries.values();
    }

    Collection<Executor> executors() {
        return executors.values();
    }

    Map<String, String> settings() {
        return settings;
    }

    /** How many lines could not be read. */
    long unreadable() {
        return unreadable;
    }

    /** What is beyond the bound is written to an object that nobody keeps. */
    private static <K, V> V bounded(Map<K, V> items, K key, V fresh) {
        V known = items.get(key);
        if (known != null) {
            return known;
        }
        if (items.size() < ITEMS_MAX) {
            items.put(key, fresh);
        }
        return fresh;
    }
}
