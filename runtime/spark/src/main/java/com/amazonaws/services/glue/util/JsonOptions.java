package com.amazonaws.services.glue.util;

import dev.mastic.runtime.frame.files.Options;

/** Options of a connection or a format, as a JSON object. */
public final class JsonOptions {

    private final Options options;

    public JsonOptions(String json) {
        this.options = Options.parse(json);
    }

    public static JsonOptions empty() {
        return new JsonOptions("{}");
    }

    /** What the options say. */
    public Options options() {
        return options;
    }

    @Override
    public String toString() {
        return options.toString();
    }
}
