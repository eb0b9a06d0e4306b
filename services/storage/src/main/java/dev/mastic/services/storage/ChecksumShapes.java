package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** Checksums as S3's shapes carry them: {@code ChecksumCRC32} and its siblings. */
final class ChecksumShapes {
    /** What S3 computes when the client names no algorithm. */
    static final ChecksumAlgorithm DEFAULT = ChecksumAlgorithm.CRC64NVME;

    private static final String MEMBER_PREFIX = "Checksum";

    private ChecksumShapes() {}

    static Claims claims(SdkPojo request) {
        return new Claims(
                Members.text(request, "ContentMD5"), values(request), algorithm(request, "ChecksumAlgorithm"));
    }

    /** The checksum values that a shape carries, by algorithm. */
    static Map<ChecksumAlgorithm, String> values(SdkPojo shape) {
        Map<ChecksumAlgorithm, String> values = new EnumMap<>(ChecksumAlgorithm.class);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            Members.text(shape, MEMBER_PREFIX + algorithm.name()).ifPresent(value -> values.put(algorithm, value));
        }
        return values;
    }

    /** The algorithm that a member names. */
    static Optional<ChecksumAlgorithm> algorithm(SdkPojo request, String member) {
        return Members.text(request, member).map(name -> {
            for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
                if (algorithm.name().equals(name)) {
                    return algorithm;
                }
            }
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST, "Checksum algorithm provided is unsupported: %s", name);
        });
    }

    static Optional<ChecksumScope> scope(SdkPojo request) {
        return Members.text(request, "ChecksumType").map(name -> {
            for (ChecksumScope scope : ChecksumScope.values()) {
                if (scope.name().equals(name)) {
                    return scope;
                }
            }
            throw new ServiceException(ErrorCode.INVALID_REQUEST, "Value for x-amz-checksum-type header is invalid.");
        });
    }

    static void write(SdkPojo builder, ObjectChecksum checksum) {
        write(builder, checksum.algorithm(), checksum.value());
        Members.set(builder, "ChecksumType", checksum.scope().name());
    }

    static void write(SdkPojo builder, ChecksumAlgorithm algorithm, String value) {
        Members.set(builder, MEMBER_PREFIX + algorithm.name(), value);
    }
}
