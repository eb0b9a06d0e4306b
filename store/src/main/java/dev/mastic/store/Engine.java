package dev.mastic.store;

import java.sql.Connection;
import java.sql.SQLException;

/** What the database system behind {@link Database} does in its own way. The statements of the stores are the same for all. */
interface Engine {
    /** A connection for {@link Database#read}. */
    Connection connectReader() throws SQLException;

    /** The connection for {@link Database#write}. */
    Connection connectWriter() throws SQLException;

    /** Begins a transaction that sees one snapshot. */
    void beginRead(Connection reader) throws SQLException;

    /** Begins a transaction that nobody else's write overlaps. */
    void beginWrite(Connection writer) throws SQLException;

    void commit(Connection connection) throws SQLException;

    void rollback(Connection connection) throws SQLException;

    /** Makes the tables, or brings them up to date. */
    void migrate();

    /** Runs one statement that answers nothing. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
