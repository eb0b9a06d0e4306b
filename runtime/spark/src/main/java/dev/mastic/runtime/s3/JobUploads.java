package dev.mastic.runtime.s3;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.commit.CommitOperations;
import org.apache.hadoop.fs.s3a.commit.CommitOperations.CommitContext;
import org.apache.hadoop.fs.s3a.commit.files.SinglePendingCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all tasks of a job have uploaded, each file through the file system of its own bucket: partitions may lie in several. */
final class JobUploads implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(JobUploads.class);

    private final List<SinglePendingCommit> pending;
    private final Configuration configuration;
    private final Map<S3AFileSystem, CommitContext> commits = new HashMap<>();

    JobUploads(Collection<Uploads> tasks, Configuration configuration) throws IOException {
        this.pending = tasks.stream().flatMap(task -> task.pending().stream()).toList();
        this.configuration = configuration;
        for (SinglePendingCommit one : pending) {
            Path target = one.destinationPath();
            S3AFileSystem bucket = bucket(target);
            if (!commits.containsKey(bucket)) {
                commits.put(bucket, new CommitOperations(bucket).initiateCommitOperation(target));
            }
        }
    }

    private S3AFileSystem bucket(Path target) throws IOException {
        return (S3AFileSystem) target.getFileSystem(configuration);
    }

    private CommitContext commit(SinglePendingCommit one) throws IOException {
        CommitContext commit = commits.get(bucket(one.destinationPath()));
        if (commit == null) {
            throw new IllegalStateException("no commit was begun for " + one.destinationPath());
        }
        return commit;
    }

    /** Where the files will be. */
    Set<Path> targets() throws IOException {
        Set<Path> targets = new HashSet<>();
        for (SinglePendingCommit one : pending) {
            targets.add(bucket(one.destinationPath()).makeQualified(one.destinationPath()));
        }
        return targets;
    }

    /** Makes all files visible, or none: when one cannot be, all are taken back. */
    void complete() throws IOException {
        try {
            Uploads.atOnce(pending, one -> {
                commit(one).commitOrFail(one);
                return one;
            });
        } catch (IOException failed) {
            takeBack(failed);
            throw failed;
        }
    }

    /**
     * Asks for the deletion of one of the files before there is any: who may not delete learns it while everything is as it
     * was, and not when old and new files lie beside each other.
     */
    void tryToTakeBack() throws IOException {
        Overwritten.of(targets().stream().limit(1).toList(), configuration).delete();
    }

    /**
     * Deletes the files, which have names that nothing had before, also those whose completion has failed: the answer may be all that was lost.
     *
     * @param reason what made it necessary; it learns of files that stay
     */
    void takeBack(IOException reason) {
        try {
            Overwritten.of(targets(), configuration).delete();
        } catch (IOException stays) {
            reason.addSuppressed(stays);
            LOG.error("new files of a write that has failed stay behind: {}", stays.getMessage());
        }
    }

    /** Forgets uploads that are not completed. */
    void abort() {
        for (SinglePendingCommit one : pending) {
            try {
                commit(one).abortSingleCommit(one);
            } catch (FileNotFoundException completed) {
                LOG.debug("no upload of {} is left", one.getDestinationKey());
            } catch (IOException refused) {
                LOG.warn("the upload of {} stays behind: {}", one.getDestinationKey(), refused.toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (CommitContext commit : commits.values()) {
            commit.close();
        }
    }
}
