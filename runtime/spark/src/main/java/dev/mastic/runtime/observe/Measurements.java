package dev.mastic.runtime.observe;

import static dev.mastic.runtime.observe.Measurement.count;
import static dev.mastic.runtime.observe.Measurement.gauge;

import com.amazonaws.services.cloudwatch.model.StandardUnit;
import dev.mastic.runtime.observe.RunTally.Count;
import dev.mastic.runtime.observe.RunTally.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics of Glue, made from what was counted between two looks.
 *
 * <p>Source of names, types and groups: the AWS Glue documentation, "Monitoring AWS Glue using Amazon CloudWatch metrics" and
 * "Monitoring with AWS Glue observability metrics".
 *
 * @param reading what the tasks did in between
 * @param before the machine at the earlier look
 * @param now and at the later
 * @param elapsedMillis in between
 * @param cores on which tasks may run
 */
record Measurements(Reading reading, Machine before, Machine now, long elapsedMillis, int cores) {
    private static final double MEGABYTE = 1 << 20;
    private static final double GIGABYTE = 1 << 30;
    private static final double PERCENT = 100;
    private static final String DRIVER = "glue.driver.";
    private static final String AGGREGATE = DRIVER + "aggregate.";

    /** Those of {@code --enable-metrics}. */
    List<Measurement> profiling() {
        List<Measurement> all = new ArrayList<>();
        all.add(count(AGGREGATE + "bytesRead", StandardUnit.Bytes, reading.count(Count.BYTES_READ)));
        all.add(count(AGGREGATE + "elapsedTime", StandardUnit.Milliseconds, (double) elapsedMillis));
        all.add(count(AGGREGATE + "numCompletedStages", StandardUnit.Count, reading.count(Count.COMPLETED_STAGES)));
        all.add(count(AGGREGATE + "numCompletedTasks", StandardUnit.Count, reading.count(Count.COMPLETED_TASKS)));
        all.add(count(AGGREGATE + "numFailedTasks", StandardUnit.Count, reading.count(Count.FAILED_TASKS)));
        all.add(count(AGGREGATE + "numKilledTasks", StandardUnit.Count, reading.count(Count.KILLED_TASKS)));
        all.add(count(AGGREGATE + "recordsRead", StandardUnit.Count, reading.count(Count.RECORDS_READ)));
        all.add(count(
                AGGREGATE + "shuffleBytesWritten", StandardUnit.Bytes, reading.count(Count.SHUFFLE_BYTES_WRITTEN)));
        all.add(count(
                AGGREGATE + "shuffleLocalBytesRead",
                StandardUnit.Bytes,
                reading.count(Count.SHUFFLE_LOCAL_BYTES_READ)));
        all.add(gauge(
                DRIVER + "BlockManager.disk.diskSpaceUsed_MB", StandardUnit.Megabytes, now.blocksOnDisk() / MEGABYTE));
        String allocation = DRIVER + "ExecutorAllocationManager.executors.";
        all.add(gauge(allocation + "numberAllExecutors", StandardUnit.Count, reading.executors()));
        all.add(gauge(
                allocation + "numberMaxNeededExecutors",
                StandardUnit.Count,
                Math.ceil((double) reading.openTasks() / cores)));
        addProcess(all, "driver");
        addProcess(all, "ALL");
        reading.executorHeap()
                .forEach((executor, heap) ->
                        all.add(gauge("glue." + executor + ".jvm.heap.used", StandardUnit.Bytes, (double) heap)));
        return all;
    }

