package dev.mastic.runtime.driver;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Touches the heartbeat file for as long as the process lives. */
final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final int PERIOD_SECONDS = 5;

    private Heartbeat() {}

    static void start(DriverDirectory directory) {
        var unused = Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "heartbeat");
                    thread.setDaemon(true);
                    return thread;
                })
                .scheduleAtFixedRate(() -> touch(directory), PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private static void touch(DriverDirectory directory) {
        try {
            directory.touchHeartbeat();
        } catch (IOException e) {
            LOG.warn("the heartbeat could not be written", e);
        }
    }
}
