package dev.mastic.testkit;

import dev.mastic.store.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Databases on one PostgreSQL server. One that its test has closed is emptied and used again: a new one takes ten times as long. */
final class JdbcTestDatabases {
    /** Keeps the rows that the migrations have put in. */
    private static final String KEEP_SEED = """
            CREATE SCHEMA seed;
            DO $$ DECLARE t text; BEGIN
                FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                    EXECUTE format('CREATE TABLE seed.%I AS TABLE public.%I', t, t);
                END LOOP;
            END $$;
            """;

    /** Without the foreign keys' triggers, so that the order of the tables does not count. */
    private static final String BACK_TO_SEED = """
            SET session_replication_role = replica;
            DO $$ DECLARE t text; BEGIN
                FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'seed' LOOP
                    EXECUTE format('DELETE FROM public.%I', t);
                    EXECUTE format('INSERT INTO public.%I TABLE seed.%I', t, t);
                END LOOP;
            END $$;
            """;

    private static @Nullable JdbcTestDatabases shared;

    private final String server;
    private final List<String> made = new ArrayList<>();

    private JdbcTestDatabases(String server) {
        this.server = server;
    }

    static synchronized JdbcTestDatabases of(String server) {
        if (shared == null) {
            shared = new JdbcTestDatabases(server);
        }
        return shared;
    }

    synchronized Database create() {
        try {
            for (String name : made) {
                if (isClosed(name)) {
                    run(url(name), BACK_TO_SEED);
                    return Database.open(url(name));
                }
            }
            String name = "mastic_" + ProcessHandle.current().pid() + "_" + made.size();
            run(server, "CREATE DATABASE " + name);
            made.add(name);
            Database database = Database.open(url(name));
            run(url(name), KEEP_SEED);
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isClosed(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server);
                var query = connection.prepareStatement("SELECT 1 FROM pg_stat_activity WHERE datname = ?")) {
            query.setString(1, database);
            try (var rows = query.executeQuery()) {
                return !rows.next();
            }
        }
    }

    private String url(String database) {
        return server.replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1");
    }

    private static void run(String url, String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var sql = connection.createStatement()) {
            sql.execute(statements);
        }
    }
}
