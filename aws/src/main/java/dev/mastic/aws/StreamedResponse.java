package dev.mastic.aws;

import java.io.IOException;
import java.io.OutputStream;
import software.amazon.awssdk.core.SdkPojo;

/**
 * An answer whose payload is streamed.
 *
 * @param response the members that travel as headers
 * @param length the payload's length in bytes
 * @param content writes the payload
 */
public record StreamedResponse(SdkPojo response, long length, Content content) {
    /** Writes a payload, once. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
