package dev.mastic.services.jobs;

import dev.mastic.runs.JobKey;

/** Jobs as resources with tags. */
final class TaggedJobs implements TaggedResource {
    private final JobStore jobs;

    TaggedJobs(JobStore jobs) {
        this.jobs = jobs;
    }

    @Override
    public String type() {
        return "job";
    }

    @Override
    public boolean exists(String account, String region, String name) {
        return jobs.find(new JobKey(account, region, name)).isPresent();
    }
}
