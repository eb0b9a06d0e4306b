package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.Map;

/** Refusals that several operations give, in S3's words. */
final class Refusals {
    private Refusals() {}

    static ServiceException noSuchBucket(String name) {
        return new ServiceException(ErrorCode.NO_SUCH_BUCKET, "The specified bucket does not exist")
                .with(Map.of("BucketName", name));
    }

    static ServiceException noSuchKey(String key) {
        return new ServiceException(ErrorCode.NO_SUCH_KEY, "The specified key does not exist.")
                .with(Map.of("Key", key));
    }

    static ServiceException noSuchUpload(String id) {
        return new ServiceException(
                        ErrorCode.NO_SUCH_UPLOAD,
                        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been"
                                + " aborted or completed.")
                .with(Map.of("UploadId", id));
    }

    static ServiceException accessDenied() {
        return new ServiceException(ErrorCode.ACCESS_DENIED, "Access Denied");
    }

    static ServiceException invalidArgument(String name, String value, String message) {
        return new ServiceException(ErrorCode.INVALID_ARGUMENT, "%s", message)
                .with(Map.of("ArgumentName", name, "ArgumentValue", value));
    }

    static ServiceException notImplemented(String what) {
        return new ServiceException(
                ErrorCode.NOT_IMPLEMENTED,
                "A header you provided implies functionality that is not implemented: %s",
                what);
    }
}
