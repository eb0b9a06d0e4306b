package dev.mastic.services.jobs;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import java.util.Collection;
import java.util.Map;

/** The tags of every Glue resource, by ARN. Other features of Glue keep the tags of theirs here too. */
public final class ResourceTags {
    private static final int TAGS_MAX = 50;

    private final JdbcTagStore tags;
    private final Database database;

    public ResourceTags(Database database) {
        this.tags = new JdbcTagStore(database);
        this.database = database;
    }

    public Map<String, String> of(String arn) {
        return tags.of(arn);
    }

    /** Adds tags; a key that is there gets the new value. */
    public void add(String arn, Map<String, String> added) {
        database.atomically(() -> {
            tags.put(arn, added);
            Map<String, String> all = tags.of(arn);
            if (all.size() > TAGS_MAX) {
                throw new ServiceException(
                        ErrorCode.INVALID_INPUT, "Tags: %d on %s (expected: <= %d)", all.size(), arn, TAGS_MAX);
            }
            return all;
        });
    }

    public void remove(String arn, Collection<String> keys) {
        tags.remove(arn, keys);
    }

    /** Forgets the tags of a resource that is gone. */
    public void forget(String arn) {
        tags.removeAll(arn);
    }
}
