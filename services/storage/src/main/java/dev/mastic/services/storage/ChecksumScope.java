package dev.mastic.services.storage;

/** What a checksum was computed over. The names are those of {@code x-amz-checksum-type}. */
enum ChecksumScope {
    /** The bytes of the object. */
    FULL_OBJECT,
    /** The checksums of its parts. */
    COMPOSITE
}
