package dev.mastic.services.storage;

import static java.util.Objects.requireNonNull;

/**
 * The data of an object, which never changes: other data is another content. Copies share it.
 *
 * @param id the id its files are found by
 * @param size in bytes
 * @param etag without quotes
 * @param parts how many parts it was uploaded in; 0 when it came in one piece
 */
record ObjectContent(String id, long size, String etag, int parts, ObjectChecksum checksum) {
    ObjectContent {
        requireNonNull(id, "id");
        requireNonNull(etag, "etag");
        requireNonNull(checksum, "checksum");
    }

    ObjectContent with(ObjectChecksum other) {
        return new ObjectContent(id, size, etag, parts, other);
    }
}
