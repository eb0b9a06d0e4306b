package dev.mastic.services.access;

import java.time.Instant;

/**
 * One text of a managed policy.
 *
 * @param number counted from 1
 * @param document the policy, as JSON
 * @param createdAt when it was written
 */
record PolicyVersion(int number, String document, Instant createdAt) {
    /** As IAM writes it, e.g. {@code v2}. */
    String id() {
        return "v" + number;
    }
}
