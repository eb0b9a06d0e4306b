package dev.mastic.runtime.warmup;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the warm-up's server says to one request. */
@SuppressWarnings("ArrayRecordComponent") // Never compared: made, sent, forgotten.
record Answer(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] NOTHING = {};

    static Answer empty(int status) {
        return new Answer(status, Map.of(), NOTHING);
    }

    static Answer xml(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "application/xml"), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(int status, String body) {
        return new Answer(
                status, Map.of("Content-Type", "application/x-amz-json-1.1"), body.getBytes(StandardCharsets.UTF_8));
    }
}
