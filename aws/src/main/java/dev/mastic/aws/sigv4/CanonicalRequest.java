package dev.mastic.aws.sigv4;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.PercentEncoding;
import dev.mastic.aws.request.WireRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** A request as both sides write it down before they sign: method, path, query, header fields, hash of the payload. */
final class CanonicalRequest {
    private static final String SIGNATURE_PARAMETER = "X-Amz-Signature";

    private record Parameter(String name, String value) {}

    private CanonicalRequest() {}

    static String of(WireRequest request, AwsService service, List<String> signedHeaders, String payloadHash) {
        StringBuilder text = new StringBuilder(512);
        text.append(request.method()).append('\n');
        text.append(path(request.rawPath(), service)).append('\n');
        appendQuery(text, request.rawQuery());
        text.append('\n');
        appendHeaders(text, request.headers(), signedHeaders);
        return text.append('\n')
                .append(String.join(";", signedHeaders))
                .append('\n')
                .append(payloadHash)
                .toString();
    }

    private static String path(String rawPath, AwsService service) {
        // S3 takes keys as they are: encoded once, with "//" and ".." kept. Every other service encodes the path that
        // was
        // sent once more, after taking out empty and dotted segments.
        return service == AwsService.S3
                ? PercentEncoding.encodeKey(PercentEncoding.decodePath(rawPath))
                : PercentEncoding.encodeKey(normalized(rawPath));
    }

    private static String normalized(String rawPath) {
        if (rawPath.equals("/")) {
            return rawPath;
        }
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : rawPath.split("/", -1)) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String joined = "/" + String.join("/", kept);
        return rawPath.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
    }

    private static void appendQuery(StringBuilder text, String rawQuery) {
        if (rawQuery.isEmpty()) {
            return;
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String field : rawQuery.split("&", -1)) {
            int equals = field.indexOf('=');
            String name = encoded(equals < 0 ? field : field.substring(0, equals));
            if (!field.isEmpty() && !name.equals(SIGNATURE_PARAMETER)) {
                parameters.add(new Parameter(name, equals < 0 ? "" : encoded(field.substring(equals + 1))));
            }
        }
        parameters.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        char separator = 0;
        for (Parameter parameter : parameters) {
            if (separator != 0) {
                text.append(separator);
            }
            text.append(parameter.name()).append('=').append(parameter.value());
            separator = '&';
        }
    }

    // A plus means a space here because it does where the request is parsed: one reading of one request.
    private static String encoded(String rawField) {
        return PercentEncoding.encodeKey(PercentEncoding.decodeField(rawField)).replace("/", "%2F");
    }

    private static void appendHeaders(StringBuilder text, Headers headers, List<String> signedHeaders) {
        for (String name : signedHeaders) {
            text.append(name).append(':');
            char separator = 0;
            for (String value : headers.all(name)) {
                if (separator != 0) {
                    text.append(separator);
                }
                appendFolded(text, value);
                separator = ',';
            }
            text.append('\n');
        }
    }

    /** Appends a header value without the white space around it and with what is inside reduced to single spaces. */
    private static void appendFolded(StringBuilder text, String value) {
        boolean gap = false;
        boolean begun = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                gap = begun;
                continue;
            }
            if (gap) {
                text.append(' ');
                gap = false;
            }
            text.append(c);
            begun = true;
        }
    }
}
