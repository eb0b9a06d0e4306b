package dev.mastic.services.catalog;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * What a catalog says about who may use it.
 *
 * @param text a policy document, as it was given
 * @param createdAt to the second
 * @param updatedAt to the second
 */
record CatalogPolicy(String text, Instant createdAt, Instant updatedAt) {
    CatalogPolicy {
        requireNonNull(text, "text");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** Tells one text from another, for updates that depend on what was read. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
