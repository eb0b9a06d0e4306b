package dev.mastic.services.storage;

import dev.mastic.aws.RequestBody;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.services.storage.Contents.Held;
import dev.mastic.services.storage.Digests.Digested;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;

/** Writes parts of uploads: data to disk first, then the row. */
final class PartWriter {
    static final int PARTS_MAX = 10_000;

    private final UploadStore uploads;
    private final BlobFiles files;
    private final Clock clock;

    PartWriter(UploadStore uploads, BlobFiles files, Clock clock) {
        this.uploads = uploads;
        this.files = files;
        this.clock = clock;
    }

    /** Makes the payload a part. */
    Blob write(Upload upload, int number, RequestBody body, Claims claims) {
        return write(
                upload,
                number,
                draft -> Intake.receive(body, draft, claims, upload.checksums().algorithm()));
    }

    /** Makes a slice of another object a part. */
    Blob copy(Upload upload, int number, Held source, Slice slice) {
        return write(upload, number, draft -> {
            Digests digests = new Digests(Set.of(upload.checksums().algorithm()));
            try {
                source.copyTo(new DigestedOutput(digests, draft), slice);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return digests.finish(slice.length());
        });
    }

    Instant now() {
        return Instant.ofEpochSecond(clock.instant().getEpochSecond());
    }

    private Blob write(Upload upload, int number, Function<BlobDraft, Digested> filling) {
        if (number < 1 || number > PARTS_MAX) {
            throw Refusals.invalidArgument(
                    "partNumber",
                    Integer.toString(number),
                    "Part number must be an integer between 1 and %d, inclusive".formatted(PARTS_MAX));
        }
        ChecksumAlgorithm algorithm = upload.checksums().algorithm();
        try (BlobDraft draft = files.draft()) {
            Digested digested = filling.apply(draft);
            Blob part =
                    new Blob(draft.id(), number, digested.size(), digested.md5Hex(), digested.value(algorithm), now());
            return draft.keep(() -> {
                uploads.putPart(upload, part);
                return part;
            });
        }
    }
}
