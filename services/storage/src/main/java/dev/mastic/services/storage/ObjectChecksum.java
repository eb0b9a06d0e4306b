package dev.mastic.services.storage;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.checksum.ChecksumAlgorithm;

/**
 * The checksum that is kept with an object.
 *
 * @param value in base 64; of a composite one followed by {@code -} and the number of parts
 */
record ObjectChecksum(ChecksumAlgorithm algorithm, ChecksumScope scope, String value) {
    ObjectChecksum {
        requireNonNull(algorithm, "algorithm");
        requireNonNull(scope, "scope");
        requireNonNull(value, "value");
    }
}
