package dev.mastic.services.secrets;

import dev.mastic.aws.Caller;
import dev.mastic.store.Database;
import dev.mastic.store.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Secrets from their birth to their end. */
final class Secrets {
    private static final Pattern ARN = Pattern.compile(
            "arn:aws:secretsmanager:(?<region>[a-z0-9-]+):(?<account>\\d{12}):secret:(?<rest>.+)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]+");
    private static final int SUFFIX_CHARACTERS = 6;
    private static final int TAGS_MAX = 50;

    private final Database database;
    private final SecretStore store;
    private final Versions versions;
    private final Ids ids;
    private final Clock clock;

    Secrets(Database database, SecretStore store, Versions versions, Ids ids, Clock clock) {
        this.database = database;
        this.store = store;
        this.versions = versions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The secret that a client means.
     *
     * @param id a name, an ARN, or an ARN without its last six characters
     */
    Optional<StoredSecret> find(Caller caller, String id) {
        Matcher arn = ARN.matcher(id);
        if (!arn.matches()) {
            return living(new SecretName(caller.accountId(), caller.region(), id));
        }
        // A secret lives where its ARN says; other regions are asked at their own endpoint.
        if (!arn.group("account").equals(caller.accountId())
                || !arn.group("region").equals(caller.region())) {
            return Optional.empty();
        }
        String rest = arn.group("rest");
        return living(new SecretName(caller.accountId(), caller.region(), rest)).or(() -> bySuffix(caller, rest));
    }

    StoredSecret get(Caller caller, String id) {
        return find(caller, id).orElseThrow(Refusals::notFound);
    }

    /** The same, refused when the secret is marked for deletion. */
    StoredSecret getUsable(Caller caller, String id) {
        StoredSecret secret = get(caller, id);
        if (secret.deletion() != null) {
            throw Refusals.markedForDeletion();
        }
        return secret;
    }

    /**
     * What is asked for with a new secret.
     *
     * @param value absent for a secret that gets its first version later
     */
    record Wish(
            String name,
            @Nullable String description,
            @Nullable String kmsKeyId,
            String token,
            Optional<SecretValue> value,
            Map<String, String> tags) {}

    /** Makes a secret; asked twice with the same token and value, the second time changes nothing. */
    StoredSecret create(Caller caller, Wish wish) {
        checkName(wish.name());
        checkTags(wish.tags());
        SecretName name = new SecretName(caller.accountId(), caller.region(), wish.name());
        return database.atomically(() -> {
            store.find(name).ifPresent(this::removeIfDue);
            Optional<StoredSecret> there = store.find(name);
            if (there.isPresent()) {
                return again(there.orElseThrow(), wish);
            }
            long id = store.add(name, ids.hex(SUFFIX_CHARACTERS), wish.description(), wish.kmsKeyId(), clock.instant());
            store.tag(id, wish.tags());
            StoredSecret secret = store.find(name).orElseThrow();
            wish.value().ifPresent(value -> versions.put(secret, wish.token(), value, Set.of(Versions.CURRENT)));
            return secret;
        });
    }

    private StoredSecret again(StoredSecret there, Wish wish) {
        if (there.deletion() != null) {
            throw Refusals.request(
                    "You can't create this secret because a secret with this name is already scheduled for deletion.");
        }
        boolean same = wish.value().isPresent()
                && versions.holds(there, wish.token(), wish.value().orElseThrow());
        if (!same) {
            throw Refusals.exists("The operation failed because the secret %s already exists.", wish.name());
        }
        return there;
    }

    /** Gives a secret another description or key, and a new version when there is a value. */
    void update(
            StoredSecret secret,
            @Nullable String description,
            @Nullable String kmsKeyId,
            String token,
            Optional<SecretValue> value) {
        database.atomically(() -> {
            store.describe(secret.id(), description, kmsKeyId, clock.instant());
            value.ifPresent(given -> versions.put(secret, token, given, Set.of(Versions.CURRENT)));
            return true;
        });
    }

    /** Marks a secret for deletion; answers when it goes. */
    Instant deleteAfter(StoredSecret secret, Duration window) {
        Instant now = clock.instant();
        StoredSecret.Deletion deletion = new StoredSecret.Deletion(now, now.plus(window));
        store.mark(secret.id(), deletion);
        return deletion.dueAt();
    }

    Instant deleteNow(StoredSecret secret) {
        store.remove(secret.id());
        return clock.instant();
    }

    void restore(StoredSecret secret) {
        store.mark(secret.id(), null);
    }

    void tag(StoredSecret secret, Map<String, String> tags) {
        database.atomically(() -> {
            store.tag(secret.id(), tags);
            checkTags(store.find(secret.name()).orElseThrow().tags());
            store.changed(secret.id(), clock.instant());
            return true;
        });
    }

    void untag(StoredSecret secret, List<String> keys) {
        database.atomically(() -> {
            store.untag(secret.id(), keys);
            store.changed(secret.id(), clock.instant());
            return true;
        });
    }

    boolean isDue(StoredSecret secret) {
        StoredSecret.Deletion deletion = secret.deletion();
        return deletion != null && !deletion.dueAt().isAfter(clock.instant());
    }

    private Optional<StoredSecret> bySuffix(Caller caller, String rest) {
        int dash = rest.length() - SUFFIX_CHARACTERS - 1;
        if (dash <= 0 || rest.charAt(dash) != '-') {
            return Optional.empty();
        }
        SecretName name = new SecretName(caller.accountId(), caller.region(), rest.substring(0, dash));
        return living(name).filter(secret -> secret.suffix().equals(rest.substring(dash + 1)));
    }

    private Optional<StoredSecret> living(SecretName name) {
        return store.find(name).filter(secret -> !isDue(secret));
    }

    private void removeIfDue(StoredSecret secret) {
        if (isDue(secret)) {
            store.remove(secret.id());
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new dev.mastic.aws.ServiceException(
                    dev.mastic.aws.ErrorCode.VALIDATION,
                    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!");
        }
    }

    private static void checkTags(Map<String, String> tags) {
        if (tags.size() > TAGS_MAX) {
            throw Refusals.parameter("Tags: %d (expected: <= %d)", tags.size(), TAGS_MAX);
        }
    }
}
