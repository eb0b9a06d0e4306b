package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.RequestBody;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.services.storage.Digests.Digested;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Takes in the data of an upload: into a file, through the checksums, against what the client claims. */
final class Intake {
    /** What one request may carry: 5 GiB. */
    static final long BYTES_MAX = 5L << 30;

    private Intake() {}

    /**
     * Reads a payload to its end.
     *
     * @param wanted the algorithm that the caller needs a value of, besides what the client claims
     */
    static Digested receive(RequestBody body, BlobDraft draft, Claims claims, ChecksumAlgorithm wanted) {
        long announced = body.length().orElse(0);
        if (announced > BYTES_MAX) {
            throw tooLarge(announced);
        }
        Set<ChecksumAlgorithm> algorithms = EnumSet.of(wanted);
        algorithms.addAll(claims.checksums().keySet());
        Digests digests = new Digests(algorithms);
        byte[] buffer = new byte[bufferBytes(body)];
        long size = 0;
        for (int read = read(body.stream(), buffer); read > 0; read = read(body.stream(), buffer)) {
            size += read;
            if (size > BYTES_MAX) {
                throw tooLarge(size);
            }
            digests.update(buffer, 0, read);
            write(draft, buffer, read);
        }
        if (body.length().isPresent() && size != announced) {
            throw incomplete();
        }
        Digested digested = digests.finish(size);
        claims.verify(digested);
        return digested;
    }

    private static int bufferBytes(RequestBody body) {
        return (int) Math.min(BlobFiles.BUFFER_BYTES, Math.max(1, body.length().orElse(BlobFiles.BUFFER_BYTES)));
    }

    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.readNBytes(buffer, 0, buffer.length);
        } catch (IOException clientIsGone) {
            throw incomplete();
        }
    }

    // Not a refusal: a full disk is our fault, and answers 500.
    private static void write(BlobDraft draft, byte[] buffer, int length) {
        try {
            draft.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServiceException incomplete() {
        return new ServiceException(
                ErrorCode.INCOMPLETE_BODY,
                "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }

    private static ServiceException tooLarge(long size) {
        return new ServiceException(ErrorCode.ENTITY_TOO_LARGE, "Your proposed upload exceeds the maximum allowed size")
                .with(Map.of("ProposedSize", Long.toString(size), "MaxSizeAllowed", Long.toString(BYTES_MAX)));
    }
}
