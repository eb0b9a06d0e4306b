package dev.mastic.runtime.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;

/** Counts what the tasks of a run do, as Spark's listener bus tells it. Read and emptied by the reporter's thread. */
final class RunTally {
    /**
     * A stage whose longest task takes more than this many times the median counts as skewed.
     *
     * <p>Source: AWS Glue documentation, "Monitoring with AWS Glue observability metrics".
     */
    static final double SKEWNESS_FACTOR = 5;

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final Map<Integer, List<Long>> taskMillis = new HashMap<>();
    private final Map<Long, Count> followed = new HashMap<>();
    private final Set<String> executors = new HashSet<>();
    private final Map<String, Long> executorHeap = new HashMap<>();
    private int runningTasks;
    private int waitingTasks;
    private double stageSkewness;
    private double weightedSkewness;
    private double weights;

    /** What is counted from report to report. */
    enum Count {
        BYTES_READ,
        RECORDS_READ,
        BYTES_WRITTEN,
        RECORDS_WRITTEN,
        COMPLETED_STAGES,
        COMPLETED_TASKS,
        FAILED_TASKS,
        KILLED_TASKS,
        SHUFFLE_BYTES_WRITTEN,
        SHUFFLE_LOCAL_BYTES_READ,
        TASK_MILLIS,
        FILES_READ,
        PARTITIONS_READ,
        FILES_WRITTEN
    }

    /** Everything at one moment; the counts begin anew with it. */
    record Reading(
            Map<Count, Long> counts,
            int executors,
            int openTasks,
            double stageSkewness,
            double jobSkewness,
            Map<String, Long> executorHeap) {
        double count(Count count) {
            return (double) counts.getOrDefault(count, 0L);
        }
    }

    synchronized Reading read() {
        Reading reading = new Reading(
                Map.copyOf(counts),
                executors.size(),
                runningTasks + waitingTasks,
                stageSkewness,
                weights == 0 ? 0 : weightedSkewness / weights,
                Map.copyOf(executorHeap));
        counts.clear();
        return reading;
    }

    synchronized void add(Count count, long number) {
        counts.merge(count, number, Long::sum);
    }

    synchronized void stageSubmitted(int tasks) {
        waitingTasks += tasks;
    }

    synchronized void taskStarted() {
        runningTasks++;
        waitingTasks = Math.max(0, waitingTasks - 1);
    }

    synchronized void taskEnded(SparkListenerTaskEnd end) {
        runningTasks = Math.max(0, runningTasks - 1);
        TaskInfo task = end.taskInfo();
        if (task.killed()) {
            add(Count.KILLED_TASKS, 1);
        } else if (task.failed()) {
            add(Count.FAILED_TASKS, 1);
        } else {
            add(Count.COMPLETED_TASKS, 1);
            taskMillis
                    .computeIfAbsent(end.stageId(), unused -> new ArrayList<>())
                    .add(task.duration());
        }
        // Absent when the task was lost with its executor.
        TaskMetrics metrics = end.taskMetrics();
        if (metrics != null) {
            add(Count.BYTES_READ, metrics.inputMetrics().bytesRead());
            add(Count.RECORDS_READ, metrics.inputMetrics().recordsRead());
            add(Count.BYTES_WRITTEN, metrics.outputMetrics().bytesWritten());
            add(Count.RECORDS_WRITTEN, metrics.outputMetrics().recordsWritten());
            add(Count.SHUFFLE_BYTES_WRITTEN, metrics.shuffleWriteMetrics().bytesWritten());
            add(Count.SHUFFLE_LOCAL_BYTES_READ, metrics.shuffleReadMetrics().localBytesRead());
            add(Count.TASK_MILLIS, metrics.executorRunTime());
        }
    }

    synchronized void stageCompleted(int stage) {
        add(Count.COMPLETED_STAGES, 1);
        waitingTasks = 0;
        List<Long> durations = taskMillis.remove(stage);
        if (durations == null) {
            return;
        }
        durations.sort(Comparator.naturalOrder());
        long median = durations.get(durations.size() / 2);
        long longest = durations.get(durations.size() - 1);
        double ratio = median <= 0 ? 1 : (double) longest / median;
        // 0 below the factor, 1 at twice the factor.
        stageSkewness = Math.max(0, ratio / SKEWNESS_FACTOR - 1);
        // Stages that take long count more for the job.
        weightedSkewness += stageSkewness * longest;
        weights += longest;
    }

    synchronized void executorAdded(String id) {
        executors.add(id);
    }

    synchronized void executorRemoved(String id) {
        executors.remove(id);
        executorHeap.remove(id);
    }

    synchronized void heapOf(String executor, long bytes) {
        executorHeap.put(executor, bytes);
    }

    synchronized void follow(long accumulator, Count count) {
        followed.put(accumulator, count);
    }

    synchronized void accumulated(long accumulator, long number) {
        Count count = followed.get(accumulator);
        if (count != null) {
            add(count, number);
        }
    }
}
