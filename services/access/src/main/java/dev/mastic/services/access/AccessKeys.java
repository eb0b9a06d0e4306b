package dev.mastic.services.access;

import dev.mastic.aws.Secret;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The long-term keys of users and of an account's root. */
final class AccessKeys {
    private static final String KEY_PREFIX = "AKIA";
    private static final int KEY_ID_CHARACTERS = 16;
    private static final int SECRET_CHARACTERS = 40;
    private static final int KEYS_MAX = 2;

    private final CredentialStore store;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;

    AccessKeys(CredentialStore store, Transactions transactions, Ids ids, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    AccessKey create(Identity user) {
        AccessKey key = new AccessKey(
                KEY_PREFIX + ids.upper(KEY_ID_CHARACTERS),
                new Secret(ids.secret(SECRET_CHARACTERS)),
                user.accountId(),
                Optional.of(user.id()),
                AccessKey.Status.ACTIVE,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return transactions.change(() -> {
            if (store.keysOf(user.id()).size() >= KEYS_MAX) {
                throw Refusals.quota("AccessKeysPerUser", KEYS_MAX);
            }
            store.putKey(key);
            return key;
        });
    }

    List<AccessKey> of(Identity user) {
        return store.keysOf(user.id());
    }

    void change(Identity user, String keyId, AccessKey.Status status) {
        transactions.run(() -> store.putKey(require(user, keyId).with(status)));
    }

    void delete(Identity user, String keyId) {
        transactions.run(() -> store.removeKey(require(user, keyId).id()));
    }

    private AccessKey require(Identity user, String keyId) {
        return store.findKey(keyId)
                .filter(key -> key.userId().equals(Optional.of(user.id())))
                .orElseThrow(() -> Refusals.keyNotFound(keyId));
    }
}
