package dev.mastic.aws.request;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks the payload of an API call: CloudWatch's clients compress {@code PutMetricData}. */
final class ContentEncoding {
    private static final int UNPACKED_BYTES_MAX = 16 << 20;

    private ContentEncoding() {}

    static byte[] unpack(WireRequest request, byte[] body) {
        if (request.headers()
                .first("content-encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isEmpty()) {
            return body;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return LimitBody.read(in, UNPACKED_BYTES_MAX);
        } catch (IOException e) {
            throw new ServiceException(ErrorCode.MALFORMED_REQUEST, "The request body is not gzip.");
        }
    }
}
