package dev.mastic.aws;

import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The bytes of a streamed request, already unwrapped from AWS's chunked form. Reading to the end verifies chunk signatures
 * and trailing checksums; a mismatch is a {@link ServiceException} from {@code read}.
 *
 * @param stream the payload
 * @param length how many bytes the client announced for the payload itself, when it did
 */
public record RequestBody(InputStream stream, OptionalLong length) {
    public static RequestBody empty() {
        return new RequestBody(InputStream.nullInputStream(), OptionalLong.of(0));
    }
}
