package dev.mastic.services.access;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.PageToken;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what is on it
 * @param marker what the next page is asked for with; absent on the last
 */
record Page<T>(List<T> items, Optional<String> marker) {
    /** What IAM gives when the request does not say how many. */
    static final int ITEMS_DEFAULT = 100;

    /**
     * What a client wants to see.
     *
     * @param after the key of the last item it has seen; empty before the first
     * @param items how many it wants
     */
    record Request(String after, int items) {
        static Request of(@Nullable String marker, @Nullable Integer maxItems) {
            String after = marker == null
                    ? ""
                    : PageToken.key(marker, 1, ErrorCode.IAM_VALIDATION).get(0);
            return new Request(after, maxItems == null ? ITEMS_DEFAULT : maxItems);
        }
    }

    Page {
        items = List.copyOf(items);
    }

    /** Makes a page of up to one item more than was wanted. */
    static <T> Page<T> cut(List<T> found, Request wanted, Function<T, String> key) {
        if (found.size() <= wanted.items()) {
            return new Page<>(found, Optional.empty());
        }
        List<T> kept = found.subList(0, wanted.items());
        return new Page<>(kept, Optional.of(PageToken.of(key.apply(kept.get(kept.size() - 1)))));
    }

    /** Makes a page of a list that is short enough to be held whole, in the order of its keys. */
    static <T> Page<T> of(Stream<T> all, Request wanted, Function<T, String> key) {
        return cut(
                all.filter(item -> key.apply(item).compareTo(wanted.after()) > 0)
                        .sorted(java.util.Comparator.comparing(key))
                        .limit(wanted.items() + 1L)
                        .toList(),
                wanted,
                key);
    }
}
