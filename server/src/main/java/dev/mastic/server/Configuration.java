package dev.mastic.server;

import dev.mastic.aws.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The server's configuration, typed and checked. {@link Property} documents every part of it. */
public record Configuration(
        Path dataDirectory, Listen listen, Account account, Limits limits, Runs runs, Driver driver, String failpoint) {

    private static final int PORT_MAX = 65_535;

    /** Where to listen. */
    public record Listen(String host, int port) {}

    /** The account of the root key, and the key itself when it was chosen. */
    public record Account(String id, String region, Optional<RootKey> rootKey) {}

    /** A chosen root key. */
    public record RootKey(String accessKeyId, Secret secretAccessKey) {}

    /** Bounds. */
    public record Limits(int apiBodyBytesMax, int httpThreadsMax, Duration signatureSkewExtra) {}

    /** How runs are run. */
    public record Runs(int poolSize, int runsMax, Duration stopGrace) {}

    /** What a driver is started with. */
    public record Driver(
            Optional<Path> home, String java, String python, List<String> pythonPath, String heap, int cores) {}

    static Configuration of(Settings settings) {
        return new Configuration(
                dataDirectory(settings.text(Property.DATA_DIR)),
                listen(settings.text(Property.LISTEN)),
                account(settings),
                new Limits(
                        settings.number(Property.API_BODY_MAX, 1_024, Integer.MAX_VALUE - 8),
                        settings.number(Property.HTTP_THREADS_MAX, 8, 10_000),
                        Duration.ofSeconds(settings.number(Property.SIGNATURE_SKEW_EXTRA, 0, Integer.MAX_VALUE))),
                new Runs(
                        settings.number(Property.POOL_SIZE, 0, 64),
                        settings.number(Property.RUNS_MAX, 1, 1_000),
                        Duration.ofSeconds(settings.number(Property.RUN_STOP_GRACE, 0, 3_600))),
                driver(settings),
                settings.text(Property.FAILPOINT));
    }

    private static Path dataDirectory(String text) {
        String home = System.getProperty("user.home");
        return Path.of(text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text)
                .toAbsolutePath()
                .normalize();
    }

    private static Listen listen(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port >= 0 && port <= PORT_MAX) {
                return new Listen(text.substring(0, colon), port);
            }
        } catch (NumberFormatException notAPort) {
            // answered below, like a missing host
        }
        throw new UsageException("listen: %s (expected: host:port, e.g. 127.0.0.1:4566)".formatted(text));
    }

    private static Account account(Settings settings) {
        String id = settings.text(Property.ACCOUNT_ID);
        if (!id.matches("\\d{12}")) {
            throw new UsageException("account.id: %s (expected: 12 digits)".formatted(id));
        }
        String key = settings.text(Property.ROOT_ACCESS_KEY_ID);
        String secret = settings.text(Property.ROOT_SECRET_ACCESS_KEY);
        if (key.isEmpty() != secret.isEmpty()) {
            throw new UsageException("root.access-key-id and root.secret-access-key go together: one of them is empty");
        }
        return new Account(
                id,
                settings.text(Property.REGION),
                key.isEmpty() ? Optional.empty() : Optional.of(new RootKey(key, new Secret(secret))));
    }

    private static Driver driver(Settings settings) {
        String home = settings.text(Property.DRIVER_HOME);
        return new Driver(
                home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home).toAbsolutePath()),
                settings.text(Property.DRIVER_JAVA),
                settings.text(Property.DRIVER_PYTHON),
                Arrays.stream(settings.text(Property.DRIVER_PYTHON_PATH).split(":"))
                        .filter(directory -> !directory.isEmpty())
                        .toList(),
                settings.text(Property.DRIVER_HEAP),
                settings.number(Property.DRIVER_CORES, 0, 1_024));
    }
}
