package com.amazonaws.services.glue.errors;

import org.jspecify.annotations.Nullable;

/** Where in a script a transform was called, and what the script says about it. */
public record CallSite(String site, String info) {

    public CallSite(String site, @Nullable String info) {
        this.site = site;
        this.info = info == null ? "" : info;
    }
}
