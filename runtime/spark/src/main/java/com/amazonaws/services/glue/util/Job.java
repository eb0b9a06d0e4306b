package com.amazonaws.services.glue.util;

import com.amazonaws.services.glue.GlueContext;
import dev.mastic.runtime.frame.files.NotSupported;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job that a script runs as. There is one in a driver, so it is a matter of the class, as on Glue. */
public final class Job {

    private static final Logger log = LoggerFactory.getLogger(Job.class);
    private static final String BOOKMARK_OPTION = "--job-bookmark-option";
    private static final String BOOKMARK_DISABLE = "job-bookmark-disable";

    private static volatile @Nullable String name;
    private static volatile @Nullable String runId;

    private Job() {}

    public static void init(String jobName, SparkSession spark, Map<String, @Nullable String> arguments) {
        String bookmarks = argument(arguments, BOOKMARK_OPTION);
        if (bookmarks != null && !bookmarks.equals(BOOKMARK_DISABLE)) {
            throw new NotSupported(BOOKMARK_OPTION + " " + bookmarks, BOOKMARK_DISABLE);
        }
        name = jobName;
        runId = argument(arguments, "--JOB_RUN_ID");
        log.info(
                "job {} of application {} starts", jobName, spark.sparkContext().applicationId());
    }

    public static void init(String jobName, GlueContext context, Map<String, @Nullable String> arguments) {
        init(jobName, context.sparkSession(), arguments);
    }

    // getResolvedOptions gives names without dashes in front and with underscores; callers may also give the raw names.
    private static @Nullable String argument(Map<String, @Nullable String> arguments, String option) {
        String plain = option.substring(2);
        String resolved = arguments.get(plain.replace('-', '_'));
        return resolved != null ? resolved : arguments.get(option);
    }

    public static boolean isInitialized() {
        return name != null;
    }

    public static @Nullable String runId() {
        return runId;
    }

    /** Ends the job's work. Many scripts commit a job that they never began: that is told and harms nothing. */
    public static void commit() {
        if (name == null) {
            log.warn("Job.commit() without Job.init(): there is nothing to commit");
        } else {
            log.info("job {} is committed", name);
        }
    }

    /** Forgets the job, so that another can begin in this driver. */
    public static void reset() {
        name = null;
        runId = null;
    }
}
