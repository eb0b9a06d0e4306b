package dev.mastic.runs.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mastic.runs.DriverRef;
import dev.mastic.runs.DriverSighting.Exit;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/** One driver's directory: what the server writes into it, and what it reads there. The contract is docs/internals/driver-protocol.md. */
final class DriverFolder {
    static final String FILES = "files";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FileAttribute<?> OWNERS_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int LOG_TAIL_BYTES = 4_096;
    private static final int LINE_CHARACTERS_MAX = 300;

    private final Path directories;
    private final String name;
    private final Path root;

    DriverFolder(Path directories, String name) {
        this.directories = directories;
        this.name = name;
        this.root = directories.resolve(name);
    }

    Path root() {
        return root;
    }

    String name() {
        return name;
    }

    Path log() {
        return root.resolve("driver.log");
    }

    Path files() {
        return root.resolve(FILES);
    }

    /** Where the process starts: a JVM, which cannot change its directory, finds a run's files there. */
    Path start() {
        return root.resolve("start");
    }

    void create() throws IOException {
        Files.createDirectories(directories);
        Files.createDirectory(root, OWNERS_DIRECTORY);
        Files.createDirectory(start());
    }

    /** Takes over what was fetched for a run. */
    void adopt(Path fetched) throws IOException {
        Files.move(fetched, files(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Complete or not at all, and for the owner's eyes: it may hold credentials. */
    void write(String name, ObjectNode content) throws IOException {
        Path half = root.resolve(name + ".part");
        Files.deleteIfExists(half);
        Files.createFile(half, OWNERS_FILE);
        Files.write(half, JSON.writeValueAsBytes(content));
        Files.move(half, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A word from the server, before all that the driver has to say. */
    void note(String line) throws IOException {
        Files.writeString(root.resolve("system"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void recordProcess(DriverRef driver) throws IOException {
        ObjectNode process = JSON.createObjectNode();
        process.put("pid", driver.pid());
        process.put("start", driver.processStart());
        write("process.json", process);
    }

    /** The process that was started for this directory. */
    Optional<DriverRef> process() {
        return read("process.json")
                .map(json -> new DriverRef(
                        name(), json.path("pid").asLong(), json.path("start").asText()));
    }

    boolean isReady() {
        return Files.exists(root.resolve("ready"));
    }

    Optional<Instant> scriptStartedOn() {
        try {
            String millis = Files.readString(root.resolve("started")).strip();
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException empty) {
            // Seen between its creation and the time in it.
            return Optional.empty();
        }
    }

    Optional<Exit> exit() {
        return read("exit.json")
                .map(json -> new Exit(
                        json.path("code").asInt(1),
                        text(json, "errorMessage"),
                        text(json, "errorType"),
                        json.path("line").isInt()
                                ? Optional.of(json.path("line").asInt())
                                : Optional.empty(),
                        Instant.ofEpochMilli(json.path("finishedAt").asLong())));
    }

    Optional<Instant> heartbeat() {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(root.resolve("heartbeat")).toInstant());
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    /** The last thing that the process itself said. */
    Optional<String> lastWords() {
        try (RandomAccessFile input = new RandomAccessFile(log().toFile(), "r")) {
            input.seek(Math.max(0, input.length() - LOG_TAIL_BYTES));
            byte[] tail = new byte[(int) Math.min(LOG_TAIL_BYTES, input.length())];
            int read = Math.max(0, input.read(tail));
            return new String(tail, 0, read, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((earlier, later) -> later)
                    .map(line -> line.length() > LINE_CHARACTERS_MAX ? line.substring(0, LINE_CHARACTERS_MAX) : line);
        } catch (IOException nothingSaid) {
            return Optional.empty();
        }
    }

    private Optional<JsonNode> read(String name) {
        try {
            return Optional.of(JSON.readTree(Files.readAllBytes(root.resolve(name))));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(name + " of driver " + name() + " is not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }
}
