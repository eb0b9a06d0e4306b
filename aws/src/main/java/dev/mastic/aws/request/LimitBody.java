package dev.mastic.aws.request;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the payload of an API call into memory, up to a bound. What may be an object of the lake stays a stream. */
public final class LimitBody implements Step {
    private final int apiBodyBytesMax;

    public LimitBody(int apiBodyBytesMax) {
        this.apiBodyBytesMax = apiBodyBytesMax;
    }

    @Override
    public void apply(Exchange exchange) throws IOException {
        if (WireForm.of(exchange.request()).isApiCall()) {
            exchange.buffered(read(exchange.request().body(), apiBodyBytesMax));
        }
    }

    /** Reads a whole stream that must not be longer than {@code bytesMax}. */
    static byte[] read(InputStream in, int bytesMax) throws IOException {
        byte[] body = in.readNBytes(bytesMax);
        if (body.length == bytesMax && in.read() >= 0) {
            throw new ServiceException(
                    ErrorCode.REQUEST_TOO_LARGE, "Request body is larger than the limit of %d bytes.", bytesMax);
        }
        return body;
    }
}
