package dev.mastic.services.connections;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Holds connections by account, region and name. */
interface ConnectionStore {
    Optional<StoredConnection> find(ConnectionKey key);

    boolean exists(ConnectionKey key);

    /** Keeps a new connection; false when the name is taken. */
    boolean add(StoredConnection connection);

    /** Gives a connection another definition; false when there is none of that name. */
    boolean replace(StoredConnection connection);

    /** Removes a connection; false when there is none of that name. */
    boolean remove(ConnectionKey key);

    /** Connections that come after the given name, by name. */
    List<StoredConnection> list(
            String account, String region, String after, Predicate<StoredConnection> accepted, int max);
}
