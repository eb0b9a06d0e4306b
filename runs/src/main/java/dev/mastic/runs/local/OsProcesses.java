package dev.mastic.runs.local;

import dev.mastic.runs.DriverRef;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes of this machine. */
public final class OsProcesses implements Processes {
    private static final Logger LOG = LoggerFactory.getLogger(OsProcesses.class);

    // Where the kernel shares the processor between sessions first (sched(7), "The autogroup feature"), a nice value
    // counts
    // within its session only, and the session has one of its own. It is set from inside: before setsid it would be
    // ours.
    private static final List<String> LOW_PRIORITY =
            List.of("sh", "-c", "{ echo 10 > /proc/self/autogroup; } 2> /dev/null; exec nice -n 10 \"$@\"", "sh");

    private final ProcessTable table = new ProcessTable();

    @Override
    public Spawned start(Command command) throws IOException {
        List<String> words = new ArrayList<>();
        // A session of its own: signals to the server's terminal do not reach it, and all that it starts is found by
        // it.
        words.add("setsid");
        if (command.priority() == Priority.LOW) {
            words.addAll(LOW_PRIORITY);
        }
        words.addAll(command.words());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(command.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(command.output().toFile()));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        return new Child(process, startOf(process.toHandle()).orElse("gone"));
    }

    @Override
    public boolean isAlive(DriverRef driver) {
        return startOf(driver.pid()).filter(driver.processStart()::equals).isPresent();
    }

    @Override
    public void askToEnd(DriverRef driver) {
        // What stands around an isolated driver would die of it at once, and the driver's end would not be waited for.
        signal(driver, process -> {
            if (!table.isWrapper(process.pid())) {
                process.destroy();
            }
        });
    }

    @Override
    public void kill(DriverRef driver) {
        signal(driver, ProcessHandle::destroyForcibly);
    }

    @Override
    public void favour(DriverRef driver) {
        table.favourSession(driver.pid());
        try {
            // All threads of the group. It fails for everyone but root, and then the driver keeps its low priority.
            new ProcessBuilder("renice", "-n", "0", "-g", Long.toString(driver.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException noRenice) {
            LOG.debug("driver {} keeps its low priority", driver.pid(), noRenice);
        }
    }

    @Override
    public OptionalInt memoryKills() {
        return table.memoryKills();
    }

    private void signal(DriverRef driver, Consumer<ProcessHandle> signal) {
        // A number that was given to another process since is the leader of another session: its members are not ours.
        boolean reused = !isAlive(driver) && startOf(driver.pid()).isPresent();
        if (reused) {
            return;
        }
        members(driver)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .forEach(signal);
    }

    private Stream<Long> members(DriverRef driver) {
        if (table.isThere()) {
            return table.session(driver.pid()).stream();
        }
        return ProcessHandle.of(driver.pid()).stream()
                .flatMap(leader -> Stream.concat(Stream.of(leader), leader.descendants()))
                .map(ProcessHandle::pid);
    }

    private Optional<String> startOf(long pid) {
        return table.isThere() ? table.startOf(pid) : ProcessHandle.of(pid).flatMap(this::startOf);
    }

    private Optional<String> startOf(ProcessHandle process) {
        return table.isThere()
                ? table.startOf(process.pid())
                : process.info().startInstant().map(Object::toString);
    }

    /** A process that this server started. */
    private record Child(Process process, String start) implements Spawned {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public void tellLast(String line) throws IOException {
            try (OutputStream input = process.getOutputStream()) {
                input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public OptionalInt exitStatus() {
            return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
        }

        @Override
        public void onExit(Runnable action) {
            var unused = process.onExit().thenRun(action);
        }
    }
}
