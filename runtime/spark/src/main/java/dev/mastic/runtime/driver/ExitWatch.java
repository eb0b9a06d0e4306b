package dev.mastic.runtime.driver;

import java.security.Permission;
import java.util.function.IntConsumer;

/**
 * Learns the status of a script that ends the JVM, just before it does. Nothing else tells: a shutdown hook does not see the
 * status. Everything is permitted.
 */
@SuppressWarnings("removal") // JDK 17 is what Spark 3.5 runs on, and there it works
final class ExitWatch extends SecurityManager {
    private final IntConsumer ending;

    private ExitWatch(IntConsumer ending) {
        this.ending = ending;
    }

    static void install(IntConsumer ending) {
        System.setSecurityManager(new ExitWatch(ending));
    }

    @Override
    public void checkExit(int status) {
        ending.accept(status & 0xFF);
    }

    @Override
    public void checkPermission(Permission permission) {
        // Permitted.
    }

    @Override
    public void checkPermission(Permission permission, Object context) {
        // Permitted.
    }
}
