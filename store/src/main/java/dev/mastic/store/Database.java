package dev.mastic.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The one database: SQLite in write-ahead mode, with one writer connection and as many readers as there are threads that
 * read.
 *
 * <p>A write that is called inside a write joins it, so that what several stores change commits together or not at all.
 * A read inside a write sees what the write has changed.
 *
 * <p>Writes that wait at the same time are committed as one: the thread whose turn it is does the work of all of them, each
 * under a savepoint of its own, and the disk is asked to hold it once. So work must not depend on the thread that it runs on.
 */
public final class Database implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MILLIS = 30_000;
    private static final int READ_CACHE_KIB = 4_096;
    private static final int GROUP_WRITES_MAX = 64;

    private final SQLiteConfig config;
    private final String url;
    private final Connection writer;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final ConcurrentLinkedQueue<Write<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Connection> idleReaders = new ConcurrentLinkedQueue<>();

    // Of the database, not of the class: a thread may write to two.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Handle> current = new ThreadLocal<>();

    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Connection> borrowed = new ThreadLocal<>();

    private final Jdbi jdbi = Jdbi.create(new Lender());
    private volatile boolean closed;

    private Database(Path file) throws SQLException {
        url = "jdbc:sqlite:" + file;
        config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // FULL: a run that was acknowledged must survive a loss of power, not only of the process.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setCacheSize(-READ_CACHE_KIB);
        writer = connect();
    }

    /** Opens the database file, making it and bringing its tables up to date first. */
    public static Database open(Path file) {
        try {
            Database database = new Database(file);
            database.migrate();
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException("the database " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Reads, from one snapshot. */
    public <T> T read(Function<Handle, T> work) {
        Handle joined = current.get();
        if (joined != null) {
            return work.apply(joined);
        }
        Connection reader = reader();
        try {
            return inTransaction(reader, "BEGIN DEFERRED", work);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            giveBack(reader);
        }
    }

    /** Writes: commits when the work returns, and leaves no trace when it throws. */
    public <T> T write(Function<Handle, T> work) {
        Handle joined = current.get();
        if (joined != null) {
            return work.apply(joined);
        }
        Write<T> own = new Write<>(work);
        waiting.add(own);
        writing.lock();
        try {
            while (!own.isDone()) {
                writeAllWaiting();
            }
        } finally {
            writing.unlock();
        }
        return own.result();
    }

    /** Writes without a result. */
    public void update(Consumer<Handle> work) {
        write(handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** Makes one write of what several stores do, for callers that know no SQL. */
    public <T> T atomically(Supplier<T> work) {
        return write(handle -> work.get());
    }

    @Override
    public void close() {
        closed = true;
        writing.lock();
        try {
            for (Connection reader = idleReaders.poll(); reader != null; reader = idleReaders.poll()) {
                reader.close();
            }
            writer.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            writing.unlock();
        }
    }

    /** How many writes wait for their turn. */
    int waitingWrites() {
        return waiting.size();
    }

    /** Does what has gathered, the caller's own work among it, and commits it together. */
    private void writeAllWaiting() {
        List<Write<?>> group = new ArrayList<>();
        for (Write<?> next = waiting.poll(); next != null; next = next(group)) {
            group.add(next);
        }
        try {
            inTransaction(writer, "BEGIN IMMEDIATE", handle -> {
                if (group.size() == 1) {
                    group.get(0).doWork(handle);
                } else {
                    group.forEach(write -> doWorkApart(write, handle));
                }
                return true;
            });
            group.forEach(Write::succeed);
        } catch (SQLException notCommitted) {
            group.forEach(write -> write.fail(new IllegalStateException(notCommitted)));
        } catch (RuntimeException | Error failed) {
            group.forEach(write -> write.fail(failed));
        }
    }

    private @Nullable Write<?> next(List<Write<?>> group) {
        return group.size() < GROUP_WRITES_MAX ? waiting.poll() : null;
    }

    /** One that throws takes back what it has done, and nothing else. */
    private void doWorkApart(Write<?> write, Handle handle) {
        try {
            execute(writer, "SAVEPOINT one");
            try {
                write.doWork(handle);
            } catch (RuntimeException | Error failed) {
                write.fail(failed);
                execute(writer, "ROLLBACK TO one");
            }
            execute(writer, "RELEASE one");
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private <T> T inTransaction(Connection connection, String begin, Function<Handle, T> work) throws SQLException {
        borrowed.set(connection);
        try (Handle handle = jdbi.open()) {
            execute(connection, begin);
            boolean done = false;
            current.set(handle);
            try {
                T result = work.apply(handle);
                execute(connection, "COMMIT");
                done = true;
                return result;
            } finally {
                current.remove();
                if (!done) {
                    execute(connection, "ROLLBACK");
                }
            }
        } finally {
            borrowed.remove();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection reader() {
        Connection idle = idleReaders.poll();
        try {
            return idle != null ? idle : connect();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void giveBack(Connection reader) {
        if (!closed) {
            idleReaders.add(reader);
            return;
        }
        try {
            reader.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, config.toProperties());
    }

    /** Gives Jdbi the connection that this thread holds; opening and closing stay here. */
    private final class Lender implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return requireNonNull(borrowed.get(), "no transaction on this thread");
        }

        @Override
        public void closeConnection(Connection connection) {
            // It goes back to its thread's transaction, which is not over.
        }
    }

    private void migrate() {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .outOfOrder(true)
                .loggers("slf4j")
                .load()
                .migrate();
    }
}
