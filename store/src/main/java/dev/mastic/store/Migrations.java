package dev.mastic.store;

/** Where the modules keep how their tables are made. */
final class Migrations {
    /** On the class path. Written for SQLite. */
    static final String FOLDER = "db/migration";

    /** What PostgreSQL says in another way altogether, under the same names. */
    static final String POSTGRESQL_FOLDER = "db/migration-postgresql";

    private Migrations() {}
}
