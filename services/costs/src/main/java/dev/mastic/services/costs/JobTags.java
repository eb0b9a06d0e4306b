package dev.mastic.services.costs;

import java.util.Map;

/** Tells the tags of a job; the feature that keeps them stands behind it. */
@FunctionalInterface
public interface JobTags {
    /** The tags of the job with an ARN; none when it is gone. */
    Map<String, String> of(String arn);
}
