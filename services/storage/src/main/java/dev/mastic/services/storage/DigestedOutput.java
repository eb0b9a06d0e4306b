package dev.mastic.services.storage;

import java.io.IOException;
import java.io.OutputStream;

/** Writes on, through checksums. */
final class DigestedOutput extends OutputStream {
    private final Digests digests;
    private final OutputStream target;

    DigestedOutput(Digests digests, OutputStream target) {
        this.digests = digests;
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        digests.update(bytes, offset, length);
        target.write(bytes, offset, length);
    }
}
