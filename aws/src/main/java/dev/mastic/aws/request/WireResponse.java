package dev.mastic.aws.request;

import dev.mastic.aws.StreamedResponse.Content;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An answer as it goes out over HTTP.
 *
 * @param status the HTTP status
 * @param headers the header fields, in order
 * @param length the payload's length in bytes; absent where HTTP allows no payload
 * @param content writes the payload
 */
public record WireResponse(int status, Map<String, String> headers, OptionalLong length, Content content) {

    /** An answer whose payload is in memory. */
    public static WireResponse of(int status, Map<String, String> headers, byte[] body) {
        return new WireResponse(status, headers, OptionalLong.of(body.length), out -> out.write(body));
    }

    /** The same answer with one more header field. */
    public WireResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WireResponse(status, more, length, content);
    }
}
