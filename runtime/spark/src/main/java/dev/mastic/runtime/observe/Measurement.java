package dev.mastic.runtime.observe;

import com.amazonaws.services.cloudwatch.model.StandardUnit;
import java.util.Optional;

/**
 * One value of one metric.
 *
 * @param type {@code count} or {@code gauge}
 * @param group the dimension ObservabilityGroup, for metrics that have it
 */
record Measurement(String name, String type, Optional<String> group, StandardUnit unit, double value) {
    static Measurement count(String name, StandardUnit unit, double value) {
        return new Measurement(name, "count", Optional.empty(), unit, value);
    }

    static Measurement gauge(String name, StandardUnit unit, double value) {
        return new Measurement(name, "gauge", Optional.empty(), unit, value);
    }

    Measurement in(String observabilityGroup) {
        return new Measurement(name, type, Optional.of(observabilityGroup), unit, value);
    }
}
