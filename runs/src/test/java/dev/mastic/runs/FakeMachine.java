package dev.mastic.runs;

import dev.mastic.runs.DriverSighting.Exit;
import dev.mastic.runs.DriverSighting.Life;
import dev.mastic.runs.Progress.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A machine with driver processes, moved on by the test. It outlives the server: what a server launched is still there when
 * another one looks, but a driver that was not asked leaves when the server dies.
 */
final class FakeMachine implements Launcher {
    private final Path root;
    private final Clock clock;
    private final Map<String, FakeDriver> processes = new LinkedHashMap<>();
    private final List<String> begun = new ArrayList<>();
    private long pids = 100;

    FakeMachine(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /** One driver. */
    final class FakeDriver {
        private final DriverRef ref;
        private final String runId;
        private Life life = Life.ALIVE;
        private boolean asked;
        private boolean deaf;
        private @Nullable Instant heartbeat;
        private @Nullable Instant scriptStartedOn;
        private @Nullable Exit exit;

        private FakeDriver(DriverRef ref, String runId) {
            this.ref = ref;
            this.runId = runId;
        }

        String runId() {
            return runId;
        }

        boolean works() {
            return asked && life == Life.ALIVE && exit == null;
        }

        boolean hasBegun() {
            return scriptStartedOn != null;
        }

        void begin() {
            begun.add(runId);
            scriptStartedOn = clock.instant();
            heartbeat = clock.instant();
        }

        void print(String file, String text) {
            try {
                Path target = directory(ref).resolve(file);
                Files.createDirectories(target.getParent());
                Files.writeString(
                        target, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void beat() {
            heartbeat = clock.instant();
        }

        void exit(int code) {
            exit(code, code == 0 ? null : "ValueError: no");
        }

        void exit(int code, @Nullable String message) {
            exit = new Exit(code, Optional.ofNullable(message), Optional.empty(), Optional.empty(), clock.instant());
        }

        /** The process is gone, whether the script has ended or not. */
        void vanish() {
            life = Life.GONE;
        }

        /** From now on only a kill helps. */
        void goDeaf() {
            deaf = true;
        }
    }

    /** The processes that are there or have left something. */
    List<FakeDriver> processes() {
        return List.copyOf(processes.values());
    }

    FakeDriver of(String runId) {
        return processes.values().stream()
                .filter(process -> process.runId.equals(runId))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** The runs whose scripts began, one entry for each time. */
    List<String> begun() {
        return List.copyOf(begun);
    }

    /** The server died: its pipes are closed. */
    void serverDies() {
        processes.values().stream().filter(process -> !process.asked).forEach(FakeDriver::vanish);
    }

    @Override
    public PreparedDriver prepare(RunPlan plan) {
        DriverRef ref = new DriverRef("d" + pids, pids, "start" + pids++);
        FakeDriver process = new FakeDriver(ref, plan.run().id());
        try {
            Files.createDirectories(directory(ref));
            Files.move(plan.files(), directory(ref).resolve("files"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        processes.put(ref.directory(), process);
        return new PreparedDriver() {
            @Override
            public DriverRef ref() {
                return ref;
            }

            @Override
            public void ask() {
                process.asked = true;
            }

            @Override
            public void discard() {
                remove(ref);
            }
        };
    }

    @Override
    public DriverSighting look(DriverRef driver) {
        FakeDriver process = processes.get(driver.directory());
        if (process == null) {
            return new DriverSighting(
                    Life.GONE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        return new DriverSighting(
                process.life,
                Optional.ofNullable(process.scriptStartedOn),
                Optional.ofNullable(process.exit),
                Optional.ofNullable(process.heartbeat),
                process.life == Life.GONE
                        ? Optional.of(new Failure("The driver was killed by signal 9 (SIGKILL)", Fault.RESOURCES))
                        : Optional.empty());
    }

    @Override
    public void askToEnd(DriverRef driver) {
        Optional.ofNullable(processes.get(driver.directory()))
                .filter(process -> !process.deaf)
                .ifPresent(FakeDriver::vanish);
    }

    @Override
    public void kill(DriverRef driver) {
        Optional.ofNullable(processes.get(driver.directory())).ifPresent(FakeDriver::vanish);
    }

    @Override
    public Path directory(DriverRef driver) {
        return root.resolve(driver.directory());
    }

    @Override
    public void remove(DriverRef driver) {
        processes.remove(driver.directory());
        FileTree.delete(directory(driver));
    }

    @Override
    public void sweep(Set<String> knownDirectories) {
        processes.values().stream()
                .filter(process -> !knownDirectories.contains(process.ref.directory()))
                .toList()
                .forEach(process -> remove(process.ref));
    }
}
