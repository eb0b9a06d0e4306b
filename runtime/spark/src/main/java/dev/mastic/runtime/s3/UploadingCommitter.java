package dev.mastic.runtime.s3;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/** What Spark calls when a task may commit. */
final class UploadingCommitter extends OutputCommitter {
    private final StagedFiles files;
    private Uploads uploads = new Uploads(List.of(), Set.of());

    UploadingCommitter(StagedFiles files) {
        this.files = files;
    }

    Uploads uploads() {
        return uploads;
    }

    @Override
    public boolean needsTaskCommit(TaskAttemptContext task) {
        return true;
    }

    @Override
    public void commitTask(TaskAttemptContext task) throws IOException {
        uploads = Uploads.of(files, task.getConfiguration(), task);
    }

    @Override
    public void setupJob(JobContext job) {
        // A job needs nothing in the lake before it commits.
    }

    @Override
    public void setupTask(TaskAttemptContext task) {
        // The files have their place since the protocol set the task up.
    }

    @Override
    public void abortTask(TaskAttemptContext task) {
        files.close();
    }
}
