package dev.mastic.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server as users start it, in a process of its own that a test may kill. */
final class ServerProcess implements AutoCloseable {
    private static final Duration READY_MAX = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 20;

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts {@code bin/mastic server} and waits until it says that it is ready, or is dead already. */
    static ServerProcess start(Path data, int port, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(
                repository().resolve("bin/mastic").toString(),
                "server",
                "--data-dir",
                data.toString(),
                "--listen",
                "127.0.0.1:" + port));
        command.addAll(flags);
        File log = data.resolve("server.log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .redirectErrorStream(true);
        builder.environment().put("MASTIC_ROOT_ACCESS_KEY_ID", LocalServer.ROOT.accessKeyId());
        builder.environment().put("MASTIC_ROOT_SECRET_ACCESS_KEY", LocalServer.ROOT.secretAccessKey());
        try {
            Files.deleteIfExists(data.resolve("server.json"));
            ServerProcess server = new ServerProcess(builder.start());
            Instant deadline = Instant.now().plus(READY_MAX);
            while (server.isAlive() && !Files.exists(data.resolve("server.json"))) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError(
                            "the server is not ready after " + READY_MAX + ": " + Files.readString(log.toPath()));
                }
                pause();
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the process to die by itself; false when it lives on. */
    boolean diesWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL: no hook runs. */
    void kill() {
        process.destroyForcibly();
        diesWithin(READY_MAX);
    }

    /** SIGTERM, as a service manager stops it. */
    @Override
    public void close() {
        process.destroy();
        if (!diesWithin(READY_MAX)) {
            process.destroyForcibly();
        }
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** This module lies two folders below the repository's own. */
    private static Path repository() {
        Path module = Path.of("").toAbsolutePath();
        return module.resolve("../..").normalize();
    }
}
