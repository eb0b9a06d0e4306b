package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.util.Optional;

/** Statistics in {@code catalog_table_statistics} and {@code catalog_partition_statistics}, which go with their owner. */
final class JdbcStatisticsStore implements StatisticsStore {
    private final Database database;

    JdbcStatisticsStore(Database database) {
        this.database = database;
    }

    @Override
    public void put(StatisticsOwner owner, String column, String statistics) {
        String insert = "INSERT INTO " + table(owner) + " (" + ownerColumn(owner) + ", column_name, statistics)"
                + " VALUES (?, ?, ?) ON CONFLICT (" + ownerColumn(owner)
                + ", column_name) DO UPDATE SET statistics = excluded.statistics";
        database.update(handle -> handle.execute(insert, owner.id(), column, statistics));
    }

    @Override
    public Optional<String> find(StatisticsOwner owner, String column) {
        return database.read(
                handle -> handle.select("SELECT statistics FROM " + table(owner) + where(owner), owner.id(), column)
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public boolean remove(StatisticsOwner owner, String column) {
        return database.write(
                handle -> handle.execute("DELETE FROM " + table(owner) + where(owner), owner.id(), column) == 1);
    }

    private static String table(StatisticsOwner owner) {
        return switch (owner.kind()) {
            case TABLE -> "catalog_table_statistics";
            case PARTITION -> "catalog_partition_statistics";
        };
    }

    private static String ownerColumn(StatisticsOwner owner) {
        return switch (owner.kind()) {
            case TABLE -> "table_id";
            case PARTITION -> "partition_id";
        };
    }

    private static String where(StatisticsOwner owner) {
        return " WHERE " + ownerColumn(owner) + " = ? AND column_name = ?";
    }
}
