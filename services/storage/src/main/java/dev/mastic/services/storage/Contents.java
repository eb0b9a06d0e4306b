package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.StreamedResponse;
import dev.mastic.services.storage.Leases.Lease;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/** The data of objects, for readers that may be slower than the next writer. */
final class Contents {
    private static final int TRIES_MAX = 100;

    private final BlobStore blobs;
    private final BlobFiles files;
    private final Leases leases;

    Contents(BlobStore blobs, BlobFiles files, Leases leases) {
        this.blobs = blobs;
        this.files = files;
        this.leases = leases;
    }

    /** An object whose files stay until it is closed, whatever becomes of its key. */
    Held hold(Supplier<StoredObject> finding) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            StoredObject object = finding.get();
            Lease lease = leases.take(object.content().id());
            // Whoever replaces the last object with this content takes its rows away in the same commit: rows that are
            // there after the lease was taken mean files that stay.
            List<Blob> parts = blobs.of(object.content().id());
            if (!parts.isEmpty()) {
                return new Held(object, parts, lease);
            }
            lease.close();
        }
        throw new ServiceException(ErrorCode.THROTTLED, "The object is being replaced too fast. Please try again.");
    }

    /** An object that is being read. */
    final class Held implements AutoCloseable {
        private final StoredObject object;
        private final List<Blob> parts;
        private final Lease lease;

        private Held(StoredObject object, List<Blob> parts, Lease lease) {
            this.object = object;
            this.parts = parts;
            this.lease = lease;
        }

        StoredObject object() {
            return object;
        }

        List<Blob> parts() {
            return parts;
        }

        void copyTo(OutputStream out, Slice slice) throws IOException {
            files.copy(parts, slice.offset(), slice.length(), out);
        }

        /** The data as the payload of an answer; the object is let go when it is written. */
        StreamedResponse.Content payload(Slice slice) {
            if (slice.length() == 0) {
                close();
                return out -> {};
            }
            return out -> {
                try (this) {
                    copyTo(out, slice);
                }
            };
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
