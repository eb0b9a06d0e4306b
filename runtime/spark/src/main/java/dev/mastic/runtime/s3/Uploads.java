package dev.mastic.runtime.s3;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.commit.CommitOperations;
import org.apache.hadoop.fs.s3a.commit.files.SinglePendingCommit;
import org.apache.hadoop.util.Progressable;

/**
 * The files that a task has uploaded and nobody sees yet.
 *
 * @param pending what completes each of them
 * @param replaced the partitions whose present files they replace
 */
record Uploads(List<SinglePendingCommit> pending, Set<Path> replaced) implements Serializable {
    private static final int REQUESTS_AT_ONCE = 8;
    private static final String PART_SIZE = "fs.s3a.multipart.size";
    private static final long PART_BYTES = 64L << 20;

    private static final ExecutorService REQUESTS = Executors.newFixedThreadPool(REQUESTS_AT_ONCE, work -> {
        Thread thread = new Thread(work, "lake-commit");
        thread.setDaemon(true);
        return thread;
    });

    /** Work on one item that asks the lake. */
    interface Request<T, R> {
        R ask(T item) throws IOException;
    }

    /** Uploads what a task has written: all of it, or nothing stays. */
    static Uploads of(StagedFiles files, Configuration configuration, Progressable progress) throws IOException {
        long partBytes = configuration.getLongBytes(PART_SIZE, PART_BYTES);
        List<SinglePendingCommit> done = new ArrayList<>();
        Request<Integer, SinglePendingCommit> upload = number -> {
            Path target = files.target(number);
            SinglePendingCommit pending = operations(target, configuration)
                    .uploadFileToPendingCommit(files.local(number).toFile(), target, "", partBytes, progress);
            synchronized (done) {
                done.add(pending);
            }
            return pending;
        };
        try {
            return new Uploads(atOnce(files.written(), upload), Set.copyOf(files.replaced()));
        } catch (IOException failed) {
            try (JobUploads begun = new JobUploads(List.of(new Uploads(done, Set.of())), configuration)) {
                begun.abort();
            }
            throw failed;
        }
    }

    private static CommitOperations operations(Path target, Configuration configuration) throws IOException {
        return new CommitOperations((S3AFileSystem) target.getFileSystem(configuration));
    }

    /** Asks for all items, several at once, and waits for every answer; fails with the first failure. */
    static <T, R> List<R> atOnce(List<T> items, Request<T, R> request) throws IOException {
        List<CompletableFuture<R>> asked = new ArrayList<>();
        for (T item : items) {
            asked.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return request.ask(item);
                        } catch (IOException failed) {
                            throw new CompletionException(failed);
                        }
                    },
                    REQUESTS));
        }
        List<R> answers = new ArrayList<>();
        IOException first = null;
        for (CompletableFuture<R> answer : asked) {
            try {
                answers.add(answer.join());
            } catch (CompletionException failed) {
                first = first != null ? first : cause(failed);
            }
        }
        if (first != null) {
            throw first;
        }
        return answers;
    }

    private static IOException cause(CompletionException failed) {
        return failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
    }
}
