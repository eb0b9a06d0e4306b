package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import java.util.Optional;

/** Tells the usage profile that an administrator has assigned to a caller: the tag {@code glue:UsageProfile} of user or role. */
@FunctionalInterface
public interface AssignedProfiles {
    /** The name of the caller's profile. */
    Optional<String> of(Caller caller);
}
