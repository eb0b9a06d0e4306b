package dev.mastic.aws.sigv4;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A payload sent as it is: proven to have the announced length and, when a hash was signed, that hash. */
final class PlainPayload extends ProvenStream {
    private final InputStream in;
    private final @Nullable String expectedHash;
    private final MessageDigest digest = Hashes.newDigest();
    private final boolean lengthKnown;
    private long left;
    private boolean ended;

    private PlainPayload(InputStream in, OptionalLong length, @Nullable String expectedHash) {
        this.in = in;
        this.expectedHash = expectedHash;
        this.lengthKnown = length.isPresent();
        this.left = length.orElse(Long.MAX_VALUE);
    }

    /**
     * @param length what {@code Content-Length} announced
     * @param expectedHash the signed hash; null for an unsigned payload
     */
    static PlainPayload open(InputStream in, OptionalLong length, @Nullable String expectedHash) {
        PlainPayload payload = new PlainPayload(in, length, expectedHash);
        if (payload.left == 0) {
            payload.end();
        }
        return payload;
    }

    @Override
    int readProven(byte[] target, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            if (lengthKnown) {
                throw incomplete();
            }
            end();
            return -1;
        }
        if (expectedHash != null) {
            digest.update(target, offset, count);
        }
        left -= count;
        if (left == 0) {
            end();
        }
        return count;
    }

    private void end() {
        ended = true;
        if (expectedHash == null) {
            return;
        }
        String actual = Hashes.hex(digest.digest());
        if (!actual.equals(expectedHash)) {
            throw new ServiceException(
                            ErrorCode.CONTENT_MISMATCH,
                            "The provided 'x-amz-content-sha256' header does not match what was computed.")
                    .with(Map.of("ClientComputedContentSHA256", expectedHash, "S3ComputedContentSHA256", actual));
        }
    }
}
