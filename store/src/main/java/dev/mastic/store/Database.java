package dev.mastic.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one database: SQLite, or PostgreSQL that several servers share. There is one writer connection, and as many readers as
 * there are threads that read.
 *
 * <p>A write that is called inside a write joins it, so that what several stores change commits together or not at all.
 * A read inside a write sees what the write has changed.
 *
 * <p>Writes that wait at the same time are committed as one: the thread whose turn it is does the work of all of them, each
 * under a savepoint of its own, and the disk is asked to hold it once. So work must not depend on the thread that it runs on.
 */
public final class Database implements AutoCloseable {
    private static final int GROUP_WRITES_MAX = 64;
    private static final int READERS_MAX = 32;
    private static final int VALID_SECONDS_MAX = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Engine engine;
    private @Nullable Connection writer;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final ConcurrentLinkedQueue<Write<?>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore readers = new Semaphore(READERS_MAX);
    private final ConcurrentLinkedQueue<Connection> idleReaders = new ConcurrentLinkedQueue<>();

    // Of the database, not of the class: a thread may write to two.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Handle> current = new ThreadLocal<>();

    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Connection> borrowed = new ThreadLocal<>();

    private final Jdbi jdbi = Jdbi.create(new Lender());
    private volatile boolean closed;

    private Database(Engine engine) {
        this.engine = engine;
    }

    /** Opens the database file of SQLite, making it and bringing its tables up to date first. */
    public static Database open(Path file) {
        return open(new SqliteEngine(file), file.toString());
    }

    /**
     * Opens a database of PostgreSQL and brings its tables up to date first.
     *
     * @param url {@code postgresql://user:password@host:port/database}, or as JDBC writes it
     * @throws IllegalArgumentException when it is not such an address
     */
    public static Database open(String url) {
        return open(new PostgresEngine(url), "at " + PostgresUrl.withoutSecrets(url));
    }

    private static Database open(Engine engine, String name) {
        Database database = new Database(engine);
        try {
            database.writer();
            engine.migrate();
            return database;
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw new IllegalStateException("the database " + name + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Reads, from one snapshot. */
    public <T> T read(Function<Handle, T> work) {
        Handle joined = current.get();
        if (joined != null) {
            return work.apply(joined);
        }
        readers.acquireUninterruptibly();
        try {
            return readWith(reader(), work);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            readers.release();
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
            if (writer != null) {
                writer.close();
            }
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
            inTransaction(begunWriter(), handle -> {
                if (group.size() == 1) {
                    group.get(0).doWork(handle);
                } else {
                    group.forEach(write -> doWorkApart(write, handle));
                }
                return true;
            });
            group.forEach(Write::succeed);
        } catch (SQLException notCommitted) {
            dropWriterIfBroken();
            group.forEach(write -> write.fail(new IllegalStateException(notCommitted)));
        } catch (RuntimeException | Error failed) {
            dropWriterIfBroken();
            group.forEach(write -> write.fail(failed));
        }
    }

    private @Nullable Write<?> next(List<Write<?>> group) {
        return group.size() < GROUP_WRITES_MAX ? waiting.poll() : null;
    }

    /** One that throws takes back what it has done, and nothing else. */
    private void doWorkApart(Write<?> write, Handle handle) {
        try {
            Engine.execute(handle.getConnection(), "SAVEPOINT one");
            try {
                write.doWork(handle);
            } catch (RuntimeException | Error failed) {
                write.fail(failed);
                Engine.execute(handle.getConnection(), "ROLLBACK TO one");
            }
            Engine.execute(handle.getConnection(), "RELEASE one");
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Does the work in the transaction that has begun, and ends it. */
    private <T> T inTransaction(Connection connection, Function<Handle, T> work) throws SQLException {
        borrowed.set(connection);
        try (Handle handle = jdbi.open()) {
            boolean done = false;
            current.set(handle);
            try {
                T result = work.apply(handle);
                engine.commit(connection);
                done = true;
                return result;
            } finally {
                current.remove();
                if (!done) {
                    rollback(connection);
                }
            }
        } finally {
            borrowed.remove();
        }
    }

    /** Where the connection is gone, the transaction is too; what is told is why the work failed. */
    private void rollback(Connection connection) {
        try {
            engine.rollback(connection);
        } catch (SQLException gone) {
            LOG.debug("no rollback", gone);
        }
    }

    /** The writer connection, a new one when the last was lost. Guarded by {@link #writing}. */
    private Connection writer() throws SQLException {
        if (writer == null) {
            writer = engine.connectWriter();
        }
        return writer;
    }

    /** With its transaction begun. A connection that was lost since the last write is replaced: nothing has been done yet. */
    private Connection begunWriter() throws SQLException {
        Connection connection = writer();
        try {
            engine.beginWrite(connection);
        } catch (SQLException notBegun) {
            dropWriterIfBroken();
            if (writer != null) {
                throw notBegun;
            }
            connection = writer();
            engine.beginWrite(connection);
        }
        return connection;
    }

    private void dropWriterIfBroken() {
        if (writer != null && !isSound(writer)) {
            close(writer);
            writer = null;
        }
    }

    private static boolean isSound(Connection connection) {
        try {
            return connection.isValid(VALID_SECONDS_MAX);
        } catch (SQLException broken) {
            return false;
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            LOG.debug("already closed", gone);
        }
    }

    private <T> T readWith(Connection reader, Function<Handle, T> work) throws SQLException {
        boolean sound = false;
        try {
            engine.beginRead(reader);
            T result = inTransaction(reader, work);
            sound = true;
            return result;
        } finally {
            giveBack(reader, sound);
        }
    }

    private Connection reader() throws SQLException {
        Connection idle = idleReaders.poll();
        return idle != null ? idle : engine.connectReader();
    }

    private void giveBack(Connection reader, boolean sound) {
        if (!closed && (sound || isSound(reader))) {
            idleReaders.add(reader);
            return;
        }
        close(reader);
        // What cut this one off has cut off those that were idle, too.
        for (Connection idle = idleReaders.poll(); idle != null; idle = idleReaders.poll()) {
            close(idle);
        }
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
}
