package dev.mastic.services.storage;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Which contents are being read. Their files stay until the last reader is done, even when nothing refers to them. */
final class Leases {
    private final ConcurrentHashMap<String, Integer> readers = new ConcurrentHashMap<>();

    /** Keeps the files of a content. Whoever takes it looks after that whether they are still there. */
    Lease take(String content) {
        readers.merge(content, 1, Integer::sum);
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                readers.computeIfPresent(content, (id, count) -> count == 1 ? null : count - 1);
            }
        };
    }

    boolean isRead(String content) {
        return readers.containsKey(content);
    }

    /** The right to read; closing it twice is closing it once. */
    @FunctionalInterface
    interface Lease extends AutoCloseable {
        @Override
        void close();
    }
}
