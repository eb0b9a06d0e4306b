package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold of the object that is there for a write to happen; judged in the transaction that writes.
 *
 * @param ifMatch the ETag it must have, or {@code *} for any
 * @param ifNoneMatch {@code *} when there must be none
 */
record WriteCondition(Optional<String> ifMatch, Optional<String> ifNoneMatch) {
    static final WriteCondition NONE = new WriteCondition(Optional.empty(), Optional.empty());

    WriteCondition {
        if (ifNoneMatch.filter(etag -> !etag.equals(EntityTags.ANY)).isPresent()) {
            throw new ServiceException(
                    ErrorCode.NOT_IMPLEMENTED,
                    "A header you provided implies functionality that is not implemented: If-None-Match other than *");
        }
    }

    /** Returns when the write may happen. */
    void judge(String key, Optional<String> currentEtag) {
        if (ifNoneMatch.isPresent() && currentEtag.isPresent()) {
            throw failed("If-None-Match");
        }
        ifMatch.ifPresent(wanted -> {
            String etag = currentEtag.orElseThrow(() -> Refusals.noSuchKey(key));
            if (!EntityTags.matches(wanted, etag)) {
                throw failed("If-Match");
            }
        });
    }

    static ServiceException failed(String condition) {
        return new ServiceException(
                        ErrorCode.PRECONDITION_FAILED, "At least one of the pre-conditions you specified did not hold")
                .with(Map.of("Condition", condition));
    }
}
