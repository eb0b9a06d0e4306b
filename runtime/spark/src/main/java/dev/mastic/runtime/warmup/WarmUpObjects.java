package dev.mastic.runtime.warmup;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few S3 operations that S3A and the commit of a job use, on a map. */
final class WarmUpObjects {
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final String LAST_MODIFIED = "Mon, 01 Jan 2024 00:00:00 GMT";

    private final TreeMap<String, byte[]> objects = new TreeMap<>();
    private final Map<String, SortedMap<Integer, byte[]>> uploads = new HashMap<>();

    synchronized Answer answer(StorageRequest request) {
        return switch (request.method()) {
            case "HEAD" -> head(request);
            case "GET" -> request.key().isEmpty() ? list(request) : get(request);
            case "PUT" -> put(request);
            case "POST" -> post(request);
            case "DELETE" -> delete(request);
            default -> Answer.empty(405);
        };
    }

    private Answer head(StorageRequest request) {
        byte[] data = objects.get(request.key());
        if (data == null) {
            return Answer.empty(request.key().isEmpty() ? 200 : 404);
        }
        // The length belongs to the headers here: there is no body to take it from.
        return new Answer(
                200,
                Map.of("ETag", etag(data), "Last-Modified", LAST_MODIFIED, "Content-Length", "" + data.length),
                data);
    }

    private Answer get(StorageRequest request) {
        byte[] data = objects.get(request.key());
        if (data == null) {
            return Answer.xml(404, "<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>");
        }
        Matcher range = RANGE.matcher(request.range().orElse(""));
        if (!range.matches()) {
            return new Answer(200, Map.of("ETag", etag(data), "Last-Modified", LAST_MODIFIED), data);
        }
        int from = Integer.parseInt(range.group(1));
        int to = range.group(2).isEmpty() ? data.length : Math.min(data.length, Integer.parseInt(range.group(2)) + 1);
        return new Answer(
                206,
                Map.of(
                        "ETag",
                        etag(data),
                        "Last-Modified",
                        LAST_MODIFIED,
                        "Content-Range",
                        "bytes " + from + "-" + (to - 1) + "/" + data.length),
                Arrays.copyOfRange(data, from, to));
    }

    private Answer put(StorageRequest request) {
        if (request.asks("uploadId")) {
            uploads.computeIfAbsent(request.parameter("uploadId"), id -> new TreeMap<>())
                    .put(Integer.parseInt(request.parameter("partNumber")), request.body());
        } else {
            objects.put(request.key(), request.body());
        }
        return new Answer(200, Map.of("ETag", etag(request.body())), new byte[0]);
    }

    private Answer post(StorageRequest request) {
        if (request.asks("delete")) {
            Matcher keys = KEY.matcher(new String(request.body(), StandardCharsets.UTF_8));
            while (keys.find()) {
                objects.remove(keys.group(1));
            }
            return Answer.xml(200, "<DeleteResult/>");
        }
        if (request.asks("uploads")) {
            String id = "upload-" + uploads.size();
            uploads.put(id, new TreeMap<>());
            return Answer.xml(
                    200,
                    "<InitiateMultipartUploadResult><Bucket>" + WarmUpLake.BUCKET + "</Bucket><Key>" + request.key()
                            + "</Key><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
        }
        return complete(request);
    }

    private Answer complete(StorageRequest request) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        uploads.getOrDefault(request.parameter("uploadId"), new TreeMap<>())
                .values()
                .forEach(whole::writeBytes);
        objects.put(request.key(), whole.toByteArray());
        return Answer.xml(
                200,
                "<CompleteMultipartUploadResult><Bucket>" + WarmUpLake.BUCKET + "</Bucket><Key>" + request.key()
                        + "</Key><ETag>" + etag(whole.toByteArray()) + "</ETag></CompleteMultipartUploadResult>");
    }

    private Answer delete(StorageRequest request) {
        if (!request.asks("uploadId")) {
            objects.remove(request.key());
        }
        return Answer.empty(204);
    }

    private Answer list(StorageRequest request) {
        if (request.asks("uploads")) {
            return Answer.xml(
                    200, "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>");
        }
        String prefix = request.parameter("prefix");
        String delimiter = request.parameter("delimiter");
        StringBuilder contents = new StringBuilder();
        TreeSet<String> folders = new TreeSet<>();
        for (Map.Entry<String, byte[]> object : objects.tailMap(prefix, true).entrySet()) {
            String key = object.getKey();
            if (!key.startsWith(prefix)) {
                break;
            }
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            if (end >= 0) {
                folders.add(key.substring(0, end + 1));
            } else {
                contents.append("<Contents><Key>")
                        .append(key)
                        .append("</Key><LastModified>2024-01-01T00:00:00.000Z")
                        .append("</LastModified><ETag>")
                        .append(etag(object.getValue()))
                        .append("</ETag><Size>")
                        .append(object.getValue().length)
                        .append("</Size></Contents>");
            }
        }
        folders.forEach(folder ->
                contents.append("<CommonPrefixes><Prefix>").append(folder).append("</Prefix></CommonPrefixes>"));
        return Answer.xml(
                200,
                "<ListBucketResult><Name>" + WarmUpLake.BUCKET + "</Name><IsTruncated>false</IsTruncated>" + contents
                        + "</ListBucketResult>");
    }

    /** The SDK checks it against what it sent. */
    private static String etag(byte[] data) {
        try {
            return '"'
                    + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(data))
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
