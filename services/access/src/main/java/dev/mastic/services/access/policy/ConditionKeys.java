package dev.mastic.services.access.policy;

import java.util.List;
import java.util.Optional;

/** What is known about a request: the values of condition keys. */
@FunctionalInterface
public interface ConditionKeys {
    ConditionKeys NONE = key -> List.of();

    /**
     * The values of a key; none when the request does not carry it.
     *
     * @param key in lower case, e.g. {@code aws:sourceip}
     */
    List<String> values(String key);

    /** The value of a key that has exactly one. */
    default Optional<String> single(String key) {
        List<String> values = values(key);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
