package com.amazonaws.services.glue.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes lines of a script into the log of its driver. */
public final class GlueLogger {

    private static final Logger log = LoggerFactory.getLogger(GlueLogger.class);

    public void debug(String message) {
        log.debug(message);
    }

    public void info(String message) {
        log.info(message);
    }

    public void warn(String message) {
        log.warn(message);
    }

    public void error(String message) {
        log.error(message);
    }
}
