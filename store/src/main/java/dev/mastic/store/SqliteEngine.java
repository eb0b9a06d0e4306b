package dev.mastic.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** SQLite in write-ahead mode: one file, one process. */
final class SqliteEngine implements Engine {
    private static final int BUSY_TIMEOUT_MILLIS = 30_000;
    private static final int READ_CACHE_KIB = 4_096;

    private final String url;
    private final SQLiteConfig config = new SQLiteConfig();

    SqliteEngine(Path file) {
        url = "jdbc:sqlite:" + file;
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // FULL: a run that was acknowledged must survive a loss of power, not only of the process.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setCacheSize(-READ_CACHE_KIB);
    }

    @Override
    public Connection connectReader() throws SQLException {
        return DriverManager.getConnection(url, config.toProperties());
    }

    @Override
    public Connection connectWriter() throws SQLException {
        return connectReader();
    }

    @Override
    public void beginRead(Connection reader) throws SQLException {
        Engine.execute(reader, "BEGIN DEFERRED");
    }

    @Override
    public void beginWrite(Connection writer) throws SQLException {
        Engine.execute(writer, "BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        Engine.execute(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        Engine.execute(connection, "ROLLBACK");
    }

    @Override
    public void migrate() {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:" + Migrations.FOLDER)
                .outOfOrder(true)
                .loggers("slf4j")
                .load()
                .migrate();
    }
}
