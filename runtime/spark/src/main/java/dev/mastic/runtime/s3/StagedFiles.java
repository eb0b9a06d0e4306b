package dev.mastic.runtime.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/** The files of a task on the local disk, where in the lake they belong, and which partitions they replace. */
final class StagedFiles implements AutoCloseable {
    private static final String BUFFER_DIRECTORY = "fs.s3a.buffer.dir";

    private final java.nio.file.Path directory;
    private final List<Path> targets = new ArrayList<>();
    private final Set<Path> replaced = new LinkedHashSet<>();

    private StagedFiles(java.nio.file.Path directory) {
        this.directory = directory;
    }

    /** Files in a new directory, where S3A keeps what it uploads. */
    static StagedFiles in(Configuration configuration) {
        String place = configuration.getTrimmedStrings(BUFFER_DIRECTORY, System.getProperty("java.io.tmpdir"))[0];
        try {
            Files.createDirectories(java.nio.file.Path.of(place));
            return new StagedFiles(Files.createTempDirectory(java.nio.file.Path.of(place), "task-"));
        } catch (IOException broken) {
            throw new UncheckedIOException("no file can be written under " + place, broken);
        }
    }

    /** Where to write a file of the lake until it is uploaded. */
    String add(Path target) {
        targets.add(target);
        return new Path("file://" + local(targets.size() - 1)).toString();
    }

    void replaces(Path partition) {
        replaced.add(partition);
    }

    /** Those that were written: a task opens a file only when it has a row for it. */
    List<Integer> written() {
        List<Integer> written = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            if (Files.exists(local(i))) {
                written.add(i);
            }
        }
        return written;
    }

    java.nio.file.Path local(int number) {
        // The end of the name says how the content is compressed.
        return directory.resolve(number + "-" + targets.get(number).getName());
    }

    Path target(int number) {
        return targets.get(number);
    }

    Set<Path> replaced() {
        return replaced;
    }

    @Override
    public void close() {
        FileUtil.fullyDelete(directory.toFile());
    }
}
