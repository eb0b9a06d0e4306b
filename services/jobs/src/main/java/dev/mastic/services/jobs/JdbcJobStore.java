package dev.mastic.services.jobs;

import dev.mastic.runs.JobKey;
import dev.mastic.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Keeps job definitions in the database. */
final class JdbcJobStore implements JobStore {
    private final Database database;

    JdbcJobStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<JobDefinition> find(JobKey key) {
        return database.read(
                handle -> handle.createQuery("SELECT * FROM job WHERE account = ? AND region = ? AND name = ?")
                        .bind(0, key.account())
                        .bind(1, key.region())
                        .bind(2, key.name())
                        .map(JdbcJobStore::job)
                        .findOne());
    }

    @Override
    public boolean add(JobDefinition job) {
        return database.write(handle -> handle.createUpdate("""
                                INSERT INTO job (account, region, name, job_id, definition, created_on, modified_on)
                                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                                """)
                        .bind(0, job.key().account())
                        .bind(1, job.key().region())
                        .bind(2, job.key().name())
                        .bind(3, job.jobId())
                        .bind(4, job.document())
                        .bind(5, job.createdOn().toEpochMilli())
                        .bind(6, job.modifiedOn().toEpochMilli())
                        .execute()
                == 1);
    }

    @Override
    public boolean replace(JobDefinition job) {
        return database.write(handle -> handle.createUpdate(
                                "UPDATE job SET definition = ?, modified_on = ? WHERE account = ? AND region = ? AND name = ?")
                        .bind(0, job.document())
                        .bind(1, job.modifiedOn().toEpochMilli())
                        .bind(2, job.key().account())
                        .bind(3, job.key().region())
                        .bind(4, job.key().name())
                        .execute()
                == 1);
    }

    @Override
    public void remove(JobKey key) {
        database.update(handle -> handle.execute(
                "DELETE FROM job WHERE account = ? AND region = ? AND name = ?",
                key.account(),
                key.region(),
                key.name()));
    }

    @Override
    public List<JobDefinition> list(String account, String region, String after, int max) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM job WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?")
                .bind(0, account)
                .bind(1, region)
                .bind(2, after)
                .bind(3, max)
                .map(JdbcJobStore::job)
                .list());
    }

    @Override
    public List<String> names(String account, String region, Map<String, String> tags, String after, int max) {
        String tagged = """
                 AND EXISTS (SELECT 1 FROM glue_tag
                    WHERE arn = 'arn:aws:glue:' || job.region || ':' || job.account || ':job/' || job.name
                    AND key = ? AND value = ?)
                """;
        return database.read(handle -> {
            var query = handle.createQuery("SELECT name FROM job WHERE account = ? AND region = ? AND name > ?"
                            + tagged.repeat(tags.size()) + " ORDER BY name LIMIT ?")
                    .bind(0, account)
                    .bind(1, region)
                    .bind(2, after);
            int position = 3;
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                query.bind(position++, tag.getKey()).bind(position++, tag.getValue());
            }
            return query.bind(position, max).mapTo(String.class).list();
        });
    }

    private static JobDefinition job(ResultSet row, StatementContext context) throws SQLException {
        return new JobDefinition(
                new JobKey(row.getString("account"), row.getString("region"), row.getString("name")),
                row.getString("job_id"),
                row.getString("definition"),
                Instant.ofEpochMilli(row.getLong("created_on")),
                Instant.ofEpochMilli(row.getLong("modified_on")));
    }
}
