package dev.mastic.services.crawlers.crawl;

import static java.util.Objects.requireNonNull;

/** A file of the lake, as a listing tells it. */
public record LakeFile(String key, long size) {
    public LakeFile {
        requireNonNull(key, "key");
    }

    /** The name without its folders. */
    String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** What stands behind the name's first dot: {@code csv.gz}. */
    String extension() {
        String name = name();
        return name.substring(Math.max(0, name.indexOf('.')));
    }
}
