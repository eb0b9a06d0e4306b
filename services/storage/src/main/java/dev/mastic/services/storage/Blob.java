package dev.mastic.services.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A file of data, written once.
 *
 * @param id names the file
 * @param position its place in the content: the part number, or 1
 * @param size in bytes
 * @param md5 in hexadecimal, which is the part's ETag
 * @param checksum in base 64, of the algorithm that the upload or object was begun with
 */
record Blob(String id, int position, long size, String md5, String checksum, Instant writtenAt) {
    Blob {
        requireNonNull(id, "id");
        requireNonNull(md5, "md5");
        requireNonNull(checksum, "checksum");
        requireNonNull(writtenAt, "writtenAt");
    }
}
