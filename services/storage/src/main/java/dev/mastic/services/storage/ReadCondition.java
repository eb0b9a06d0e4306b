package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What must hold of an object for it to be read or copied.
 *
 * <p>An ETag that was named outweighs a time that was named with it: RFC 9110, 13.2.2, and S3's page on GetObject.
 */
record ReadCondition(
        Optional<String> ifMatch,
        Optional<String> ifNoneMatch,
        Optional<Instant> ifModifiedSince,
        Optional<Instant> ifUnmodifiedSince) {

    /** The conditions of a read. */
    static ReadCondition of(SdkPojo request) {
        return of(request, "");
    }

    /** The conditions of a copy, on its source. */
    static ReadCondition ofCopySource(SdkPojo request) {
        return of(request, "CopySource");
    }

    /** Refuses a read: 412, or 304 for one that has a copy already. */
    void judgeRead(StoredObject object) {
        if (isMissed(object)) {
            throw WriteCondition.failed(ifMatch.isPresent() ? "If-Match" : "If-Unmodified-Since");
        }
        if (isKnown(object)) {
            throw new ServiceException(ErrorCode.NOT_MODIFIED, "Not Modified")
                    .with(Map.of("ETag", EntityTags.quoted(object.content().etag())));
        }
    }

    /** Refuses a copy: 412 in every case. */
    void judgeCopy(StoredObject source) {
        if (isMissed(source) || isKnown(source)) {
            throw WriteCondition.failed("x-amz-copy-source-if-");
        }
    }

    private boolean isMissed(StoredObject object) {
        return ifMatch.map(etags -> !EntityTags.matches(etags, object.content().etag()))
                .orElseGet(() -> ifUnmodifiedSince
                        .filter(time -> object.modifiedAt().isAfter(time.truncatedTo(ChronoUnit.SECONDS)))
                        .isPresent());
    }

    private boolean isKnown(StoredObject object) {
        return ifNoneMatch
                .map(etags -> EntityTags.matches(etags, object.content().etag()))
                .orElseGet(() -> ifModifiedSince
                        .filter(time -> !object.modifiedAt().isAfter(time.truncatedTo(ChronoUnit.SECONDS)))
                        .isPresent());
    }

    private static ReadCondition of(SdkPojo request, String prefix) {
        return new ReadCondition(
                Members.text(request, prefix + "IfMatch"),
                Members.text(request, prefix + "IfNoneMatch"),
                Members.time(request, prefix + "IfModifiedSince"),
                Members.time(request, prefix + "IfUnmodifiedSince"));
    }
}
