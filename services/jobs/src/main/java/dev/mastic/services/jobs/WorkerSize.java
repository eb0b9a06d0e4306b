package dev.mastic.services.jobs;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The worker types, what they count for, and where Glue has them.
 *
 * <p>Source: the Glue API documentation, {@code CreateJob.WorkerType}. Memory-optimised workers count M-DPUs.
 */
enum WorkerSize {
    STANDARD("Standard", 1, new GlueVersion(0, 9), new GlueVersion(1, 0), Commands.SPARK),
    G_025X("G.025X", 0.25, new GlueVersion(3, 0), GlueVersion.NEWEST, Commands.STREAMING),
    G_1X("G.1X", 1, new GlueVersion(0, 9), GlueVersion.NEWEST, Commands.SPARK),
    G_2X("G.2X", 2, new GlueVersion(0, 9), GlueVersion.NEWEST, Commands.SPARK),
    G_4X("G.4X", 4, new GlueVersion(3, 0), GlueVersion.NEWEST, Commands.SPARK),
    G_8X("G.8X", 8, new GlueVersion(3, 0), GlueVersion.NEWEST, Commands.SPARK),
    G_12X("G.12X", 12, new GlueVersion(4, 0), GlueVersion.NEWEST, Commands.SPARK),
    G_16X("G.16X", 16, new GlueVersion(4, 0), GlueVersion.NEWEST, Commands.SPARK),
    R_1X("R.1X", 1, new GlueVersion(4, 0), GlueVersion.NEWEST, Commands.SPARK),
    R_2X("R.2X", 2, new GlueVersion(4, 0), GlueVersion.NEWEST, Commands.SPARK),
    R_4X("R.4X", 4, new GlueVersion(4, 0), GlueVersion.NEWEST, Commands.SPARK),
    R_8X("R.8X", 8, new GlueVersion(4, 0), GlueVersion.NEWEST, Commands.SPARK),
    Z_2X("Z.2X", 2, new GlueVersion(4, 0), GlueVersion.NEWEST, Commands.RAY);

    private final String type;
    private final double dpus;
    private final GlueVersion first;
    private final GlueVersion last;
    private final Commands commands;

    /** The commands that take a worker type. */
    private enum Commands {
        SPARK,
        STREAMING,
        RAY;

        private boolean hold(String command) {
            return switch (this) {
                case SPARK -> command.equals("glueetl") || command.equals("gluestreaming");
                case STREAMING -> command.equals("gluestreaming");
                case RAY -> command.equals("glueray");
            };
        }
    }

    WorkerSize(String type, double dpus, GlueVersion first, GlueVersion last, Commands commands) {
        this.type = type;
        this.dpus = dpus;
        this.first = first;
        this.last = last;
        this.commands = commands;
    }

    /** Refuses the type where Glue does not have it; the words for versions are AWS's. */
    void check(String command, GlueVersion version) {
        if (!commands.hold(command)) {
            throw Refusals.invalid("Worker type %s is not supported for Job Command %s.", type, command);
        }
        if (version.compareTo(first) < 0 || version.compareTo(last) > 0) {
            throw Refusals.invalid("Worker type %s is not supported for Glue Version %s", type, version);
        }
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
