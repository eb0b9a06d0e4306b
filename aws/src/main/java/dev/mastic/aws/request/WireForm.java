package dev.mastic.aws.request;

import dev.mastic.aws.AwsService;
import java.util.Locale;

/** The form a request comes in, told from its head alone. */
public enum WireForm {
    /** JSON 1.0 and 1.1: the operation is in {@code X-Amz-Target}. */
    JSON(AwsService.GLUE),
    /** Smithy RPC v2 CBOR: the operation is in the path. */
    CBOR(AwsService.CLOUDWATCH),
    /** Query: the operation is the form field {@code Action}. */
    QUERY(AwsService.IAM),
    /** REST-XML: the operation follows from method, path, query and headers. Its payload may be a stream. */
    REST(AwsService.S3);

    private static final String POST = "POST";

    private final AwsService typicalService;

    WireForm(AwsService typicalService) {
        this.typicalService = typicalService;
    }

    /** The service whose manner of refusing is taken when a request does not say which service it means. */
    AwsService typicalService() {
        return typicalService;
    }

    public static WireForm of(WireRequest request) {
        boolean post = request.method().equals(POST);
        if (post && request.headers().first("x-amz-target").isPresent()) {
            return JSON;
        }
        if (post && request.headers().first("smithy-protocol").isPresent()) {
            return CBOR;
        }
        return request.rawPath().equals("/") && ((post && hasForm(request)) || namesAction(request)) ? QUERY : REST;
    }

    /** Whether the whole payload is the input of an operation, small enough to be held in memory. */
    public boolean isApiCall() {
        return this != REST;
    }

    private static boolean hasForm(WireRequest request) {
        return request.headers()
                .first("content-type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded"))
                .isPresent();
    }

    // sts:GetCallerIdentity travels as a presigned GET when somebody proves an identity to a third party.
    private static boolean namesAction(WireRequest request) {
        String query = "&" + request.rawQuery();
        return query.contains("&Action=") && query.contains("&Version=");
    }
}
