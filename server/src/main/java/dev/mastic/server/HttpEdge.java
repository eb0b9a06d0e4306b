package dev.mastic.server;

import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.RequestList;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.request.WireResponse;
import dev.mastic.server.Configuration.Limits;
import dev.mastic.server.Configuration.Listen;
import dev.mastic.store.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The only class that knows HTTP: turns Jetty's requests into {@link WireRequest}s and back. */
final class HttpEdge implements AutoCloseable {
    /** Session tokens and presigned addresses are long; S3 allows 8 KB of headers besides 2 KB of metadata. */
    private static final int HEADER_BYTES_MAX = 32 * 1024;

    private static final String OWN_PAGES = "/_mastic/";
    private static final int DRAIN_BYTES_MAX = 1 << 20;
    private static final int DRAIN_BUFFER_BYTES = 8 * 1024;
    private static final int THREADS_MIN = 8;
    private static final Duration IDLE_MAX = Duration.ofSeconds(60);
    private static final Duration DRAIN_MAX = Duration.ofSeconds(5);

    private final Server jetty;
    private final ServerConnector connector;

    /**
     * @param pages answers for the paths that are no AWS API, by path prefix
     * @param ids makes request ids
     */
    HttpEdge(Listen listen, Limits limits, RequestList requests, Map<String, Page> pages, Ids ids, Clock clock) {
        QueuedThreadPool threads = new QueuedThreadPool(limits.httpThreadsMax(), THREADS_MIN);
        threads.setName("http");
        jetty = new Server(threads);
        connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(IDLE_MAX.toMillis());
        jetty.addConnector(connector);
        jetty.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws IOException {
                WireRequest wire = wireRequest(request, clock);
                Page page = page(pages, wire);
                String requestId = ids.uuid();
                WireResponse answer = page == null ? requests.answer(wire, requestId) : page.answer(wire);
                if (answer.status() >= HttpStatus.BAD_REQUEST_400) {
                    drain(wire.body());
                }
                send(answer, response, callback);
                return true;
            }
        });
        jetty.setStopTimeout(DRAIN_MAX.toMillis());
    }

    /** A page that is no AWS API, e.g. {@code /_mastic/health}. */
    @FunctionalInterface
    interface Page {
        WireResponse answer(WireRequest request) throws IOException;
    }

    /**
     * Begins to listen.
     *
     * @throws UsageException when the address is taken
     */
    void start() {
        try {
            jetty.start();
        } catch (IOException e) {
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw new UsageException("the address %s:%d is taken by another program (choose one with --listen)"
                        .formatted(connector.getHost(), connector.getPort()));
            }
            throw new UsageException(
                    "cannot listen on %s:%d: %s".formatted(connector.getHost(), connector.getPort(), e.getMessage()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEADER_BYTES_MAX);
        http.setResponseHeaderSize(HEADER_BYTES_MAX);
        // Keys of the lake may hold "..", "//", "%2F" and worse. They never become paths of files, so every one is let
        // in
        // as it was sent: the signature was made over exactly these bytes.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setHttpCompliance(HttpCompliance.RFC7230_LEGACY);
        // Otherwise Jetty gives "text/plain; charset=UTF-8" back in its own spelling, which nobody signed.
        http.setHeaderCacheCaseSensitive(true);
        http.setHeaderCacheSize(0);
        return http;
    }

    private static WireRequest wireRequest(Request request, Clock clock) {
        Headers headers = new Headers();
        request.getHeaders()
                .forEach(field -> headers.add(field.getName(), field.getValue() == null ? "" : field.getValue()));
        if (headers.first("host").isEmpty() && request.getHttpURI().getAuthority() != null) {
            headers.add("host", request.getHttpURI().getAuthority());
        }
        String path = request.getHttpURI().getPath();
        String query = request.getHttpURI().getQuery();
        InputStream body = Content.Source.asInputStream(request);
        return new WireRequest(
                request.getMethod(),
                path == null ? "/" : path,
                query == null ? "" : query,
                headers,
                body,
                Request.getRemoteAddr(request),
                request.isSecure(),
                clock.instant());
    }

    /** The short paths are buckets of the lake as well: whoever signs, asks for those. */
    private static @Nullable Page page(Map<String, Page> pages, WireRequest wire) {
        Page page = pages.get(firstSegments(wire.rawPath()));
        boolean signed = wire.headers().first("authorization").isPresent()
                || wire.rawQuery().contains("X-Amz-Signature")
                || wire.rawQuery().contains("AWSAccessKeyId");
        return !wire.rawPath().startsWith(OWN_PAGES)
                        && (signed || !wire.method().equals("GET"))
                ? null
                : page;
    }

    /** {@code /_mastic/credentials} of {@code /_mastic/credentials/abc}; the path itself when it is shorter. */
    private static String firstSegments(String path) {
        int second = path.indexOf('/', 1);
        int third = second < 0 ? -1 : path.indexOf('/', second + 1);
        return third < 0 ? path : path.substring(0, third);
    }

    /** Takes in the rest of a refused request: many clients read no answer before they have sent all they have. */
    private static void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[DRAIN_BUFFER_BYTES];
        int left = DRAIN_BYTES_MAX;
        for (int read = 0; read >= 0 && left > 0; left -= read) {
            read = body.read(buffer);
        }
    }

    private static void send(WireResponse answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        answer.length().ifPresent(length -> response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length));
        if (answer.length().orElse(0) == 0) {
            response.write(true, java.nio.ByteBuffer.allocate(0), callback);
            return;
        }
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            answer.content().writeTo(out);
        } catch (IOException | RuntimeException broken) {
            // The status line is out: all that is left is to break the connection, so that nobody takes half for whole.
            callback.failed(broken);
            return;
        }
        callback.succeeded();
    }
}
