package dev.mastic.runs.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operating system's processes, as Linux shows them under {@code /proc}.
 *
 * <p>Not through {@code ProcessHandle}: it takes a process that has ended and was not waited for as alive, and its start
 * times move with the clock.
 */
final class ProcessTable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessTable.class);
    private static final Path PROC = Path.of("/proc");
    // Positions behind the command's name, which may hold spaces: proc(5).
    private static final int STATE = 0;
    private static final int SESSION = 3;
    private static final int START_TICKS = 19;

    private final String boot;

    ProcessTable() {
        boot = text(PROC.resolve("sys/kernel/random/boot_id"))
                .map(String::strip)
                .orElse("");
    }

    /** Whether this system has such a table. */
    boolean isThere() {
        return Files.isDirectory(PROC.resolve("self"));
    }

    /** When a process began, unique over restarts of the machine; empty when it is gone or only waits to be buried. */
    Optional<String> startOf(long pid) {
        return fields(pid)
                .filter(fields -> !fields[STATE].equals("Z") && !fields[STATE].equals("X"))
                .map(fields -> fields[START_TICKS] + "@" + boot);
    }

    /** Every process of a session. */
    List<Long> session(long leader) {
        List<Long> members = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(String.valueOf(entry.getFileName()));
                if (fields(pid)
                        .filter(fields -> fields[SESSION].equals(Long.toString(leader)))
                        .isPresent()) {
                    members.add(pid);
                }
            }
        } catch (IOException e) {
            return members;
        }
        return members;
    }

    /**
     * Lets a session weigh as much as others again, where the kernel weighs sessions. Unlike a nice value that can be taken back
     * without privileges.
     */
    void favourSession(long leader) {
        try {
            Files.writeString(PROC.resolve(leader + "/autogroup"), "0");
        } catch (IOException noAutogroup) {
            LOG.debug("session {} keeps its weight: {}", leader, noAutogroup.getMessage());
        }
    }

    /** Whether a process only holds the namespaces of another one. */
    boolean isWrapper(long pid) {
        return text(PROC.resolve(pid + "/comm"))
                .map(String::strip)
                .filter("bwrap"::equals)
                .isPresent();
    }

    OptionalInt memoryKills() {
        return text(PROC.resolve("vmstat")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("oom_kill "))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(' ') + 1).strip()))
                .findFirst();
    }

    private static Optional<String[]> fields(long pid) {
        return text(PROC.resolve(pid + "/stat"))
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
                .filter(fields -> fields.length > START_TICKS);
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