    /** Those of {@code --enable-observability-metrics}. */
    List<Measurement> observability() {
        List<Measurement> all = new ArrayList<>();
        String performance = "job_performance";
        all.add(gauge(DRIVER + "skewness.stage", StandardUnit.Count, reading.stageSkewness())
                .in(performance));
        all.add(gauge(DRIVER + "skewness.job", StandardUnit.Count, reading.jobSkewness())
                .in(performance));
        all.add(gauge(DRIVER + "workerUtilization", StandardUnit.Percent, utilization())
                .in("resource_utilization"));
        addResources(all, "driver");
        addResources(all, "ALL");
        String throughput = "throughput";
        all.add(count(DRIVER + "bytesRead", StandardUnit.Bytes, reading.count(Count.BYTES_READ))
                .in(throughput));
        all.add(count(DRIVER + "recordsRead", StandardUnit.Count, reading.count(Count.RECORDS_READ))
                .in(throughput));
        all.add(count(DRIVER + "filesRead", StandardUnit.Count, reading.count(Count.FILES_READ))
                .in(throughput));
        all.add(count(DRIVER + "partitionsRead", StandardUnit.Count, reading.count(Count.PARTITIONS_READ))
                .in(throughput));
        // AWS's own spelling.
        all.add(count(DRIVER + "bytesWrittten", StandardUnit.Bytes, reading.count(Count.BYTES_WRITTEN))
                .in(throughput));
        all.add(count(DRIVER + "recordsWritten", StandardUnit.Count, reading.count(Count.RECORDS_WRITTEN))
                .in(throughput));
        all.add(count(DRIVER + "filesWritten", StandardUnit.Count, reading.count(Count.FILES_WRITTEN))
                .in(throughput));
        return all;
    }

    /** How much of the time the cores were at work, in percent. */
    private double utilization() {
        double possible = (double) elapsedMillis * cores;
        return possible <= 0 ? 0 : Math.min(PERCENT, PERCENT * reading.count(Count.TASK_MILLIS) / possible);
    }

    /** What tasks write to the lake is uploaded past the file system that counts. */
    private double lakeWritten() {
        return Math.max((double) (now.lakeWritten() - before.lakeWritten()), reading.count(Count.BYTES_WRITTEN));
    }

    private void addProcess(List<Measurement> all, String whose) {
        String prefix = "glue." + whose + ".";
        all.add(gauge(
                prefix + "jvm.heap.usage", StandardUnit.None, (double) now.heapUsed() / Math.max(1, now.heapMax())));
        all.add(gauge(prefix + "jvm.heap.used", StandardUnit.Bytes, (double) now.heapUsed()));
        all.add(gauge(prefix + "system.cpuSystemLoad", StandardUnit.None, now.cpuLoad()));
        all.add(gauge(prefix + "s3.filesystem.read_bytes", StandardUnit.Bytes, (double)
                (now.lakeRead() - before.lakeRead())));
        all.add(gauge(prefix + "s3.filesystem.write_bytes", StandardUnit.Bytes, lakeWritten()));
    }

    private void addResources(List<Measurement> all, String whose) {
        String prefix = "glue." + whose + ".";
        addMemory(all, prefix + "memory.heap.", now.heapUsed(), now.heapMax());
        addMemory(all, prefix + "memory.non-heap.", now.nonHeapUsed(), now.nonHeapCommitted());
        addMemory(
                all,
                prefix + "memory.total.",
                now.heapUsed() + now.nonHeapUsed(),
                now.heapMax() + now.nonHeapCommitted());
        double used = (double) (now.diskTotal() - now.diskFree());
        addGauge(all, prefix + "disk.available_GB", StandardUnit.Gigabytes, now.diskFree() / GIGABYTE);
        addGauge(all, prefix + "disk.used_GB", StandardUnit.Gigabytes, used / GIGABYTE);
        addGauge(
                all,
                prefix + "disk.used.percentage",
                StandardUnit.Percent,
                PERCENT * used / Math.max(1, now.diskTotal()));
    }

    private static void addMemory(List<Measurement> all, String prefix, long used, long available) {
        addGauge(all, prefix + "available", StandardUnit.Bytes, (double) Math.max(0, available - used));
        addGauge(all, prefix + "used", StandardUnit.Bytes, (double) used);
        addGauge(all, prefix + "used.percentage", StandardUnit.Percent, PERCENT * used / Math.max(1, available));
    }

    private static void addGauge(List<Measurement> all, String name, StandardUnit unit, double value) {
        all.add(gauge(name, unit, value).in("resource_utilization"));
    }
}
