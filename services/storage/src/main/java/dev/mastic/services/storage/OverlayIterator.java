package dev.mastic.services.storage;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two sequences in the order of their keys as one: an item of the upper hides that of the lower with the same key. */
final class OverlayIterator<T, U> implements Iterator<T> {
    private final Iterator<T> lower;
    private final Function<T, String> lowerKey;
    private final Iterator<U> upper;
    private final Function<U, String> upperKey;
    private final Function<U, Optional<T>> shown;
    private @Nullable T lowerNext;
    private @Nullable U upperNext;
    private @Nullable T next;

    /**
     * Puts one over the other.
     *
     * @param shown what an item of the upper shows; empty when it only hides
     */
    OverlayIterator(
            Iterator<T> lower,
            Function<T, String> lowerKey,
            Iterator<U> upper,
            Function<U, String> upperKey,
            Function<U, Optional<T>> shown) {
        this.lower = lower;
        this.lowerKey = lowerKey;
        this.upper = upper;
        this.upperKey = upperKey;
        this.shown = shown;
        lowerNext = after(lower);
        upperNext = after(upper);
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public T next() {
        T found = next;
        if (found == null) {
            throw new NoSuchElementException();
        }
        advance();
        return found;
    }

    private void advance() {
        next = null;
        while (next == null && (lowerNext != null || upperNext != null)) {
            T low = lowerNext;
            U up = upperNext;
            int order = up == null ? -1 : low == null ? 1 : KeyOrder.compare(lowerKey.apply(low), upperKey.apply(up));
            if (order <= 0) {
                lowerNext = after(lower);
            }
            if (order < 0) {
                next = low;
            } else if (up != null) {
                upperNext = after(upper);
                next = shown.apply(up).orElse(null);
            }
        }
    }

    private static <E> @Nullable E after(Iterator<E> items) {
        return items.hasNext() ? items.next() : null;
    }
}
