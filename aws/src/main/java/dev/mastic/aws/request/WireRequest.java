package dev.mastic.aws.request;

import java.io.InputStream;
import java.time.Instant;

/**
 * A request as it came over HTTP.
 *
 * @param method e.g. {@code POST}
 * @param rawPath the path as sent, not decoded
 * @param rawQuery the query as sent, not decoded and without the question mark; empty when there is none
 * @param headers the header fields
 * @param body the payload as sent, possibly in AWS's chunked form
 * @param sourceAddress the client's IP address
 * @param secure whether it came over TLS
 * @param receivedAt when it came
 */
public record WireRequest(
        String method,
        String rawPath,
        String rawQuery,
        Headers headers,
        InputStream body,
        String sourceAddress,
        boolean secure,
        Instant receivedAt) {}
