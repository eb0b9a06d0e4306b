package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import java.util.List;

/** Looks at the connections that a job names; the feature that keeps them stands behind it. */
@FunctionalInterface
public interface JobConnections {
    /**
     * Returns when every connection is there and the role may read it.
     *
     * @param role as the job names it, by name or ARN
     * @throws dev.mastic.aws.ServiceException when one is not there, or closed to the role
     */
    void check(Caller caller, String role, List<String> names);
}
