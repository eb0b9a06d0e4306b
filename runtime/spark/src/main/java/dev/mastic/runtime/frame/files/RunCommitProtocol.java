package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.s3.LakeCommitProtocol;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileNameSpec;

/**
 * Commits what a sink writes under Glue's names for files:
 * {@code run-<time>-part-r-00000}. Nothing can be seen at the path before the whole write is committed.
 */
final class RunCommitProtocol extends LakeCommitProtocol {

    // Spark counts the files of a task when it limits their records.
    private static final Pattern SUFFIX = Pattern.compile("[-.]c(?<count>\\d+)(?<extension>.*)");
    private static final long RANDOM_MAX = 1_000_000;

    private final String name;

    /**
     * A commit of one write.
     *
     * @param nowMillis the time of the write, since 1970
     */
    RunCommitProtocol(String jobId, String path, long nowMillis) {
        super(jobId, path, false);
        // Jobs that write to one place within a millisecond must not overwrite each other's files.
        long random = ThreadLocalRandom.current().nextLong(RANDOM_MAX);
        this.name = String.format(Locale.ROOT, "run-%d%06d-part-r-", nowMillis, random);
    }

    @Override
    public String getFilename(TaskAttemptContext task, FileNameSpec spec) {
        int part = task.getTaskAttemptID().getTaskID().getId();
        String file = spec.prefix() + name + String.format(Locale.ROOT, "%05d", part);
        Matcher suffix = SUFFIX.matcher(spec.suffix());
        if (!suffix.matches()) {
            return file + spec.suffix();
        }
        int count = Integer.parseInt(suffix.group("count"));
        return file + (count == 0 ? "" : "-" + count) + suffix.group("extension");
    }
}
