package dev.mastic.runtime.warmup;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One request of S3A, path style, with its body freed from the signed chunks that the SDK sends over plain HTTP. */
@SuppressWarnings("ArrayRecordComponent") // Never compared: read, answered, forgotten.
record StorageRequest(String method, String key, Map<String, String> query, Optional<String> range, byte[] body) {
    static StorageRequest of(HttpExchange exchange, byte[] sent) {
        String path = exchange.getRequestURI().getPath();
        int slash = path.indexOf('/', 1);
        String sha = String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
        return new StorageRequest(
                exchange.getRequestMethod(),
                slash < 0 ? "" : path.substring(slash + 1),
                query(exchange.getRequestURI().getRawQuery()),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")),
                sha.startsWith("STREAMING-") ? unchunk(sent) : sent);
    }

    boolean asks(String parameter) {
        return query.containsKey(parameter);
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            query.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return query;
    }

    /** {@code size;chunk-signature=…\r\n data \r\n}, ended by a chunk of size 0. */
    private static byte[] unchunk(byte[] sent) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(sent.length);
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (true) {
            int size = Integer.parseInt(text.substring(at, text.indexOf(';', at)), 16);
            if (size == 0) {
                return whole.toByteArray();
            }
            int data = text.indexOf("\r\n", at) + 2;
            whole.write(sent, data, size);
            at = data + size + 2;
        }
    }
}
