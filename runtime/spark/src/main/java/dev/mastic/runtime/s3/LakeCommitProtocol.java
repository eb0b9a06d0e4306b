package dev.mastic.runtime.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.internal.io.HadoopMapReduceCommitProtocol;
import org.apache.spark.mapred.SparkHadoopMapRedUtil;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Commits what a job writes to the lake. A task writes its files to the local disk; when it ends they are uploaded, each by a
 * multipart upload that is not completed yet; what the driver needs to complete it travels in the task's own answer. The job's
 * end completes them all, and then deletes what they overwrite: until then nobody sees anything, nothing is renamed, and a
 * file costs three requests.
 *
 * <p>Spark's committer for S3A, the magic one, costs nine a file, because it keeps its books in S3, and cannot replace single
 * partitions. Paths on other file systems are committed as Spark does.
 */
public class LakeCommitProtocol extends HadoopMapReduceCommitProtocol {
    private static final Set<String> LAKE_SCHEMES = Set.of("s3", "s3a", "s3n");
    private static final String MARK_SUCCESS = "mapreduce.fileoutputcommitter.marksuccessfuljobs";

    private final String path;
    private final boolean replacesPartitions;
    private final boolean isLake;

    /** What this task has written, on an executor. */
    private transient @Nullable StagedFiles staged;

    /** What the tasks of this job have uploaded so far, on the driver. */
    private transient @Nullable List<Uploads> uploaded;

    /** What Spark wants gone when the job commits, on the driver. */
    private transient @Nullable List<Path> overwritten;

    /**
     * A commit of one write; Spark makes it by reflection.
     *
     * @param dynamicPartitionOverwrite whether the partitions that are written replace those that are there
     */
    public LakeCommitProtocol(String jobId, String path, boolean dynamicPartitionOverwrite) {
        super(jobId, path, dynamicPartitionOverwrite);
        this.path = path;
        this.replacesPartitions = dynamicPartitionOverwrite;
        this.isLake = isLake(path);
    }

    private static boolean isLake(String path) {
        String scheme = new Path(path).toUri().getScheme();
        return scheme != null && LAKE_SCHEMES.contains(scheme);
    }

    @Override
    public void setupJob(JobContext job) {
        if (!isLake) {
            super.setupJob(job);
        }
    }

    @Override
    public void setupTask(TaskAttemptContext task) {
        if (isLake) {
            staged = StagedFiles.in(task.getConfiguration());
        } else {
            super.setupTask(task);
        }
    }

    @Override
    public String newTaskTempFile(TaskAttemptContext task, Option<String> directory, FileNameSpec name) {
        if (!isLake) {
            return super.newTaskTempFile(task, directory, name);
        }
        Path parent = directory.isEmpty() ? new Path(path) : new Path(path, directory.get());
        if (replacesPartitions && directory.isDefined()) {
            staged().replaces(parent);
        }
        return staged().add(new Path(parent, getFilename(task, name)));
    }

    @Override
    public String newTaskTempFileAbsPath(TaskAttemptContext task, String directory, FileNameSpec name) {
        if (!isLake) {
            return super.newTaskTempFileAbsPath(task, directory, name);
        } else if (!isLake(directory)) {
            throw new UnsupportedOperationException(
                    "a partition at " + directory + " of a table at " + path + " (supported: partitions on S3)");
        }
        if (replacesPartitions) {
            staged().replaces(new Path(directory));
        }
        return staged().add(new Path(directory, getFilename(task, name)));
    }

    @Override
    public TaskCommitMessage commitTask(TaskAttemptContext task) {
        if (!isLake) {
            return super.commitTask(task);
        }
        try (StagedFiles files = staged()) {
            UploadingCommitter committer = new UploadingCommitter(files);
            // Spark asks its coordinator there: of several attempts at a task one may commit.
            SparkHadoopMapRedUtil.commitTask(
                    committer,
                    task,
                    task.getTaskAttemptID().getJobID().getId(),
                    task.getTaskAttemptID().getTaskID().getId());
            return new TaskCommitMessage(committer.uploads());
        }
    }

    @Override
    public void abortTask(TaskAttemptContext task) {
        if (!isLake) {
            super.abortTask(task);
        } else if (staged != null) {
            staged().close();
        }
    }

    @Override
    public void onTaskCommit(TaskCommitMessage message) {
        if (isLake) {
            uploaded().add((Uploads) message.obj());
        } else {
            super.onTaskCommit(message);
        }
    }

    /** What is overwritten stays until there is something in its place. */
    @Override
    public boolean deleteWithJob(FileSystem files, Path overwrittenPath, boolean recursive) {
        if (!isLake) {
            return super.deleteWithJob(files, overwrittenPath, recursive);
        }
        overwritten().add(overwrittenPath);
        return true;
    }

    @Override
    public void commitJob(JobContext job, Seq<TaskCommitMessage> messages) {
        if (!isLake) {
            super.commitJob(job, messages);
            return;
        }
        List<Uploads> tasks = JavaConverters.seqAsJavaList(messages).stream()
                .map(message -> (Uploads) message.obj())
                .toList();
        Configuration configuration = job.getConfiguration();
        try (JobUploads uploads = new JobUploads(tasks, configuration)) {
            replace(overwritten(tasks, uploads, configuration), uploads);
            if (configuration.getBoolean(MARK_SUCCESS, true)) {
                Path mark = new Path(path, "_SUCCESS");
                mark.getFileSystem(configuration).create(mark, true).close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Overwritten overwritten(List<Uploads> tasks, JobUploads uploads, Configuration configuration)
            throws IOException {
        List<Path> places = Stream.concat(
                        overwritten().stream(), tasks.stream().flatMap(task -> task.replaced().stream()))
                .distinct()
                .toList();
        return Overwritten.under(places, uploads.targets(), configuration);
    }

    /**
     * First the new files, then the end of the old: whoever dies or is refused in between has lost nothing, and a reader
     * in between sees both.
     */
    private static void replace(Overwritten old, JobUploads uploads) throws IOException {
        if (!old.isEmpty()) {
            uploads.tryToTakeBack();
        }
        uploads.complete();
        try {
            old.delete();
        } catch (IOException refused) {
            if (old.isWhole()) {
                uploads.takeBack(refused);
            }
            throw refused;
        }
    }

    @Override
    public void abortJob(JobContext job) {
        if (!isLake) {
            super.abortJob(job);
            return;
        }
        try (JobUploads uploads = new JobUploads(uploaded(), job.getConfiguration())) {
            uploads.abort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private StagedFiles staged() {
        if (staged == null) {
            throw new IllegalStateException("no task was set up");
        }
        return staged;
    }

    private List<Path> overwritten() {
        if (overwritten == null) {
            overwritten = new ArrayList<>();
        }
        return overwritten;
    }

    private Collection<Uploads> uploaded() {
        if (uploaded == null) {
            uploaded = new ArrayList<>();
        }
        return uploaded;
    }
}
