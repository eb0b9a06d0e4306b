package dev.mastic.runtime.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The Python child that runs the script. It is told what to do by lines on its standard input. */
final class PythonHalf {
    /** A process ended by signal n has the status 128 + n, as in a shell. */
    private static final int SIGNALLED = 128;

    private final Process process;
    private volatile boolean dismissed;
    private final Writer commands;

    private PythonHalf(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    static PythonHalf start(DriverPlan plan, Path directory) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(plan.python(), "-P", "-m", "mastic_driver", directory.toString()));
        Map<String, String> environment = builder.environment();
        environment.put("PYTHONPATH", String.join(":", plan.pythonPath()));
        // Hashes of strings must agree between the script and the workers of its Python functions.
        environment.put("PYTHONHASHSEED", "0");
        environment.put("PYSPARK_PYTHON", plan.python());
        environment.put("MALLOC_ARENA_MAX", "2");
        builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new PythonHalf(builder.start());
    }

    /** Sends one line. A child that is gone is noticed by {@link #ended}, not here. */
    void tell(String line) {
        try {
            commands.write(line);
            commands.write('\n');
            commands.flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The status of the child, once it has ended. One that was dismissed never tells. */
    CompletableFuture<Integer> ended() {
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        var unused = process.onExit().thenAccept(process -> {
            if (!dismissed) {
                ended.complete(process.exitValue());
            }
        });
        return ended;
    }

    /** Sends the child away: the run does without it. */
    void dismiss() {
        dismissed = true;
        process.destroy();
    }

    static boolean wasKilled(int status) {
        return status > SIGNALLED;
    }
}
