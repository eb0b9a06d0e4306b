package dev.mastic.services.access.policy;

/** What a policy is for, which decides what it must say. */
public enum PolicyKind {
    /** Attached to a user, a group, a role or a session: says what they may do. */
    IDENTITY,
    /** Belongs to a resource, e.g. a catalog: says who may use it. */
    RESOURCE,
    /** Belongs to a role: says who may take it on. */
    TRUST
}
