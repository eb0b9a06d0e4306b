package dev.mastic.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every property of the server: its name, default, unit and meaning. The reference page is generated from this table.
 *
 * <p>A property {@code pool.size} is set by the flag {@code --pool.size N}, by the environment variable {@code
 * MASTIC_POOL_SIZE} or by a line {@code pool.size=N} of the configuration file; the first of these that is there counts.
 */
public enum Property {
    DATA_DIR("data-dir", "~/.mastic", "directory", "Where everything is kept: database, objects, runs, credentials."),
    DATABASE(
            "database",
            "",
            "address",
            "postgresql://user:password@host:port/database. Empty: SQLite, in DATA_DIR. Better set by MASTIC_DATABASE, "
                    + "because the flags of a process are seen by everybody on its machine."),
    LISTEN(
            "listen",
            "127.0.0.1:4566",
            "host:port",
            "The address to listen on. Port 0 takes any free port; loopback is the default because the API is not "
                    + "encrypted."),
    ACCOUNT_ID("account.id", "000000000000", "12 digits", "The account that the root key belongs to."),
    ROOT_ACCESS_KEY_ID(
            "root.access-key-id",
            "",
            "text",
            "The root key's id. Empty: the one in DATA_DIR/credentials, made on the first start."),
    ROOT_SECRET_ACCESS_KEY(
            "root.secret-access-key", "", "text", "The root key's secret. Goes with root.access-key-id."),
    REGION("region", "us-east-1", "region", "The region that `mastic env` names."),
    API_BODY_MAX(
            "api.body-max",
            "16777216",
            "bytes",
            "The largest body of an API call. Objects of the lake are streams and not bound by it."),
    HTTP_THREADS_MAX("http.threads-max", "100", "threads", "How many requests are worked on at once."),
    SIGNATURE_SKEW_EXTRA(
            "signature.skew-extra",
            "0",
            "seconds",
            "Added to the allowed clock skew of a signature (15 minutes for S3, 5 for the others). For tests only."),
    POOL_SIZE(
            "pool.size",
            "1",
            "drivers",
            "How many warm drivers are kept ready in any case (about 400 MB each). 0: every run starts cold."),
    POOL_MEMORY_MAX(
            "pool.memory-max",
            "800",
            "MB",
            "What warm drivers may take in all, at 400 MB each: the pool grows up to it with the runs of the last minutes."),
    RUNS_MAX("runs.max", "4", "runs", "How many runs work at once on this machine; more wait in state STARTING."),
    RUNS_QUEUED_MAX(
            "runs.queued-max",
            "10000",
            "runs",
            "How many runs may wait, in state WAITING or STARTING; StartJobRun refuses more."),
    RUN_STOP_GRACE("runs.stop-grace", "10", "seconds", "What a stopped run has to end by itself before it is killed."),
    RUNS_RETENTION("runs.retention", "90", "days", "How long runs are kept after their end."),
    SHUTDOWN_DRAIN(
            "shutdown.drain",
            "0",
            "seconds",
            "How long a server that is told to stop (SIGTERM) waits for the runs that work, while it begins no other. Those that"
                    + " still work then go on without it, and are adopted by the next server."),
    DISK_FREE_MIN(
            "disk.free-min",
            "256",
            "MB",
            "What must be free on the disk of the data directory: with less no run is begun, and `/health` answers 503."),
    DRIVER_HOME("driver.home", "", "directory", "Holds the driver's class path and JVM options. `bin/mastic` sets it."),
    DRIVER_JAVA("driver.java", "java", "command", "The Java 17 that drivers run on."),
    DRIVER_PYTHON("driver.python", "python3", "command", "The Python 3.11 that drivers run scripts with."),
    DRIVER_PYTHON_PATH(
            "driver.python-path",
            "",
            "directories",
            "What is put on the driver's PYTHONPATH, separated by colons. `bin/mastic` sets it."),
    DRIVER_HEAP("driver.heap", "2g", "JVM size", "The largest heap of a driver."),
    DRIVER_CORES("driver.cores", "0", "cores", "How many tasks a driver runs at once. 0: as many as the machine has."),
    DRIVER_ISOLATION(
            "driver.isolation",
            "none",
            "auto or none",
            "Whether drivers are kept from the rest of the machine. `auto`: by bubblewrap, where it is installed and may make"
                    + " namespaces; the log says which it is."),
    FAILPOINT(
            "failpoint",
            "",
            "name or name@n",
            "Kills the process when the named failpoint is reached (for the n-th time). For tests only.");

    private final String key;
    private final String fallback;
    private final String unit;
    private final String meaning;

    Property(String key, String fallback, String unit, String meaning) {
        this.key = key;
        this.fallback = fallback;
        this.unit = unit;
        this.meaning = meaning;
    }

    public String key() {
        return key;
    }

    public String fallback() {
        return fallback;
    }

    public String unit() {
        return unit;
    }

    public String meaning() {
        return meaning;
    }

    /** The environment variable that sets it. */
    public String variable() {
        return "MASTIC_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static Optional<Property> ofKey(String key) {
        return Arrays.stream(values())
                .filter(property -> property.key.equals(key))
                .findFirst();
    }
}
