package dev.mastic.services.access;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a role has that users and groups do not.
 *
 * @param trustPolicy who may take the role on, as JSON
 * @param description what it is for
 * @param sessionMax how long a session of it may last
 */
record RoleTerms(String trustPolicy, Optional<String> description, Duration sessionMax) {
    RoleTerms {
        requireNonNull(trustPolicy, "trustPolicy");
        requireNonNull(description, "description");
        requireNonNull(sessionMax, "sessionMax");
    }
}
