package dev.mastic.services.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Keeps what is computed from the stores until the stores change. */
final class ChangeAwareCache<T> {
    private static final int ENTRIES_MAX = 10_000;

    private record Entry<T>(long changes, T value) {}

    private final Transactions transactions;
    private final Map<String, Entry<T>> entries = new ConcurrentHashMap<>();

    ChangeAwareCache(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The value for a key; computed when it is not there or is older than the last change. An absent one is not kept. */
    Optional<T> find(String key, Function<String, Optional<T>> compute) {
        // Read before the state is: a change in between makes this entry old at once.
        long changes = transactions.count();
        Entry<T> known = entries.get(key);
        if (known != null && known.changes() == changes) {
            return Optional.of(known.value());
        }
        Optional<T> computed = compute.apply(key);
        if (entries.size() >= ENTRIES_MAX) {
            entries.clear();
        }
        if (computed.isPresent()) {
            entries.put(key, new Entry<>(changes, computed.orElseThrow()));
        } else {
            entries.remove(key);
        }
        return computed;
    }
}
