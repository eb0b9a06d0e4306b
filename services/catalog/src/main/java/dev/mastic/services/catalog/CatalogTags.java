package dev.mastic.services.catalog;

import java.util.Map;

/** Where tags given at birth go; the one tag store of Glue stands behind it. */
public interface CatalogTags {
    /** Keeps the tags of a resource that has just been made. */
    void tag(String arn, Map<String, String> tags);

    /** Forgets the tags of a resource that is gone. */
    void forget(String arn);
}
