package dev.mastic.services.jobs;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The worker types and what they count for.
 *
 * <p>Source: the Glue API documentation, {@code CreateJob.WorkerType}. Memory-optimised workers count M-DPUs.
 */
enum WorkerSize {
    STANDARD("Standard", 1),
    G_025X("G.025X", 0.25),
    G_1X("G.1X", 1),
    G_2X("G.2X", 2),
    G_4X("G.4X", 4),
    G_8X("G.8X", 8),
    G_12X("G.12X", 12),
    G_16X("G.16X", 16),
    R_1X("R.1X", 1),
    R_2X("R.2X", 2),
    R_4X("R.4X", 4),
    R_8X("R.8X", 8),
    Z_2X("Z.2X", 2);

    private final String type;
    private final double dpus;

    WorkerSize(String type, double dpus) {
        this.type = type;
        this.dpus = dpus;
    }

    String type() {
        return type;
    }

    double dpus() {
        return dpus;
    }

    static Optional<WorkerSize> of(String type) {
        return Arrays.stream(values()).filter(size -> size.type.equals(type)).findFirst();
    }

    static String types() {
        return Arrays.stream(values()).map(WorkerSize::type).collect(Collectors.joining(", "));
    }
}
