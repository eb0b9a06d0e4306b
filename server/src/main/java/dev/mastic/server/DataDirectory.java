package dev.mastic.server;

import dev.mastic.aws.Secret;
import dev.mastic.server.Configuration.RootKey;
import dev.mastic.store.Ids;
import dev.mastic.store.SealingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The directory that holds everything, locked for one server. */
final class DataDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final String SEALING_KEY = "sealing.key";
    private static final int KEY_ID_CHARACTERS = 16;
    private static final int SECRET_CHARACTERS = 40;

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory when it is not there and takes its lock.
     *
     * @throws UsageException when it cannot be written, or another server has it
     */
    static DataDirectory open(Path root) {
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, OWNER_ONLY_DIRECTORY);
            FileChannel file =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(file) == null) {
                file.close();
                throw new UsageException("another server is using the data directory %s".formatted(root));
            }
            return new DataDirectory(root, file);
        } catch (IOException e) {
            throw new UsageException("the data directory %s cannot be used: %s".formatted(root, e));
        }
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    /** The root key of an earlier start, or a new one. It is what {@code mastic env} and the AWS clients read. */
    RootKey rootKey(Optional<RootKey> chosen, Ids ids) {
        RootKey key = chosen.or(this::readCredentials)
                .orElseGet(() ->
                        new RootKey("AKIA" + ids.upper(KEY_ID_CHARACTERS), new Secret(ids.secret(SECRET_CHARACTERS))));
        write("credentials", """
                [default]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                """.formatted(
                        key.accessKeyId(), key.secretAccessKey().value()));
        return key;
    }

    /** The key that seals secrets in the database: that of an earlier start, or a new one. Who loses it loses what it sealed. */
    byte[] sealingKey(Ids ids) {
        Path file = root.resolve(SEALING_KEY);
        if (!Files.exists(file)) {
            write(SEALING_KEY, ids.hex(2 * SealingKey.KEY_BYTES));
        }
        try {
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length == SealingKey.KEY_BYTES) {
                return key;
            }
        } catch (IOException e) {
            throw new UsageException("%s cannot be read: %s".formatted(file, e));
        } catch (IllegalArgumentException notHexadecimal) {
            // told below, without what the file holds
        }
        throw new UsageException(
                "%s holds no key (expected: %d hexadecimal digits)".formatted(file, 2 * SealingKey.KEY_BYTES));
    }

    /** Tells other programs of this machine where the server is. */
    void announce(String endpoint, String region, long pid) {
        write(
                "server.json",
                "{\"endpoint\": \"%s\", \"region\": \"%s\", \"pid\": %d}%n".formatted(endpoint, region, pid));
    }

    void withdraw() {
        try {
            Files.deleteIfExists(root.resolve("server.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private Optional<RootKey> readCredentials() {
        Path file = root.resolve("credentials");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Map<String, String> values = Files.readAllLines(file).stream()
                    .map(line -> line.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip(), (a, b) -> a));
            String id = values.get("aws_access_key_id");
            String secret = values.get("aws_secret_access_key");
            if (id == null || secret == null) {
                throw new UsageException("%s holds no access key (delete it to have a new one made)".formatted(file));
            }
            return Optional.of(new RootKey(id, new Secret(secret)));
        } catch (IOException e) {
            throw new UsageException("%s cannot be read: %s".formatted(file, e));
        }
    }

    /** Writes a file that only its owner reads, complete or not at all. */
    private void write(String name, String text) {
        Path draft = root.resolve(name + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                file.write(StandardCharsets.UTF_8.encode(text));
                file.force(true);
            }
            Files.move(draft, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UsageException("%s cannot be written: %s".formatted(root.resolve(name), e));
        }
    }
}
