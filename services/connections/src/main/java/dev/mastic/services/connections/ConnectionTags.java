package dev.mastic.services.connections;

import java.util.Map;

/** Where tags given at birth go; the one tag store of Glue stands behind it. */
public interface ConnectionTags {
    /** Keeps the tags of a connection that has just been made. */
    void tag(String arn, Map<String, String> tags);

    /** Forgets the tags of a connection that is gone. */
    void forget(String arn);
}
