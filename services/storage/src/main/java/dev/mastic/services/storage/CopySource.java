package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.PercentEncoding;
import software.amazon.awssdk.core.SdkPojo;

/** The object that an {@code x-amz-copy-source} header names. */
record CopySource(String bucket, String key) {
    private static final String VERSION = "?versionId=";

    /** What a request to copy names as its source. */
    static CopySource of(SdkPojo request) {
        return parse(Members.text(request, "CopySource").orElse(""));
    }

    /** Reads {@code bucket/key}, with or without a slash before it, percent-encoded in whole or in part. */
    static CopySource parse(String header) {
        int version = header.indexOf(VERSION);
        if (version >= 0) {
            Lookup.refuseVersion(header.substring(version + VERSION.length()));
        }
        String path = PercentEncoding.decodePath(version < 0 ? header : header.substring(0, version));
        String relative = path.startsWith("/") ? path.substring(1) : path;
        int slash = relative.indexOf('/');
        if (slash <= 0 || slash == relative.length() - 1) {
            throw new ServiceException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        }
        return new CopySource(relative.substring(0, slash), relative.substring(slash + 1));
    }

    String arn() {
        return S3Access.arn(bucket + "/" + key);
    }
}
