package dev.mastic.aws.sigv4;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A payload that proves itself while it is read. Its last bytes are only handed out after the proof, so that a reader who
 * counts bytes is told of a forgery just as one who waits for the end.
 */
abstract class ProvenStream extends InputStream {
    private @Nullable ServiceException refusal;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        if (refusal != null) {
            throw refusal;
        }
        try {
            return length == 0 ? 0 : readProven(target, offset, length);
        } catch (ServiceException refused) {
            refusal = refused;
            throw refused;
        }
    }

    /** Reads up to {@code length} bytes, at least one; -1 after the last. */
    abstract int readProven(byte[] target, int offset, int length) throws IOException;

    static ServiceException incomplete() {
        return new ServiceException(
                ErrorCode.INCOMPLETE_BODY,
                "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }
}
