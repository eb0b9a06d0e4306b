package dev.mastic.server;

import dev.mastic.aws.Secret;
import dev.mastic.runs.local.DriverPool;
import dev.mastic.runs.local.Isolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The server's configuration, typed and checked. {@link Property} documents every part of it. */
public record Configuration(
        Path dataDirectory,
        Optional<Secret> database,
        Listen listen,
        Account account,
        Limits limits,
        Runs runs,
        Driver driver,
        String failpoint) {

    private static final int PORT_MAX = 65_535;

    /** What an idle warm driver takes. */
    private static final int DRIVER_MB = 400;

    /** Where to listen. */
    public record Listen(String host, int port) {}

    /** The account of the root key, and the key itself when it was chosen. */
    public record Account(String id, String region, Optional<RootKey> rootKey) {}

    /** A chosen root key. */
    public record RootKey(String accessKeyId, Secret secretAccessKey) {}

    /** Bounds. */
    public record Limits(int apiBodyBytesMax, int httpThreadsMax, Duration signatureSkewExtra, long diskFreeMin) {}

    /** How runs are run. */
    public record Runs(
            DriverPool.Size pool, int runsMax, int undrivenMax, Duration stopGrace, Duration kept, Duration drain) {}

    /** What a driver is started with. */
    public record Driver(
            Optional<Path> home,
            String java,
            String python,
            List<String> pythonPath,
            String heap,
            int cores,
            Isolation.Wish isolation) {}

    static Configuration of(Settings settings) {
        return new Configuration(
                dataDirectory(settings.text(Property.DATA_DIR)),
                Optional.of(settings.text(Property.DATABASE))
                        .filter(address -> !address.isEmpty())
                        .map(Secret::new),
                listen(settings.text(Property.LISTEN)),
                account(settings),
                new Limits(
                        settings.number(Property.API_BODY_MAX, 1_024, Integer.MAX_VALUE - 8),
                        settings.number(Property.HTTP_THREADS_MAX, 8, 10_000),
                        Duration.ofSeconds(settings.number(Property.SIGNATURE_SKEW_EXTRA, 0, Integer.MAX_VALUE)),
                        (long) settings.number(Property.DISK_FREE_MIN, 0, Integer.MAX_VALUE) << 20),
                new Runs(
                        pool(settings),
                        settings.number(Property.RUNS_MAX, 1, 1_000),
                        settings.number(Property.RUNS_QUEUED_MAX, 1, 1_000_000),
                        Duration.ofSeconds(settings.number(Property.RUN_STOP_GRACE, 0, 3_600)),
                        Duration.ofDays(settings.number(Property.RUNS_RETENTION, 1, 36_500)),
                        Duration.ofSeconds(settings.number(Property.SHUTDOWN_DRAIN, 0, 604_800))),
                driver(settings),
                settings.text(Property.FAILPOINT));
    }

    private static Isolation.Wish isolation(String text) {
        return switch (text) {
            case "auto" -> Isolation.Wish.AUTO;
            case "none" -> Isolation.Wish.NONE;
            default -> throw new UsageException("driver.isolation: %s (expected: auto or none)".formatted(text));
        };
    }

    /** No pool at all where none is to be kept ready. */
    private static DriverPool.Size pool(Settings settings) {
        int min = settings.number(Property.POOL_SIZE, 0, 64);
        int max = settings.number(Property.POOL_MEMORY_MAX, 0, 1 << 20) / DRIVER_MB;
        return new DriverPool.Size(min, min == 0 ? 0 : Math.max(min, max));
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
                settings.number(Property.DRIVER_CORES, 0, 1_024),
                isolation(settings.text(Property.DRIVER_ISOLATION)));
    }
}
