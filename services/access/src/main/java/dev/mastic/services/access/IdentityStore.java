package dev.mastic.services.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds users, roles and groups, who is in which group, and tags. */
interface IdentityStore {
    /** Keeps a new identity; false when its name is taken. */
    boolean add(Identity identity);

    Optional<Identity> find(String accountId, IdentityKind kind, String name);

    Optional<Identity> findById(String id);

    /**
     * Identities whose path begins with a prefix, in the order of their names without regard to case.
     *
     * @param afterNameKey the lower-cased name after which to begin
     */
    List<Identity> list(String accountId, IdentityKind kind, String pathPrefix, String afterNameKey, int itemsMax);

    /** Keeps a changed identity under its id; false when its new name is taken. */
    boolean replace(Identity identity);

    /** Forgets an identity with everything attached to it. */
    void remove(String id);

    void addMember(String groupId, String userId);

    /** Takes a user out of a group; false when he was not in it. */
    boolean removeMember(String groupId, String userId);

    List<Identity> groupsOf(String userId);

    List<Identity> membersOf(String groupId);

    /** The tags of an identity or a policy, by key. */
    Map<String, String> tags(String ownerId);

    void putTags(String ownerId, Map<String, String> tags);

    void removeTags(String ownerId, Set<String> keys);
}
