package dev.mastic.services.secrets;

import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.store.Database;
import dev.mastic.store.Ids;
import dev.mastic.store.SealingKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Wires Secrets Manager over a database. */
public final class SecretsModule {
    private static final int SWEPT_MAX = 1_000;

    private final SecretStore store;
    private final Clock clock;
    private final SecretValuesApi values;
    private final List<Object> apis;

    /**
     * Makes the feature.
     *
     * @param key seals the values
     */
    public SecretsModule(
            Database database, SealingKey key, Authorizer authorizer, Ids ids, SecureRandom random, Clock clock) {
        this.store = new JdbcSecretStore(database);
        this.clock = clock;
        Versions versions = new Versions(database, store, key, clock);
        Secrets secrets = new Secrets(database, store, versions, ids, clock);
        this.values = new SecretValuesApi(secrets, versions, store, authorizer, ids);
        this.apis = List.of(new SecretsApi(secrets, store, ids, clock), values, new PasswordApi(random));
    }

    /** The operations, for the server's table of them. */
    public List<Object> apis() {
        return apis;
    }

    /**
     * The text of a secret, for a part of the server that works for somebody.
     *
     * @throws dev.mastic.aws.ServiceException when it is not there, or the caller may not read it
     */
    public String read(Caller caller, String secretId) {
        return values.text(caller, secretId);
    }

    /** Removes a bounded number of secrets whose recovery window is over; returns how many. */
    public int sweep() {
        return store.removeDue(clock.instant(), SWEPT_MAX);
    }
}
