package dev.mastic.services.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A user, a role or a group.
 *
 * @param id the unique id, never used twice, e.g. {@code AROA…}
 * @param accountId the 12 digits of its account
 * @param kind what it is
 * @param name unique in its account and kind, whatever its path
 * @param path begins and ends with a slash
 * @param createdAt when it was made
 * @param boundaryArn the policy that is the most it may ever do
 * @param terms for roles
 */
record Identity(
        String id,
        String accountId,
        IdentityKind kind,
        String name,
        String path,
        Instant createdAt,
        Optional<String> boundaryArn,
        Optional<RoleTerms> terms) {
    Identity {
        requireNonNull(id, "id");
        requireNonNull(accountId, "accountId");
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(path, "path");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(boundaryArn, "boundaryArn");
        if (terms.isPresent() != (kind == IdentityKind.ROLE)) {
            throw new IllegalArgumentException("terms of a " + kind + " (expected: for roles, and for roles only)");
        }
    }

    String arn() {
        return "arn:aws:iam::" + accountId + ":" + kind.word() + path + name;
    }

    /** The terms of what is known to be a role. */
    RoleTerms role() {
        return terms.orElseThrow();
    }

    Identity renamed(String newName, String newPath) {
        return new Identity(id, accountId, kind, newName, newPath, createdAt, boundaryArn, terms);
    }

    Identity boundedBy(Optional<String> policyArn) {
        return new Identity(id, accountId, kind, name, path, createdAt, policyArn, terms);
    }

    Identity onTerms(RoleTerms newTerms) {
        return new Identity(id, accountId, kind, name, path, createdAt, boundaryArn, Optional.of(newTerms));
    }
}
