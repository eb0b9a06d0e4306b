package dev.mastic.services.storage;

import dev.mastic.aws.RequestBody;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import dev.mastic.services.storage.Digests.Digested;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Writes objects: data to disk first, then the row that makes it what the key holds. */
final class ObjectWriter {
    private final BlobFiles files;
    private final Clock clock;

    ObjectWriter(BlobFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /** Where an object goes, what is said about it, and what must hold for it to go there. */
    record Target(String bucket, String key, Description description, WriteCondition condition) {}

    /** Makes the payload what the key holds. */
    StoredObject write(ObjectStore objects, Target target, RequestBody body, Claims claims) {
        ChecksumAlgorithm algorithm = claims.algorithm().orElse(ChecksumShapes.DEFAULT);
        try (BlobDraft draft = files.draft()) {
            Digested digested = Intake.receive(body, draft, claims, algorithm);
            ObjectContent content = new ObjectContent(
                    draft.id(), digested.size(), digested.md5Hex(), 0, checksum(digested, algorithm, body));
            StoredObject object = new StoredObject(target.bucket(), target.key(), content, target.description(), now());
            Blob blob = new Blob(
                    draft.id(),
                    1,
                    content.size(),
                    content.etag(),
                    content.checksum().value(),
                    object.modifiedAt());
            return draft.keep(() -> {
                objects.put(object, List.of(blob), target.condition());
                return object;
            });
        }
    }

    Instant now() {
        return Instant.ofEpochSecond(clock.instant().getEpochSecond());
    }

    /** A checksum that came behind the data was verified on the way in; it is the one the client wants kept. */
    private static ObjectChecksum checksum(Digested digested, ChecksumAlgorithm algorithm, RequestBody body) {
        for (ChecksumAlgorithm each : ChecksumAlgorithm.values()) {
            String trailing = body.trailers().get().get(each.headerName());
            if (trailing != null) {
                return new ObjectChecksum(each, ChecksumScope.FULL_OBJECT, trailing);
            }
        }
        return new ObjectChecksum(algorithm, ChecksumScope.FULL_OBJECT, digested.value(algorithm));
    }
}
