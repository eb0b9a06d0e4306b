package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a run costs by AWS's rules, whatever machine it really ran on.
 *
 * <p>Source: the AWS Glue price list of us-east-1. Start-up and queue are free; time counts by the second, with a minimum of a
 * minute, in Glue 0.9 and 1.0 of ten.
 *
 * @param dpuSeconds memory-optimised workers count M-DPUs
 * @param rate dollars for an hour of a DPU, and the name that AWS's bills have for it
 */
public record Bill(double dpuSeconds, Rate rate) {
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final long SECONDS_MIN = 60;
    private static final long OLD_SECONDS_MIN = 600;
    private static final int PER_MINUTE_SINCE = 2;
    private static final int CHEAPER_SINCE = 6;

    public Bill {
        requireNonNull(rate, "rate");
    }

    /** What an hour of a DPU costs, by what it is used for. */
    public enum Rate {
        STANDARD("ETL-DPU-Hour", 0.44),
        FLEX("ETL-Flex-DPU-Hour", 0.29),
        MEMORY("ETL-MemOptimized-DPU-Hour", 0.52),
        STANDARD_6("ETL-DPU-Hour-Glue6", 0.308),
        FLEX_6("ETL-Flex-DPU-Hour-Glue6", 0.203),
        MEMORY_6("ETL-MemOptimized-DPU-Hour-Glue6", 0.364);

        private final String usageType;
        private final double dollarsPerDpuHour;

        Rate(String usageType, double dollarsPerDpuHour) {
            this.usageType = usageType;
            this.dollarsPerDpuHour = dollarsPerDpuHour;
        }

        /** Without the region's prefix. */
        public String usageType() {
            return usageType;
        }

        private static Rate of(RunSettings settings) {
            boolean cheaper = settings.script().glueMajor() >= CHEAPER_SINCE
                    && settings.script().onSpark();
            if (settings.capacity().executionClass().equals(RunSettings.FLEX)) {
                return cheaper ? FLEX_6 : FLEX;
            }
            String workers = settings.capacity().workerType();
            if (workers != null && workers.startsWith("R.")) {
                return cheaper ? MEMORY_6 : MEMORY;
            }
            return cheaper ? STANDARD_6 : STANDARD;
        }
    }

    /** The bill until now, or until the run's end. A run whose script has not begun costs nothing. */
    public static Bill of(Run run, Instant now) {
        RunSettings settings = run.settings();
        long seconds = run.progress().executionSeconds(now);
        boolean old = settings.script().onSpark() && settings.script().glueMajor() < PER_MINUTE_SINCE;
        long billed =
                run.progress().scriptStartedOn().isEmpty() ? 0 : Math.max(seconds, old ? OLD_SECONDS_MIN : SECONDS_MIN);
        return new Bill(billed * settings.capacity().dpus(), Rate.of(settings));
    }

    public double dpuHours() {
        return dpuSeconds / SECONDS_PER_HOUR;
    }

    public double dollars() {
        return dpuHours() * rate.dollarsPerDpuHour;
    }
}
