package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.util.List;

/** Partition indexes in {@code catalog_partition_index}. */
final class JdbcPartitionIndexStore implements PartitionIndexStore {
    static final String LIST = "SELECT name, index_keys FROM catalog_partition_index WHERE table_id = ? ORDER BY name";

    private final Database database;

    JdbcPartitionIndexStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(CatalogTable table, PartitionIndexDefinition index) {
        return database.write(
                handle -> handle.execute("""
                        INSERT INTO catalog_partition_index (table_id, name, index_keys)
                        VALUES (?, ?, ?) ON CONFLICT DO NOTHING
                        """, table.id(), index.name(), StringList.write(index.keys())) == 1);
    }

    @Override
    public List<PartitionIndexDefinition> list(CatalogTable table) {
        return database.read(handle -> handle.select(LIST, table.id())
                .map((row, context) -> new PartitionIndexDefinition(
                        row.getString("name"), StringList.read(row.getString("index_keys"))))
                .list());
    }

    @Override
    public boolean remove(CatalogTable table, String name) {
        return database.write(handle ->
                handle.execute("DELETE FROM catalog_partition_index WHERE table_id = ? AND name = ?", table.id(), name)
                        == 1);
    }
}
