package dev.mastic.aws;

import static java.util.Objects.requireNonNull;

/** A value that must not be printed. */
public record Secret(String value) {
    public Secret {
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
