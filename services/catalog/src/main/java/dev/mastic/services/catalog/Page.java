package dev.mastic.services.catalog;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some items of a list in the order of their keys.
 *
 * @param items the items
 * @param next the key of the last item, when more follow it
 */
record Page<T>(List<T> items, Optional<String> next) {
    /** The token a first page begins after: every key is greater. */
    static final String START = "";

    Page {
        items = List.copyOf(items);
    }

    /** A page from a list that was asked for one item more than the page holds. */
    static <T> Page<T> cut(List<T> oneMore, int limit, Function<T, String> key) {
        if (oneMore.size() <= limit) {
            return new Page<>(oneMore, Optional.empty());
        }
        return new Page<>(oneMore.subList(0, limit), Optional.of(key.apply(oneMore.get(limit - 1))));
    }

    <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), next);
    }
}
