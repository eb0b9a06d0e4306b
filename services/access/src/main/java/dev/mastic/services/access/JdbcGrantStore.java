package dev.mastic.services.access;

import dev.mastic.store.Database;
import java.util.List;
import java.util.Optional;

final class JdbcGrantStore implements GrantStore {
    private final Database database;

    JdbcGrantStore(Database database) {
        this.database = database;
    }

    @Override
    public void putInline(String identityId, InlinePolicy policy) {
        database.update(handle -> handle.execute(
                "INSERT INTO access_inline_policy (identity_id, name, document) VALUES (?, ?, ?)"
                        + " ON CONFLICT (identity_id, name) DO UPDATE SET document = excluded.document",
                identityId,
                policy.name(),
                policy.document()));
    }

    @Override
    public Optional<InlinePolicy> findInline(String identityId, String name) {
        return inline(identityId).stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst();
    }

    @Override
    public List<InlinePolicy> inline(String identityId) {
        return database.read(handle -> handle.createQuery(
                        "SELECT name, document FROM access_inline_policy WHERE identity_id = :id ORDER BY name")
                .bind("id", identityId)
                .map((row, context) -> new InlinePolicy(row.getString("name"), row.getString("document")))
                .list());
    }

    @Override
    public boolean removeInline(String identityId, String name) {
        return database.write(handle ->
                handle.execute("DELETE FROM access_inline_policy WHERE identity_id = ? AND name = ?", identityId, name)
                        == 1);
    }

    @Override
    public void attach(String identityId, String policyArn) {
        database.update(handle -> handle.execute(
                "INSERT INTO access_attachment (identity_id, policy_arn) VALUES (?, ?) ON CONFLICT DO NOTHING",
                identityId,
                policyArn));
    }

    @Override
    public boolean detach(String identityId, String policyArn) {
        return database.write(handle -> handle.execute(
                        "DELETE FROM access_attachment WHERE identity_id = ? AND policy_arn = ?", identityId, policyArn)
                == 1);
    }

    @Override
    public List<String> attached(String identityId) {
        return database.read(handle -> handle.createQuery(
                        "SELECT policy_arn FROM access_attachment WHERE identity_id = :id ORDER BY policy_arn")
                .bind("id", identityId)
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<Identity> holders(String policyArn) {
        return identities(
                "SELECT i.* FROM access_attachment a JOIN access_identity i ON i.id = a.identity_id"
                        + " WHERE a.policy_arn = :arn ORDER BY i.name_key",
                policyArn);
    }

    @Override
    public int holderCount(String policyArn) {
        return database.read(
                handle -> handle.createQuery("SELECT count(*) FROM access_attachment WHERE policy_arn = :arn")
                        .bind("arn", policyArn)
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public List<Identity> bounded(String policyArn) {
        return identities("SELECT * FROM access_identity WHERE boundary_arn = :arn ORDER BY name_key", policyArn);
    }

    private List<Identity> identities(String sql, String policyArn) {
        return database.read(handle -> handle.createQuery(sql)
                .bind("arn", policyArn)
                .map(JdbcIdentityStore.ROW)
                .list());
    }
}
