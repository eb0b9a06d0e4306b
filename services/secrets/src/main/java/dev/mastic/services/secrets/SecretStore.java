package dev.mastic.services.secrets;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Holds secrets, their versions, labels and tags. */
interface SecretStore {
    Optional<StoredSecret> find(SecretName name);

    /** Keeps a new secret and answers its number. The name is free. */
    long add(SecretName name, String suffix, @Nullable String description, @Nullable String kmsKeyId, Instant now);

    /** Gives a secret another description and key; what is null stays as it is. */
    void describe(long id, @Nullable String description, @Nullable String kmsKeyId, Instant now);

    void changed(long id, Instant now);

    /** Notes the day on which a version was read. */
    void accessed(long id, String version, Instant day);

    /** Marks a secret for deletion, or takes the mark away. */
    void mark(long id, StoredSecret.@Nullable Deletion deletion);

    void remove(long id);

    /** Removes secrets whose time is over; answers how many. */
    int removeDue(Instant now, int max);

    /**
     * Secrets of a region by the time they were made.
     *
     * @param after the place to go on from
     */
    List<StoredSecret> list(
            String account, String region, Place after, Direction direction, Predicate<StoredSecret> accepted, int max);

    Optional<SecretVersion> version(long id, String version);

    /** A secret's versions by their ids, those after the given one. */
    List<SecretVersion> versions(long id, String after, Predicate<SecretVersion> accepted, int max);

    void addVersion(long id, SecretVersion version);

    /** Removes the oldest versions without labels, so that not more than {@code max} versions stay. */
    void prune(long id, int max);

    /** The version that has a label. */
    Optional<String> holder(long id, String stage);

    /** Gives a label to a version; whoever has it loses it. */
    void attach(long id, String stage, String version);

    void detach(long id, String stage);

    void tag(long id, Map<String, String> tags);

    void untag(long id, List<String> keys);

    /** Where a page of a list begins. */
    record Place(Instant createdAt, long id) {}

    /** Which end of time a list begins at. */
    enum Direction {
        OLDEST_FIRST,
        NEWEST_FIRST
    }
}
