package dev.mastic.aws;

import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The bytes of a streamed request, already unwrapped from AWS's chunked form. Reading to the end verifies chunk signatures
 * and trailing checksums; a mismatch is a {@link ServiceException} from {@code read}, thrown before the last byte is out.
 *
 * @param stream the payload
 * @param length how many bytes the client announced for the payload itself, when it did
 * @param trailers the header fields that followed the payload, by lower-cased name, verified; empty before the end was read
 */
public record RequestBody(InputStream stream, OptionalLong length, Supplier<Map<String, String>> trailers) {
    public RequestBody(InputStream stream, OptionalLong length) {
        this(stream, length, Map::of);
    }

    public static RequestBody empty() {
        return new RequestBody(InputStream.nullInputStream(), OptionalLong.of(0));
    }
}
