package dev.mastic.services.storage;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.Tag;

/** Tags as S3's model writes them. */
final class TagShapes {
    private TagShapes() {}

    static List<Tag> shapes(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(entry -> Tag.builder()
                        .key(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }

    static Map<String, String> ofObject(List<Tag> tags) {
        return Tags.of(entries(tags), Tags.OF_OBJECT_MAX, "Object");
    }

    static Map<String, String> ofBucket(List<Tag> tags) {
        return Tags.of(entries(tags), Tags.OF_BUCKET_MAX, "Bucket");
    }

    private static List<Map.Entry<String, String>> entries(List<Tag> tags) {
        return tags.stream().map(tag -> Map.entry(tag.key(), tag.value())).toList();
    }
}
