package dev.mastic.services.access;

import dev.mastic.aws.Credential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Holds long-term keys and the temporary credentials of sessions. */
interface CredentialStore {
    void putKey(AccessKey key);

    Optional<AccessKey> findKey(String id);

    List<AccessKey> keysOf(String userId);

    /** The keys of an account itself. */
    List<AccessKey> rootKeys(String accountId);

    /** Forgets a key. */
    void removeKey(String id);

    void addSession(Credential session);

    Optional<Credential> findSession(String accessKeyId);

    /** Forgets the sessions that ended before a time. */
    void removeSessionsBefore(Instant end);
}
