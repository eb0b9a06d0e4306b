package dev.mastic.services.connections;

import dev.mastic.aws.Authorizer;
import dev.mastic.store.Database;
import dev.mastic.store.SealingKey;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Wires connections over a database. */
public final class ConnectionsModule {
    private final ConnectionStore store;
    private final List<Object> apis;

    /**
     * Makes the feature.
     *
     * @param key seals the definitions
     * @param tags where the tags go that {@code CreateConnection} is given
     * @param secrets what connections sign in with
     * @param drivers a directory with the JDBC drivers that jobs have
     */
    public ConnectionsModule(
            Database database,
            SealingKey key,
            ConnectionTags tags,
            SecretValues secrets,
            Authorizer authorizer,
            Optional<Path> drivers,
            Clock clock) {
        store = new JdbcConnectionStore(database, key);
        apis = List.of(
                new ConnectionsApi(store, tags, database, clock),
                new ConnectionTestsApi(store, secrets, authorizer, new JdbcProbe(drivers)));
    }

    /** The operations, for the server's table of them. */
    public List<Object> apis() {
        return apis;
    }

    /** Whether there is a connection of this name. */
    public boolean exists(String account, String region, String name) {
        return store.exists(new ConnectionKey(account, region, name));
    }
}
