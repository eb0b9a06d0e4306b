package dev.mastic.services.access;

/**
 * A policy that is part of an identity.
 *
 * @param name unique in the identity
 * @param document the policy, as JSON
 */
record InlinePolicy(String name, String document) {}
