package dev.mastic.services.storage;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a writer says about an object besides its data.
 *
 * @param headers {@code ContentType}, {@code CacheControl} and the like, by the name of their member
 * @param metadata the user's own, by lower-cased name
 */
record Description(
        String storageClass, Map<String, String> headers, Map<String, String> metadata, Map<String, String> tags) {
    Description {
        requireNonNull(storageClass, "storageClass");
        headers = inOrder(headers);
        metadata = inOrder(metadata);
        tags = inOrder(tags);
    }

    Description withTags(Map<String, String> others) {
        return new Description(storageClass, headers, metadata, others);
    }

    private static Map<String, String> inOrder(Map<String, String> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
