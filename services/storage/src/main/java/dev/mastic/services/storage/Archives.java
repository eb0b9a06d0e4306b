package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects in the storage classes of archives: they are listed and described, but not read before they are restored. */
final class Archives {
    private static final Set<String> CLASSES = Set.of("GLACIER", "DEEP_ARCHIVE");

    private final Clock clock;

    Archives(Clock clock) {
        this.clock = clock;
    }

    boolean isArchived(StoredObject object) {
        return CLASSES.contains(object.description().storageClass());
    }

    boolean isRestored(StoredObject object) {
        return object.restoredUntil().filter(clock.instant()::isBefore).isPresent();
    }

    void refuseRead(StoredObject object) {
        if (isArchived(object) && !isRestored(object)) {
            throw refusal(object, "The operation is not valid for the object's storage class");
        }
    }

    void refuseCopy(StoredObject source) {
        if (isArchived(source) && !isRestored(source)) {
            throw refusal(source, "Operation is not valid for the source object's storage class");
        }
    }

    ServiceException refusal(StoredObject object, String message) {
        return new ServiceException(ErrorCode.INVALID_OBJECT_STATE, "%s", message)
                .with(Map.of("StorageClass", object.description().storageClass()));
    }

    /** What {@code x-amz-restore} says of an object; it says nothing of one that is not restored. */
    Optional<String> restoration(StoredObject object) {
        return object.restoredUntil()
                .filter(until -> isRestored(object))
                .map(until -> "ongoing-request=\"false\", expiry-date=\""
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC)) + "\"");
    }
}
