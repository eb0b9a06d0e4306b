package dev.mastic.aws.sigv4;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payload in the form {@code aws-chunked}: {@code size[;chunk-signature=…] CRLF data CRLF …}, an empty chunk, and a trailer.
 *
 * <p>Source of the form: "Signature calculations for the Authorization header: transferring a payload in multiple chunks"
 * in the S3 API reference.
 */
final class ChunkedPayload extends ProvenStream {
    private static final int LINE_BYTES_MAX = 1024;
    private static final int TRAILER_LINES_MAX = 16;
    private static final int SIZE_DIGITS_MAX = 15;
    private static final String CHUNK_SIGNATURE = "chunk-signature=";

    private final InputStream in;
    private final PayloadForm form;
    private final @Nullable Signatures signatures;
    private final Trailer trailer;
    private final MessageDigest chunkDigest = Hashes.newDigest();
    private Optional<String> chunkSignature = Optional.empty();
    private long chunkLeft;
    private long left;
    private boolean ended;

    private ChunkedPayload(
            InputStream in, PayloadForm form, long length, @Nullable Signatures signatures, Trailer trailer) {
        this.in = new BufferedInputStream(in);
        this.form = form;
        this.left = length;
        this.signatures = signatures;
        this.trailer = trailer;
    }

    /**
     * @param length what {@code x-amz-decoded-content-length} announced
     * @param signatures the chain of chunk signatures; null where chunks carry none
     */
    static ChunkedPayload open(
            InputStream in, PayloadForm form, long length, @Nullable Signatures signatures, Trailer trailer)
            throws IOException {
        ChunkedPayload payload = new ChunkedPayload(in, form, length, signatures, trailer);
        if (length == 0) {
            payload.openChunk();
        }
        return payload;
    }

    /** The verified trailing fields; empty before the end was read. */
    Map<String, String> trailers() {
        return ended ? trailer.fields() : Map.of();
    }

    @Override
    int readProven(byte[] target, int offset, int length) throws IOException {
        if (!ended && chunkLeft == 0) {
            openChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, chunkLeft));
        if (count < 0) {
            throw incomplete();
        }
        take(target, offset, count);
        if (chunkLeft == 0) {
            closeChunk();
        }
        return count;
    }

    private void take(byte[] bytes, int offset, int count) {
        if (signatures != null) {
            chunkDigest.update(bytes, offset, count);
        }
        trailer.update(bytes, offset, count);
        chunkLeft -= count;
        left -= count;
    }

    private void openChunk() throws IOException {
        String line = readLine();
        int semicolon = line.indexOf(';');
        long size = size(semicolon < 0 ? line : line.substring(0, semicolon));
        chunkSignature = semicolon >= 0 && line.startsWith(CHUNK_SIGNATURE, semicolon + 1)
                ? Optional.of(line.substring(semicolon + 1 + CHUNK_SIGNATURE.length()))
                : Optional.empty();
        if (size > left || (size == 0 && left > 0)) {
            throw incomplete();
        }
        chunkLeft = size;
        if (size == 0) {
            checkChunkSignature();
            readTrailer();
        }
    }

    private void closeChunk() throws IOException {
        checkChunkSignature();
        if (!readLine().isEmpty()) {
            throw malformed("the data of a chunk is longer than its size says");
        }
        if (left == 0) {
            openChunk();
        }
    }

    private void checkChunkSignature() {
        if (signatures != null) {
            signatures.checkChunk(Hashes.hex(chunkDigest.digest()), chunkSignature);
        }
    }

    private void readTrailer() throws IOException {
        if (form.hasTrailer()) {
            boolean wantsSignature = signatures != null;
            for (int lines = 0; lines < TRAILER_LINES_MAX; lines++) {
                String line = readLineOrEnd();
                // AWS's own example has an empty line between the fields and their signature.
                if (line == null || (line.isEmpty() && (!wantsSignature || trailer.isSigned() || lines > 1))) {
                    break;
                }
                if (!line.isEmpty()) {
                    trailer.add(line);
                }
            }
            if (signatures != null) {
                signatures.checkTrailer(trailer.canonical(), trailer.signature());
            }
            trailer.verify();
        }
        ended = true;
    }

    private String readLine() throws IOException {
        String line = readLineOrEnd();
        if (line == null) {
            throw incomplete();
        }
        return line;
    }

    private @Nullable String readLineOrEnd() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            if (line.length() == LINE_BYTES_MAX) {
                throw malformed("a line of the chunked form is longer than " + LINE_BYTES_MAX + " bytes");
            }
            line.append((char) c);
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return line.toString();
    }

    private static long size(String digits) {
        if (!digits.isEmpty()
                && digits.length() <= SIZE_DIGITS_MAX
                && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            return Long.parseLong(digits, 16);
        }
        throw malformed("the size of a chunk is not a hexadecimal number");
    }

    private static ServiceException malformed(String words) {
        return new ServiceException(ErrorCode.INVALID_REQUEST, "The request body is not well-formed: %s.", words);
    }
}
