package dev.mastic.services.jobs;

import org.jspecify.annotations.Nullable;

/** How much machine a request asks for, in the three ways that Glue knows. */
record CapacityWish(
        @Nullable Double maxCapacity,
        @Nullable Integer allocatedCapacity,
        @Nullable String workerType,
        @Nullable Integer workers) {
    private static final double SPARK_DPUS = 10;
    private static final double SPARK_DPUS_MIN = 2;
    private static final double SPARK_DPUS_MAX = 100;
    private static final double SHELL_DPUS = 0.0625;
    private static final int WORKERS_MIN = 2;
    private static final String SPARK_COMMAND = "glueetl";
    private static final String SHELL_COMMAND = "pythonshell";
    private static final String RAY_COMMAND = "glueray";

    /** What the wish comes to: DPUs in all, and workers where they were asked for. */
    record Capacity(
            double dpus,
            @Nullable String workerType,
            @Nullable Integer workers) {}

    boolean isEmpty() {
        return maxCapacity == null && allocatedCapacity == null && workerType == null && workers == null;
    }

    /**
     * Checks the wish against what a job of that command and version can have. The refusals in AWS's words are quoted by users.
     */
    Capacity resolve(String command, GlueVersion version) {
        if (workerType != null || workers != null) {
            return ofWorkers(command, version);
        }
        if (maxCapacity != null && allocatedCapacity != null) {
            throw Refusals.invalid("Please set only Allocated Capacity or Max Capacity.");
        }
        if (RAY_COMMAND.equals(command)) {
            throw Refusals.invalid("Please set both Worker Type and Number of Workers.");
        }
        Double dpus = maxCapacity != null ? maxCapacity : asDpus(allocatedCapacity);
        if (dpus == null) {
            return new Capacity(SHELL_COMMAND.equals(command) ? SHELL_DPUS : SPARK_DPUS, null, null);
        }
        checkDpus(command, dpus);
        return new Capacity(dpus, null, null);
    }

    private static @Nullable Double asDpus(@Nullable Integer allocated) {
        return allocated == null ? null : Double.valueOf(allocated);
    }

    private Capacity ofWorkers(String command, GlueVersion version) {
        if (SHELL_COMMAND.equals(command)) {
            throw Refusals.invalid("Worker Type is not supported for Job Command %s.", command);
        }
        if (workerType == null || workers == null) {
            throw Refusals.invalid("Please set both Worker Type and Number of Workers.");
        }
        if (maxCapacity != null || allocatedCapacity != null) {
            throw Refusals.invalid("Do not set Max Capacity if using Worker Type and Number of Workers.");
        }
        WorkerSize size = WorkerSize.of(workerType)
                .orElseThrow(
                        () -> Refusals.invalid("WorkerType: %s (expected: one of %s)", workerType, WorkerSize.types()));
        size.check(command, version);
        int min = SPARK_COMMAND.equals(command) ? WORKERS_MIN : 1;
        if (workers < min) {
            throw Refusals.invalid("NumberOfWorkers: %d (expected: >= %d)", workers, min);
        }
        return new Capacity(size.dpus() * workers, workerType, workers);
    }

    private static void checkDpus(String command, double dpus) {
        if (SHELL_COMMAND.equals(command)) {
            if (dpus != SHELL_DPUS && dpus != 1) {
                throw Refusals.invalid("MaxCapacity: %s (expected: 0.0625 or 1 for %s)", dpus, command);
            }
        } else if (dpus < SPARK_DPUS_MIN || dpus > SPARK_DPUS_MAX || dpus != Math.rint(dpus)) {
            throw Refusals.invalid("MaxCapacity: %s (expected: a whole number from 2 to 100 for %s)", dpus, command);
        }
    }
}
