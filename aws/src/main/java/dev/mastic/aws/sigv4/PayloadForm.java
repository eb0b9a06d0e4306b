package dev.mastic.aws.sigv4;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** How an S3 request protects its payload, as {@code x-amz-content-sha256} says. */
enum PayloadForm {
    /** The header holds the payload's hash. */
    HASHED(""),
    UNSIGNED("UNSIGNED-PAYLOAD"),
    /** Chunks, each with a signature that covers the one before. */
    SIGNED_CHUNKS("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
    /** The same, and signed header fields after the last. */
    SIGNED_CHUNKS_AND_TRAILER("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
    /** Chunks without signatures, and header fields after the last: the default of today's clients over TLS. */
    UNSIGNED_CHUNKS_AND_TRAILER("STREAMING-UNSIGNED-PAYLOAD-TRAILER");

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final String declared;

    PayloadForm(String declared) {
        this.declared = declared;
    }

    static PayloadForm of(String contentSha256) {
        if (HASH.matcher(contentSha256).matches()) {
            return HASHED;
        }
        return Arrays.stream(values())
                .filter(form -> form != HASHED && form.declared.equals(contentSha256))
                .findFirst()
                .orElseThrow(() -> new ServiceException(
                        ErrorCode.INVALID_ARGUMENT,
                        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
                                + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a"
                                + " valid sha256 value."));
    }

    boolean isChunked() {
        return this != HASHED && this != UNSIGNED;
    }

    boolean hasTrailer() {
        return this == SIGNED_CHUNKS_AND_TRAILER || this == UNSIGNED_CHUNKS_AND_TRAILER;
    }

    boolean signsChunks() {
        return this == SIGNED_CHUNKS || this == SIGNED_CHUNKS_AND_TRAILER;
    }
}
