package dev.mastic.services.jobs;

/** Tells the ARN of a role that a job names; roles have paths, so a name alone does not say it. */
@FunctionalInterface
public interface RoleArns {
    /** The ARN of a role given by name or ARN; where there is no such role, the ARN it would have. */
    String of(String accountId, String role);
}
