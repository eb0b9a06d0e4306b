package dev.mastic.services.metrics.math;

import java.util.List;

/** What an expression, or a part of it, comes to. */
public sealed interface Value {
    /** A number. */
    record Scalar(double number) implements Value {}

    /** A word or a text, for functions that take one. */
    record Text(String text) implements Value {}

    /** One time series. */
    record One(Series series) implements Value {}

    /** Several time series. */
    record Many(List<Series> series) implements Value {
        public Many {
            series = List.copyOf(series);
        }
    }
}
