package dev.mastic.runs.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What keeps a driver from the rest of the machine: bubblewrap, where the system has it and lets it work.
 *
 * <p>A driver sees the system's files read-only, its own directory, temporary files that nobody else sees, and no process but
 * its own. The data directory is not there: neither database and keys nor other drivers. Its processes go when it does.
 */
public final class Isolation {
    private static final String BUBBLEWRAP = "bwrap";
    private static final int PROBE_SECONDS_MAX = 10;
    private static final List<Path> HIDDEN = List.of(Path.of("/tmp"), Path.of("/var/tmp"));

    private final String description;
    private final Path dataDirectory;
    private final List<Path> readable;
    private final Kind kind;

    /** Whether drivers are isolated. */
    public enum Wish {
        /** Where it can be done. */
        AUTO,
        NONE
    }

    private enum Kind {
        BUBBLEWRAP,
        NONE
    }

    private Isolation(Kind kind, String description, Path dataDirectory, List<Path> readable) {
        this.kind = kind;
        this.description = description;
        this.dataDirectory = dataDirectory;
        this.readable = List.copyOf(readable);
    }

    /** Drivers as any process of the server's user. */
    public static Isolation none(String why) {
        return new Isolation(Kind.NONE, "none (" + why + ")", Path.of("/"), List.of());
    }

    /**
     * Tries out what this system can do.
     *
     * @param dataDirectory what drivers do not see but for their own directories
     * @param readable what they must see, wherever it lies
     */
    public static Isolation probe(Wish wish, Path dataDirectory, List<Path> readable) {
        if (wish == Wish.NONE) {
            return none("driver.isolation is none");
        }
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return none("bubblewrap needs Linux");
        }
        Isolation wanted = new Isolation(Kind.BUBBLEWRAP, BUBBLEWRAP, dataDirectory, readable);
        try {
            List<String> words = wanted.base();
            words.add("true");
            Process probe = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (!probe.waitFor(PROBE_SECONDS_MAX, TimeUnit.SECONDS)) {
                probe.destroyForcibly();
                return none("bwrap did not answer");
            }
            return probe.exitValue() == 0
                    ? wanted
                    : none("bwrap may not make namespaces here: it ended with status " + probe.exitValue());
        } catch (IOException missing) {
            return none("bwrap is not installed; Debian: apt-get install bubblewrap");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none("the server is ending");
        }
    }

    /** What is said about it in the log and by {@code mastic pool}. */
    public String description() {
        return description;
    }

    boolean isThere() {
        return kind == Kind.BUBBLEWRAP;
    }

    /** The command that runs another one in isolation. */
    List<String> wrap(List<String> words, Path driver) {
        if (!isThere()) {
            return words;
        }
        List<String> wrapped = base();
        bind(wrapped, "--bind", driver);
        // Shared by the runs of one account or one role: what drivers install and compile.
        bind(wrapped, "--bind", dataDirectory.resolve("modules"));
        bind(wrapped, "--bind", dataDirectory.resolve("compiled"));
        wrapped.addAll(words);
        return wrapped;
    }

    private List<String> base() {
        List<String> words = new ArrayList<>(List.of(
                BUBBLEWRAP,
                "--ro-bind",
                "/",
                "/",
                "--dev",
                "/dev",
                "--proc",
                "/proc",
                "--unshare-pid",
                "--unshare-ipc"));
        HIDDEN.forEach(path -> words.addAll(List.of("--tmpfs", path.toString())));
        words.addAll(List.of("--tmpfs", dataDirectory.toString()));
        // What is not hidden is there already, and a link cannot be bound over.
        readable.stream().filter(this::isHidden).forEach(path -> bind(words, "--ro-bind-try", path));
        return words;
    }

    private boolean isHidden(Path path) {
        return path.startsWith(dataDirectory) || HIDDEN.stream().anyMatch(path::startsWith);
    }

    private static void bind(List<String> words, String how, Path path) {
        words.add(how);
        words.add(path.toString());
        words.add(path.toString());
    }
}
