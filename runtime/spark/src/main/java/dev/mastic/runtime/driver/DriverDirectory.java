package dev.mastic.runtime.driver;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The directory that a driver shares with the server: what it is asked, and how far it has come. */
final class DriverDirectory {
    private final Path root;

    DriverDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    Path plan() {
        return root.resolve("driver.json");
    }

    Path request() {
        return root.resolve("request.json");
    }

    /** Where Spark and the script may put what nobody needs after the run. */
    Path scratch() {
        return root.resolve("tmp");
    }

    Path warehouse() {
        return root.resolve("warehouse");
    }

    /** Where Spark writes its event log; the server brings it to where the run wants it. */
    Path events() {
        return root.resolve("events");
    }

    boolean hasEnded() {
        return Files.exists(root.resolve("exit.json"));
    }

    void markReady() throws IOException {
        Files.writeString(root.resolve("ready"), "");
        touchHeartbeat();
    }

    void touchHeartbeat() throws IOException {
        Path heartbeat = root.resolve("heartbeat");
        if (Files.exists(heartbeat)) {
            Files.setLastModifiedTime(heartbeat, FileTime.from(Instant.now()));
        } else {
            Files.writeString(heartbeat, "");
        }
    }

    void writeEnd(String json) throws IOException {
        replace("exit.json", json);
    }

    /** Complete or absent: a reader never meets half of it. */
    private void replace(String name, String text) throws IOException {
        Path half = root.resolve(name + ".part");
        Files.writeString(
                half, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        Files.move(half, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void markStarted() throws IOException {
        replace("started", Long.toString(System.currentTimeMillis()));
    }

    /** A file of the run's output: {@code stdout} and {@code stderr} of the script, {@code system} of all others. */
    OutputStream open(String log) throws IOException {
        return Files.newOutputStream(root.resolve(log), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Puts a run's files where relative paths of this process lead: a JVM cannot change its directory. Where it was not
     * started in a directory of this driver's own, nothing is put.
     */
    void link(Path workingDirectory) throws IOException {
        Path here = Path.of("").toRealPath();
        Path own = root.toRealPath();
        if (!here.startsWith(own) || here.equals(own)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(workingDirectory)) {
            for (Path file : files) {
                Files.createSymbolicLink(here.resolve(file.getFileName()), file);
            }
        }
    }

    void createScratch() throws IOException {
        Files.createDirectories(scratch());
    }

    void deleteScratch() {
        try {
            Files.walkFileTree(scratch(), new Deletion());
        } catch (NoSuchFileException alreadyGone) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(
                Path directory, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
