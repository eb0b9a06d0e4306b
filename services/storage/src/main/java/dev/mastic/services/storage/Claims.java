package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.services.storage.Digests.Digested;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says about the data it sends, to be checked against what arrives.
 *
 * @param md5 the {@code Content-MD5} header
 * @param checksums the {@code x-amz-checksum-…} headers; S3 takes one at most
 * @param announced the algorithm whose value follows the data, as a trailer
 */
record Claims(Optional<String> md5, Map<ChecksumAlgorithm, String> checksums, Optional<ChecksumAlgorithm> announced) {
    private static final int MD5_BYTES = 16;

    Claims {
        checksums = Map.copyOf(checksums);
        md5.ifPresent(Claims::refuseMalformed);
        if (checksums.size() > 1) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }
    }

    /** The algorithm that the client chose; empty when it left the choice to us. */
    Optional<ChecksumAlgorithm> algorithm() {
        return checksums.keySet().stream().findFirst().or(() -> announced);
    }

    /** Refuses data other than what was claimed. */
    void verify(Digested digested) {
        String actualMd5 = digested.value(ChecksumAlgorithm.MD5);
        md5.filter(claimed -> !claimed.equals(actualMd5)).ifPresent(claimed -> {
            throw new ServiceException(
                            ErrorCode.BAD_DIGEST, "The Content-MD5 you specified did not match what we received.")
                    .with(Map.of("ExpectedDigest", claimed, "CalculatedDigest", actualMd5));
        });
        checksums.forEach((algorithm, claimed) -> {
            if (!claimed.equals(digested.value(algorithm))) {
                throw mismatch(algorithm);
            }
        });
    }

    static ServiceException mismatch(ChecksumAlgorithm algorithm) {
        return new ServiceException(
                ErrorCode.BAD_DIGEST, "The %s you specified did not match the calculated checksum.", algorithm.name());
    }

    private static void refuseMalformed(String md5) {
        try {
            if (Base64.getDecoder().decode(md5).length == MD5_BYTES) {
                return;
            }
        } catch (IllegalArgumentException notBase64) {
            // refused below
        }
        throw new ServiceException(ErrorCode.INVALID_DIGEST, "The Content-MD5 you specified was invalid.")
                .with(Map.of("Content-MD5", md5));
    }
}
