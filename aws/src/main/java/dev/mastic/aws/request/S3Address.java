package dev.mastic.aws.request;

import java.util.Map;

/**
 * The bucket and key a request is about, decoded once for signature, policy and storage alike.
 *
 * @param bucket the bucket; empty for the service itself
 * @param key the key, whatever characters it has; empty for the bucket itself
 */
record S3Address(String bucket, String key) {
    /** How deep a path goes. */
    enum Level {
        SERVICE,
        BUCKET,
        OBJECT;

        static Level of(String pathTemplate) {
            if (pathTemplate.contains("{Key+}")) {
                return OBJECT;
            }
            return pathTemplate.contains("{Bucket}") ? BUCKET : SERVICE;
        }
    }

    /** Reads host style ({@code lake.s3.localhost/key}) and path style ({@code localhost/lake/key}). */
    static S3Address of(WireRequest request, HostNames hosts) {
        String path = request.rawPath().startsWith("/") ? request.rawPath().substring(1) : request.rawPath();
        String bucket = request.headers().first("host").flatMap(hosts::bucket).orElse("");
        if (!bucket.isEmpty()) {
            return new S3Address(bucket, PercentEncoding.decodePath(path));
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new S3Address(PercentEncoding.decodePath(path), "")
                : new S3Address(
                        PercentEncoding.decodePath(path.substring(0, slash)),
                        PercentEncoding.decodePath(path.substring(slash + 1)));
    }

    Level level() {
        if (bucket.isEmpty() && key.isEmpty()) {
            return Level.SERVICE;
        }
        return key.isEmpty() ? Level.BUCKET : Level.OBJECT;
    }

    Map<String, String> labels() {
        return switch (level()) {
            case SERVICE -> Map.of();
            case BUCKET -> Map.of("Bucket", bucket);
            case OBJECT -> Map.of("Bucket", bucket, "Key", key);
        };
    }
}
