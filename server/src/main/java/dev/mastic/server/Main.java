package dev.mastic.server;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** Starts the server from the command line. */
public final class Main {
    private static final int USAGE = 2;

    private Main() {}

    /** Runs until SIGTERM or SIGINT. Exits with 2 and one line on standard error when it cannot start. */
    public static void main(String[] arguments) throws InterruptedException {
        MasticServer server;
        try {
            server = MasticServer.start(Arrays.asList(arguments), System.getenv());
        } catch (UsageException cannot) {
            Console.error("mastic: " + cannot.getMessage());
            Runtime.getRuntime().exit(USAGE);
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.drain();
                            server.close();
                        },
                        "shutdown"));
        Console.line("Mastic is ready on %s (data: %s)".formatted(server.endpoint(), server.dataDirectory()));
        new CountDownLatch(1).await();
    }
}
