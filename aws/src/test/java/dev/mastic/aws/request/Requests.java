package dev.mastic.aws.request;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Makes requests as they come over HTTP. */
public final class Requests {
    private Requests() {}

    public static WireRequest of(String method, String uri, Map<String, String> headers, byte[] body) {
        int question = uri.indexOf('?');
        Headers fields = new Headers();
        headers.forEach(fields::add);
        return new WireRequest(
                method,
                question < 0 ? uri : uri.substring(0, question),
                question < 0 ? "" : uri.substring(question + 1),
                fields,
                new ByteArrayInputStream(body),
                "127.0.0.1",
                false,
                Instant.EPOCH);
    }

    public static WireRequest of(String method, String uri, Map<String, String> headers) {
        return of(method, uri, headers, new byte[0]);
    }

    /** A JSON call. */
    public static WireRequest json(String target, String body) {
        return of(
                "POST",
                "/",
                Map.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.1"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** A Query call. */
    public static WireRequest query(String form) {
        return of(
                "POST",
                "/",
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                form.getBytes(StandardCharsets.UTF_8));
    }
}
