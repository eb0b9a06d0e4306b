package dev.mastic.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/**
 * PostgreSQL. A write holds one lock of the whole database from its beginning to its end, so that the stores find what they
 * find on SQLite: nobody else writes meanwhile.
 *
 * <p>One server works on a database. Its writer connection holds that place, and so nobody writes who has lost it: a
 * connection that is gone gives the place up, and a new one must get it again.
 */
final class PostgresEngine implements Engine {
    /** Any number will do, as long as it is the same for all servers: it spells "mastic". */
    private static final long WRITE_LOCK = 0x6d61_7374_6963L;

    private static final long PLACE = WRITE_LOCK + 1;
    // PostgreSQL takes a moment to see that a connection is gone.
    private static final long PLACE_MILLIS_MAX = 5_000;
    private static final long PLACE_MILLIS_BETWEEN = 50;

    // Rows of a long list come in parts; a list that stops early has not read the rest.
    private static final String ROWS_AT_ONCE = "1000";
    private static final String LOGIN_SECONDS_MAX = "10";
    // Every list has an index in its order and mostly stops early, which the planner cannot know: it would read and
    // sort it all.
    private static final String INDEX_ORDER =
            "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off -c jit=off";
    // A server that is cut off must notice: the lock it waits for may have been let go long ago.
    private static final String ANSWER_SECONDS_MAX = "60";

    private final String url;

    /** @param url {@code postgresql://user:password@host:port/database?…}, with the parameters of PostgreSQL's JDBC driver */
    PostgresEngine(String url) {
        this.url = PostgresUrl.toJdbc(url);
    }

    @Override
    public Connection connectReader() throws SQLException {
        Connection reader = connect();
        reader.setReadOnly(true);
        reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return reader;
    }

    @Override
    public Connection connectWriter() throws SQLException {
        // READ COMMITTED: the first statement after the lock sees what its last holder has committed.
        Connection writer = connect();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PLACE_MILLIS_MAX);
        try {
            while (!takesPlace(writer)) {
                if (System.nanoTime() > until) {
                    throw new SQLException("another server works on it");
                }
                Thread.sleep(PLACE_MILLIS_BETWEEN);
            }
            return writer;
        } catch (SQLException e) {
            writer.close();
            throw e;
        } catch (InterruptedException e) {
            writer.close();
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        }
    }

    private static boolean takesPlace(Connection writer) throws SQLException {
        try (var statement = writer.createStatement();
                var answer = statement.executeQuery("SELECT pg_try_advisory_lock(" + PLACE + ")")) {
            boolean taken = answer.next() && answer.getBoolean(1);
            writer.commit();
            return taken;
        }
    }

    @Override
    public void beginRead(Connection reader) {
        // The driver begins a transaction with the first statement.
    }

    @Override
    public void beginWrite(Connection writer) throws SQLException {
        Engine.execute(writer, "SELECT pg_advisory_xact_lock(" + WRITE_LOCK + ")");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public void migrate() {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(url, null, null)
                .resourceProvider(new PostgresMigrations(Database.class.getClassLoader()))
                .locations("classpath:" + Migrations.FOLDER)
                .outOfOrder(true)
                .loggers("slf4j")
                .load()
                .migrate();
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "mastic");
        properties.setProperty("defaultRowFetchSize", ROWS_AT_ONCE);
        properties.setProperty("loginTimeout", LOGIN_SECONDS_MAX);
        properties.setProperty("socketTimeout", ANSWER_SECONDS_MAX);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("options", INDEX_ORDER);
        Connection connection = DriverManager.getConnection(url, properties);
        connection.setAutoCommit(false);
        return connection;
    }
}
