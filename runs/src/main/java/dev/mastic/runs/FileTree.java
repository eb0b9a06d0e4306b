package dev.mastic.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Directories with all that is in them. */
public final class FileTree {
    /** A process that was just killed may add a last file behind our back. */
    private static final int ROUNDS_MAX = 5;

    private FileTree() {}

    /** Deletes a directory; links are deleted, not followed. What is not there, or goes meanwhile, is fine. */
    public static void delete(Path root) {
        for (int round = 1; ; round++) {
            try {
                Files.walkFileTree(root, new Deletion());
                return;
            } catch (NoSuchFileException alreadyGone) {
                return;
            } catch (DirectoryNotEmptyException e) {
                if (round == ROUNDS_MAX) {
                    throw new UncheckedIOException(e);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
