package dev.mastic.aws.sigv4;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.Optional;

/** The chain of signatures of a chunked payload: each covers the one before, the first covers the request's own. */
final class Signatures {
    private final SigningKey key;
    private final String timestamp;
    private String previous;

    Signatures(SigningKey key, String timestamp, String seed) {
        this.key = key;
        this.timestamp = timestamp;
        this.previous = seed;
    }

    /** Checks the signature of the next chunk, whose data has the given hash. */
    void checkChunk(String dataHash, Optional<String> given) {
        check(key.signPart("PAYLOAD", timestamp, previous, Hashes.EMPTY_HEX + '\n' + dataHash), given);
    }

    /** Checks the signature of the trailing header fields. */
    void checkTrailer(String fields, Optional<String> given) {
        check(key.signPart("TRAILER", timestamp, previous, Hashes.sha256Hex(fields)), given);
    }

    private void check(String expected, Optional<String> given) {
        if (!Hashes.equal(expected, given.orElse(""))) {
            throw new ServiceException(
                    ErrorCode.SIGNATURE_MISMATCH,
                    "The request signature we calculated does not match the signature you provided. Check your key and"
                            + " signing method.");
        }
        previous = expected;
    }
}
