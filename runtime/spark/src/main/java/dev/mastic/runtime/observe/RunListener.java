package dev.mastic.runtime.observe;

import dev.mastic.runtime.observe.RunTally.Count;
import java.util.Map;
import org.apache.spark.SparkFirehoseListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates;
import org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;

/** Brings what Spark tells to the run's observer. Spark itself makes it, by its name, for every context of the run. */
public final class RunListener extends SparkFirehoseListener {
    private static final String HEAP = "JVMHeapMemory";
    private static final String DRIVER = "driver";

    /** Metrics of a plan's nodes, by the names that Spark gives them. */
    private static final Map<String, Count> FILES = Map.of(
            "number of files read", Count.FILES_READ,
            "number of partitions read", Count.PARTITIONS_READ,
            "number of written files", Count.FILES_WRITTEN);

    @Override
    public void onEvent(SparkListenerEvent event) {
        RunObserver.current().ifPresent(observer -> {
            tell(event, observer.tally());
            observer.progress().ifPresent(bar -> bar.see(event));
        });
    }

    private static void tell(SparkListenerEvent event, RunTally tally) {
        if (event instanceof SparkListenerTaskStart) {
            tally.taskStarted();
        } else if (event instanceof SparkListenerTaskEnd end) {
            tally.taskEnded(end);
        } else if (event instanceof SparkListenerStageSubmitted submitted) {
            tally.stageSubmitted(submitted.stageInfo().numTasks());
        } else if (event instanceof SparkListenerStageCompleted completed) {
            tally.stageCompleted(completed.stageInfo().stageId());
        } else if (event instanceof SparkListenerExecutorAdded added) {
            tally.executorAdded(added.executorId());
        } else if (event instanceof SparkListenerExecutorRemoved removed) {
            tally.executorRemoved(removed.executorId());
        } else if (event instanceof SparkListenerExecutorMetricsUpdate update) {
            tellHeap(update, tally);
        } else if (event instanceof SparkListenerSQLExecutionStart start) {
            follow(start.sparkPlanInfo(), tally);
        } else if (event instanceof SparkListenerSQLAdaptiveExecutionUpdate update) {
            follow(update.sparkPlanInfo(), tally);
        } else if (event instanceof SparkListenerDriverAccumUpdates updates) {
            updates.accumUpdates().foreach(update -> {
                tally.accumulated((Long) update._1(), (Long) update._2());
                return null;
            });
        }
    }

    private static void tellHeap(SparkListenerExecutorMetricsUpdate update, RunTally tally) {
        if (update.execId().equals(DRIVER)) {
            return;
        }
        update.executorUpdates().values().foreach(metrics -> {
            tally.heapOf(update.execId(), metrics.getMetricValue(HEAP));
            return null;
        });
    }

    private static void follow(SparkPlanInfo plan, RunTally tally) {
        plan.metrics().foreach(metric -> {
            Count count = FILES.get(metric.name());
            if (count != null) {
                tally.follow(metric.accumulatorId(), count);
            }
            return null;
        });
        plan.children().foreach(child -> {
            follow(child, tally);
            return null;
        });
    }
}
