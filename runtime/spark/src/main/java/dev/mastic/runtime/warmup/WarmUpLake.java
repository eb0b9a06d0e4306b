package dev.mastic.runtime.warmup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A lake and a catalog in memory, on loopback, for the time of the warm-up: S3A and the Glue client load and compile what
 * they need against it, so that the warm-up needs neither a server nor credentials that mean anything.
 */
public final class WarmUpLake implements AutoCloseable {
    /** The bucket that the warm-up works in. */
    public static final String BUCKET = "mastic-warm-up";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final WarmUpObjects objects = new WarmUpObjects();
    private final WarmUpCatalog catalog = new WarmUpCatalog();

    private WarmUpLake(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static WarmUpLake open() throws IOException {
        // Without it every answer with a body waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        WarmUpLake lake =
                new WarmUpLake(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        lake.server.createContext("/", lake::answer);
        lake.server.setExecutor(lake.threads);
        lake.server.start();
        return lake;
    }

    /** Where it listens. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Answer answer = target == null
                    ? objects.answer(StorageRequest.of(exchange, body))
                    : catalog.answer(target, new String(body, StandardCharsets.UTF_8));
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            boolean hasBody = !"HEAD".equals(exchange.getRequestMethod()) && answer.body().length > 0;
            exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }
}
