package dev.mastic.runtime.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JVM's optimizing compiler stand back while a run begins. Most of what it compiles for a job of a second or two is
 * ready when the job is over, and until then it takes up to half of a small machine. A longer job gets it back.
 *
 * <p>Only for a process that may raise a priority again, which on Linux takes CAP_SYS_NICE; for others nothing changes.
 */
final class CompilerPriority {
    private static final Logger LOG = LoggerFactory.getLogger(CompilerPriority.class);
    private static final Path PROCESS = Path.of("/proc/self");
    // The kernel keeps 15 bytes of a thread's name.
    private static final String COMPILER_THREAD = "C2 CompilerThre";
    private static final String CAPABILITIES = "CapEff:";
    private static final int CAP_SYS_NICE = 23;
    private static final int LEAST = 19;
    private static final int NORMAL = 0;

    private CompilerPriority() {}

    /** From now on, for as long as told. */
    static void standBackFor(Duration duration) {
        if (!mayRaise()) {
            return;
        }
        // Not on the way to the script's first line.
        Thread patience = new Thread(
                () -> {
                    renice(LEAST);
                    try {
                        Thread.sleep(duration.toMillis());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    renice(NORMAL);
                },
                "compiler-priority");
        patience.setDaemon(true);
        patience.start();
    }

    private static boolean mayRaise() {
        try (Stream<String> status = Files.lines(PROCESS.resolve("status"))) {
            return status.filter(line -> line.startsWith(CAPABILITIES))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring(CAPABILITIES.length()).strip(), 16))
                    .anyMatch(capabilities -> (capabilities >> CAP_SYS_NICE & 1) == 1);
        } catch (IOException | UncheckedIOException notLinux) {
            return false;
        }
    }

    private static void renice(int nice) {
        try {
            List<String> command = new ArrayList<>(List.of("renice", "-n", Integer.toString(nice), "-p"));
            command.addAll(compilerThreads());
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException | UncheckedIOException noRenice) {
            LOG.debug("the compiler keeps its priority", noRenice);
        }
    }

    private static List<String> compilerThreads() throws IOException {
        try (Stream<Path> threads = Files.list(PROCESS.resolve("task"))) {
            return threads.filter(CompilerPriority::compiles)
                    .map(thread -> String.valueOf(thread.getFileName()))
                    .toList();
        }
    }

    private static boolean compiles(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip().equals(COMPILER_THREAD);
        } catch (IOException ended) {
            return false;
        }
    }
}
