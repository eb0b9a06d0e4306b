package dev.mastic.aws.protocol;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mastic.aws.OperationTable;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.request.Exchange;
import dev.mastic.aws.request.Headers;
import dev.mastic.aws.request.HostNames;
import dev.mastic.aws.request.IdentifyService;
import dev.mastic.aws.request.LimitBody;
import dev.mastic.aws.request.Protocols;
import dev.mastic.aws.request.Target;
import dev.mastic.aws.request.WireForm;
import dev.mastic.aws.request.WireOperation;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.request.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** An HTTP server on a free port that reads requests with our codecs and answers what it is told to. */
final class LoopbackService implements AutoCloseable {
    static final Protocols PROTOCOLS =
            new Protocols(new JsonProtocol(), new CborProtocol(), new QueryProtocol(), new RestXmlProtocol());
    private static final int BODY_BYTES_MAX = 8 << 20;

    private final HttpServer server;
    private final LimitBody limit = new LimitBody(BODY_BYTES_MAX);
    private final IdentifyService identify =
            new IdentifyService(PROTOCOLS, new OperationTable(List.of()), new HostNames(List.of("localhost")));

    /** What to read the next request as, and what to answer. */
    record Script(
            WireOperation operation, Object reply, @Nullable ServiceException refusal) {}

    private volatile @Nullable Script script;
    private volatile @Nullable SdkPojo read;
    private volatile @Nullable Target target;
    private volatile @Nullable Throwable failure;

    LoopbackService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void next(Script next) {
        script = next;
        read = null;
        target = null;
        failure = null;
    }

    SdkPojo read() {
        return requireNonNull(read, "read");
    }

    Target target() {
        return requireNonNull(target, "target");
    }

    @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange http) throws IOException {
        try (http) {
            WireResponse response = respond(http);
            response.headers()
                    .forEach((name, value) -> http.getResponseHeaders().add(name, value));
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            response.content().writeTo(body);
            boolean head = http.getRequestMethod().equals("HEAD");
            if (head) {
                response.length().ifPresent(length -> http.getResponseHeaders().set("Content-Length", "" + length));
            }
            boolean empty = head || body.size() == 0 || response.status() == 204;
            http.sendResponseHeaders(response.status(), empty ? -1 : body.size());
            if (!empty) {
                http.getResponseBody().write(body.toByteArray());
            }
        }
    }

    private WireResponse respond(HttpExchange http) throws IOException {
        byte[] body = http.getRequestBody().readAllBytes();
        Headers headers = new Headers();
        http.getRequestHeaders().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        URI uri = http.getRequestURI();
        WireRequest request = new WireRequest(
                http.getRequestMethod(),
                uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                headers,
                new ByteArrayInputStream(body),
                "127.0.0.1",
                false,
                Instant.EPOCH);
        Script current = requireNonNull(script);
        try {
            Exchange exchange = new Exchange(request, "request-1");
            limit.apply(exchange);
            identify.apply(exchange);
            target = exchange.target();
            if (current.refusal() != null) {
                return exchange.target()
                        .protocol()
                        .writeError(exchange.target().service(), current.refusal(), request, "request-1");
            }
            read = exchange.target()
                    .protocol()
                    .read(
                            current.operation(),
                            exchange.target(),
                            request,
                            WireForm.of(request).isApiCall() ? exchange.bytes() : body);
            return exchange.target().protocol().write(current.operation(), current.reply(), "request-1");
        } catch (RuntimeException | IOException broken) {
            failure = broken;
            return new WireResponse(500, java.util.Map.of(), java.util.OptionalLong.of(0), out -> {});
        }
    }
}
