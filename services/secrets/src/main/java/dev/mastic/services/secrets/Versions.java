package dev.mastic.services.secrets;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.store.Database;
import dev.mastic.store.SealingKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The versions of secrets and the labels that move among them. */
final class Versions {
    static final String CURRENT = "AWSCURRENT";

    private static final String PREVIOUS = "AWSPREVIOUS";
    // Secrets Manager keeps about this many before it removes those without labels.
    private static final int VERSIONS_MAX = 100;
    private static final int STAGES_MAX = 20;

    private final Database database;
    private final SecretStore store;
    private final SealingKey key;
    private final Clock clock;

    Versions(Database database, SecretStore store, SealingKey key, Clock clock) {
        this.database = database;
        this.store = store;
        this.key = key;
        this.clock = clock;
    }

    /** Adds a version with these labels. The same token and value again change nothing. */
    void put(StoredSecret secret, String token, SecretValue value, Set<String> stages) {
        database.atomically(() -> {
            Optional<SecretVersion> there = store.version(secret.id(), token);
            if (there.isEmpty()) {
                add(secret, token, value, stages);
            } else if (!open(secret, there.orElseThrow()).sameAs(value)) {
                throw Refusals.exists(
                        "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s.",
                        token, secret.arn());
            }
            return true;
        });
    }

    /** Whether a version of this token has this value. */
    boolean holds(StoredSecret secret, String token, SecretValue value) {
        return store.version(secret.id(), token)
                .filter(version -> open(secret, version).sameAs(value))
                .isPresent();
    }

    /** The version that a client means: by id, by label, or the current one. */
    SecretVersion get(StoredSecret secret, @Nullable String id, @Nullable String stage) {
        if (id == null) {
            String label = stage == null ? CURRENT : stage;
            return store.holder(secret.id(), label)
                    .flatMap(version -> store.version(secret.id(), version))
                    .orElseThrow(() -> Refusals.noVersion("staging label: " + label));
        }
        SecretVersion version =
                store.version(secret.id(), id).orElseThrow(() -> Refusals.noVersion("VersionId: " + id));
        if (stage != null && !version.stages().contains(stage)) {
            throw Refusals.request("You provided a VersionStage that is not associated to the provided VersionId.");
        }
        return version;
    }

    /** Opens a version's value, and notes the day. */
    SecretValue read(StoredSecret secret, SecretVersion version) {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        if (!today.equals(version.accessedOn()) || !today.equals(secret.accessedOn())) {
            store.accessed(secret.id(), version.id(), today);
        }
        return open(secret, version);
    }

    /** Moves a label from one version to another; either end may be nowhere. */
    void moveStage(StoredSecret secret, String stage, @Nullable String from, @Nullable String to) {
        database.atomically(() -> {
            Optional<String> holder = store.holder(secret.id(), stage);
            if (from != null && !Optional.of(from).equals(holder)) {
                throw Refusals.parameter("The staging label %s isn't attached to version %s.", stage, from);
            }
            if (to == null) {
                remove(secret, stage, from);
            } else {
                move(secret, stage, holder, from, to);
            }
            store.changed(secret.id(), clock.instant());
            return true;
        });
    }

    private void remove(StoredSecret secret, String stage, @Nullable String from) {
        if (from == null) {
            throw Refusals.parameter(
                    "You must specify a value for MoveToVersionId or RemoveFromVersionId for the staging label %s.",
                    stage);
        }
        if (stage.equals(CURRENT)) {
            throw Refusals.parameter(
                    "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.");
        }
        store.detach(secret.id(), stage);
    }

    private void move(StoredSecret secret, String stage, Optional<String> holder, @Nullable String from, String to) {
        SecretVersion target = store.version(secret.id(), to).orElseThrow(() -> Refusals.noVersion("VersionId: " + to));
        if (from == null && holder.isPresent() && !holder.orElseThrow().equals(to)) {
            throw Refusals.parameter(
                    "The parameter RemoveFromVersionId can't be empty. Staging label %s is currently attached to version"
                            + " %s, so you must explicitly reference that version in RemoveFromVersionId.",
                    stage, holder.orElseThrow());
        }
        Set<String> stages = new HashSet<>(target.stages());
        stages.add(stage);
        checkStages(stages);
        attach(secret, stage, to);
    }

    private void add(StoredSecret secret, String token, SecretValue value, Set<String> asked) {
        Set<String> stages = new HashSet<>(asked);
        if (store.holder(secret.id(), CURRENT).isEmpty()) {
            stages.add(CURRENT);
        }
        checkStages(stages);
        SealedValue sealed = new SealedValue(value.kind(), key.seal(value.bytes(), place(secret, token)));
        store.addVersion(secret.id(), new SecretVersion(token, sealed, Set.of(), clock.instant(), null));
        stages.forEach(stage -> attach(secret, stage, token));
        store.prune(secret.id(), VERSIONS_MAX);
        store.changed(secret.id(), clock.instant());
    }

    /** The version that was current until now becomes the previous one. */
    private void attach(StoredSecret secret, String stage, String version) {
        if (stage.equals(CURRENT)) {
            store.holder(secret.id(), CURRENT)
                    .filter(holder -> !holder.equals(version))
                    .ifPresent(holder -> store.attach(secret.id(), PREVIOUS, holder));
        }
        store.attach(secret.id(), stage, version);
    }

    private SecretValue open(StoredSecret secret, SecretVersion version) {
        try {
            byte[] plain = key.open(version.value().bytes(), place(secret, version.id()));
            return new SecretValue(version.value().kind(), plain);
        } catch (IllegalStateException otherKey) {
            throw new ServiceException(
                    ErrorCode.DECRYPTION_FAILURE,
                    "Secrets Manager can't decrypt version %s of %s: it was not sealed with this server's key.",
                    version.id(),
                    secret.arn());
        }
    }

    private static String place(StoredSecret secret, String version) {
        return secret.arn() + " " + version;
    }

    private static void checkStages(Set<String> stages) {
        if (stages.size() > STAGES_MAX) {
            throw new ServiceException(
                    ErrorCode.LIMIT_EXCEEDED, "VersionStages: %d (expected: <= %d)", stages.size(), STAGES_MAX);
        }
    }
}
