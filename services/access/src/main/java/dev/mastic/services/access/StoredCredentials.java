package dev.mastic.services.access;

import dev.mastic.aws.Credential;
import dev.mastic.aws.CredentialSource;
import dev.mastic.aws.Principal;
import java.util.Optional;

/** Finds the credential behind an access key id: an account's own, a user's, or a session's. */
final class StoredCredentials implements CredentialSource {
    private final CredentialStore store;
    private final IdentityStore identities;
    private final ChangeAwareCache<Credential> cache;

    StoredCredentials(CredentialStore store, IdentityStore identities, Transactions transactions) {
        this.store = store;
        this.identities = identities;
        this.cache = new ChangeAwareCache<>(transactions);
    }

    @Override
    public Optional<Credential> find(String accessKeyId) {
        return cache.find(accessKeyId, this::load);
    }

    private Optional<Credential> load(String accessKeyId) {
        return accessKeyId.startsWith(Sessions.KEY_PREFIX)
                ? store.findSession(accessKeyId)
                : store.findKey(accessKeyId)
                        .filter(key -> key.status() == AccessKey.Status.ACTIVE)
                        .flatMap(this::credential);
    }

    private Optional<Credential> credential(AccessKey key) {
        Optional<Principal> principal = key.userId().isEmpty()
                ? Optional.of(Principal.root(key.accountId()))
                : identities.findById(key.userId().orElseThrow()).map(StoredCredentials::principal);
        return principal.map(
                owner -> new Credential(key.id(), key.secret(), Optional.empty(), Optional.empty(), owner));
    }

    private static Principal principal(Identity user) {
        return new Principal(
                Principal.Kind.USER, user.arn(), user.id(), user.accountId(), Optional.empty(), Optional.empty());
    }
}
