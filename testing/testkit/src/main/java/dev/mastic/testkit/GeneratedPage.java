package dev.mastic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that is generated from code: compared in every test run, written by {@code make docs}. */
public final class GeneratedPage {
    private final Path file;

    private GeneratedPage(Path file) {
        this.file = file;
    }

    /** The page at a path of the repository. */
    public static GeneratedPage of(String path) {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("ARCHITECTURE.md"))) {
            root = root.getParent();
            if (root == null) {
                throw new IllegalStateException(
                        "not inside the repository: " + Path.of("").toAbsolutePath());
            }
        }
        return new GeneratedPage(root.resolve(path));
    }

    /** Fails when the page says anything else; with {@code -Dpages.write=true} writes it. */
    public void mustBe(String text) {
        try {
            if (Boolean.getBoolean("pages.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            String there = Files.exists(file) ? Files.readString(file) : "";
            if (!there.equals(text)) {
                throw new AssertionError(file + " is not what the code says: run `make docs` and commit the page");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
