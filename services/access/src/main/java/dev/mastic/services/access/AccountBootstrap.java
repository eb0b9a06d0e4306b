package dev.mastic.services.access;

import dev.mastic.aws.Secret;
import java.time.Clock;
import java.util.Optional;

/** Makes accounts usable: gives them the key with which everything else is done. */
public final class AccountBootstrap {
    private final CredentialStore store;
    private final Transactions transactions;
    private final Clock clock;

    AccountBootstrap(CredentialStore store, Transactions transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Makes a key the one key of the account's root. An earlier one stops working. */
    public void ensureRoot(String accountId, String accessKeyId, Secret secret) {
        transactions.run(() -> {
            store.rootKeys(accountId).stream()
                    .filter(key -> !key.id().equals(accessKeyId))
                    .forEach(key -> store.removeKey(key.id()));
            store.putKey(new AccessKey(
                    accessKeyId, secret, accountId, Optional.empty(), AccessKey.Status.ACTIVE, clock.instant()));
        });
    }
}
