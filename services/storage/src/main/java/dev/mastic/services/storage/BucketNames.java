package dev.mastic.services.storage;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules for bucket names. Source: the S3 User Guide, "General purpose bucket naming rules". */
final class BucketNames {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final List<String> RESERVED_PREFIXES = List.of("xn--", "sthree-", "amzn-s3-demo-");
    private static final List<String> RESERVED_SUFFIXES =
            List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

    private BucketNames() {}

    static void refuseInvalid(String name) {
        boolean valid = FORM.matcher(name).matches()
                && !name.contains("..")
                && !ADDRESS.matcher(name).matches()
                && RESERVED_PREFIXES.stream().noneMatch(name::startsWith)
                && RESERVED_SUFFIXES.stream().noneMatch(name::endsWith);
        if (!valid) {
            throw new ServiceException(ErrorCode.INVALID_BUCKET_NAME, "The specified bucket is not valid.")
                    .with(Map.of("BucketName", name));
        }
    }
}
