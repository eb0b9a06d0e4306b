package dev.mastic.services.secrets;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secret without its values.
 *
 * @param id the database's own number
 * @param suffix the six random characters that end the ARN
 * @param description absent when none was given
 * @param kmsKeyId kept and told, without effect: there is one key here
 * @param accessedOn the day on which its value was last read; absent when it never was
 * @param deletion absent unless it is marked for deletion
 * @param tags by key
 * @param stages the labels of each version that has any, by version
 */
record StoredSecret(
        long id,
        SecretName name,
        String suffix,
        @Nullable String description,
        @Nullable String kmsKeyId,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant accessedOn,
        @Nullable Deletion deletion,
        Map<String, String> tags,
        Map<String, Set<String>> stages) {

    /**
     * A secret's coming end.
     *
     * @param askedAt when it was marked
     * @param dueAt when nobody can bring it back any more
     */
    record Deletion(Instant askedAt, Instant dueAt) {}

    StoredSecret {
        requireNonNull(name, "name");
        requireNonNull(suffix, "suffix");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(changedAt, "changedAt");
        tags = Map.copyOf(tags);
        stages = Map.copyOf(stages);
    }

    String arn() {
        return arn(name, suffix);
    }

    static String arn(SecretName name, String suffix) {
        return "arn:aws:secretsmanager:%s:%s:secret:%s-%s"
                .formatted(name.region(), name.account(), name.name(), suffix);
    }
}
