package dev.mastic.runs;

import java.nio.file.Path;
import java.util.List;

/** Where scripts and files of jobs lie. Everything is done with the permissions of the session that is given. */
public interface Lake {
    /**
     * Copies an object to a new file.
     *
     * @param location e.g. {@code s3://bucket/key}
     * @throws RunFailure when it is not there, may not be read, or has more than {@code bytesMax}
     */
    void fetch(RoleSession session, JobKey job, String location, Path target, long bytesMax);

    /**
     * The keys under a prefix, e.g. of {@code s3://bucket/dir/}, as locations.
     *
     * @throws RunFailure when they may not be listed, or there are more than {@code max}
     */
    List<String> list(RoleSession session, JobKey job, String prefix, int max);
}
