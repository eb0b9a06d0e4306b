package dev.mastic.services.catalog;

import dev.mastic.store.Database;
import java.time.Instant;
import java.util.Optional;

/** The policies of catalogs, in {@code catalog_policy}. */
final class JdbcCatalogPolicyStore {
    private final Database database;

    JdbcCatalogPolicyStore(Database database) {
        this.database = database;
    }

    Optional<CatalogPolicy> find(String account, String region) {
        return database.read(handle -> handle.select("""
                        SELECT policy, created_at, updated_at FROM catalog_policy WHERE account = ? AND region = ?
                        """, account, region)
                .map((row, context) -> new CatalogPolicy(
                        row.getString("policy"),
                        Instant.ofEpochSecond(row.getLong("created_at")),
                        Instant.ofEpochSecond(row.getLong("updated_at"))))
                .findOne());
    }

    void put(String account, String region, CatalogPolicy policy) {
        database.update(handle -> handle.execute(
                """
                INSERT INTO catalog_policy (account, region, policy, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (account, region) DO UPDATE SET policy = excluded.policy, updated_at = excluded.updated_at
                """,
                account,
                region,
                policy.text(),
                policy.createdAt().getEpochSecond(),
                policy.updatedAt().getEpochSecond()));
    }

    void remove(String account, String region) {
        database.update(handle ->
                handle.execute("DELETE FROM catalog_policy WHERE account = ? AND region = ?", account, region));
    }
}
