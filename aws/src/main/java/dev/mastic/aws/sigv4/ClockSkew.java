package dev.mastic.aws.sigv4;

import static java.util.Objects.requireNonNull;

import dev.mastic.aws.AwsService;
import java.time.Duration;

/**
 * How far a client's clock may be off before its signatures are refused.
 *
 * @param objects for S3
 * @param others for every other service
 */
public record ClockSkew(Duration objects, Duration others) {
    /** What AWS allows: S3 says so in {@code MaxAllowedSkewMilliseconds}, the others in their "Signature expired" text. */
    public static final ClockSkew AWS = new ClockSkew(Duration.ofMinutes(15), Duration.ofMinutes(5));

    public ClockSkew {
        requireNonNull(objects, "objects");
        requireNonNull(others, "others");
    }

    Duration of(AwsService service) {
        return service == AwsService.S3 ? objects : others;
    }
}
