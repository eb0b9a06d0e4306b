package dev.mastic.services.jobs;

import dev.mastic.runs.JobKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds job definitions by account, region and name. */
interface JobStore {
    Optional<JobDefinition> find(JobKey key);

    /** Keeps a new job; false when the name is taken. */
    boolean add(JobDefinition job);

    /** Gives a job another definition; false when there is none of that name. */
    boolean replace(JobDefinition job);

    /** Removes a job if it is there. */
    void remove(JobKey key);

    /** Jobs whose names come after the given one, by name. */
    List<JobDefinition> list(String account, String region, String after, int max);

    /** Names of jobs that carry all the tags and come after the given name, in order. */
    List<String> names(String account, String region, Map<String, String> tags, String after, int max);
}
