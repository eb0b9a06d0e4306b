package dev.mastic.services.jobs;

import dev.mastic.store.Database;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps tags in the database. */
final class JdbcTagStore {
    private final Database database;

    JdbcTagStore(Database database) {
        this.database = database;
    }

    Map<String, String> of(String arn) {
        return database.read(handle -> {
            Map<String, String> tags = new LinkedHashMap<>();
            handle.createQuery("SELECT key, value FROM glue_tag WHERE arn = ? ORDER BY key")
                    .bind(0, arn)
                    .mapToMap()
                    .forEach(row -> tags.put((String) row.get("key"), (String) row.get("value")));
            return tags;
        });
    }

    void put(String arn, Map<String, String> tags) {
        database.update(handle -> tags.forEach((key, value) -> handle.execute(
                "INSERT INTO glue_tag (arn, key, value) VALUES (?, ?, ?) ON CONFLICT (arn, key) DO UPDATE SET value = excluded.value",
                arn,
                key,
                value)));
    }

    void remove(String arn, Collection<String> keys) {
        database.update(handle ->
                keys.forEach(key -> handle.execute("DELETE FROM glue_tag WHERE arn = ? AND key = ?", arn, key)));
    }

    void removeAll(String arn) {
        database.update(handle -> handle.execute("DELETE FROM glue_tag WHERE arn = ?", arn));
    }
}
