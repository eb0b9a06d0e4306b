package dev.mastic.runs;

/** Opens sessions of the roles that runs work with. */
@FunctionalInterface
public interface RoleSessions {
    /**
     * Assumes the run's role as Glue, narrowed by the run's session policy.
     *
     * @throws RunFailure when there is no such role, or it does not trust Glue
     */
    RoleSession open(Run run);
}
