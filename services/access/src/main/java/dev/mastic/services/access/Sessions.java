package dev.mastic.services.access;

import dev.mastic.aws.Credential;
import dev.mastic.aws.Principal;
import dev.mastic.aws.Secret;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Opens sessions: temporary credentials, kept in the store so that they outlive a restart of the server. */
final class Sessions {
    static final String KEY_PREFIX = "ASIA";

    private static final int KEY_ID_CHARACTERS = 16;
    private static final int SECRET_CHARACTERS = 40;
    private static final int TOKEN_CHARACTERS = 256;

    /** An ended session is kept this long, so that its use is answered "expired" rather than "unknown". */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final CredentialStore store;
    private final Ids ids;
    private final Clock clock;

    Sessions(CredentialStore store, Ids ids, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /** Opens a session of a role. */
    Credential open(Identity role, String sessionName, Duration duration, Optional<String> sessionPolicy) {
        return open(role, sessionName, duration, sessionPolicy, Optional.empty());
    }

    /** Opens a session of a role, at work in a transaction. */
    Credential open(
            Identity role,
            String sessionName,
            Duration duration,
            Optional<String> sessionPolicy,
            Optional<String> transaction) {
        return open(
                new Principal(
                        Principal.Kind.ASSUMED_ROLE,
                        "arn:aws:sts::" + role.accountId() + ":assumed-role/" + role.name() + "/" + sessionName,
                        role.id() + ":" + sessionName,
                        role.accountId(),
                        Optional.of(role.arn()),
                        sessionPolicy,
                        transaction),
                duration);
    }

    /** Opens a session of a user or of an account's root. */
    Credential open(Principal principal, Duration duration) {
        Instant now = clock.instant();
        Credential session = new Credential(
                KEY_PREFIX + ids.upper(KEY_ID_CHARACTERS),
                new Secret(ids.secret(SECRET_CHARACTERS)),
                Optional.of(new Secret(ids.secret(TOKEN_CHARACTERS))),
                Optional.of(now.plus(duration).truncatedTo(ChronoUnit.SECONDS)),
                principal);
        store.removeSessionsBefore(now.minus(REMEMBERED));
        store.addSession(session);
        return session;
    }
}
