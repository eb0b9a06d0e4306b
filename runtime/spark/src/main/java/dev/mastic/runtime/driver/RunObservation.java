package dev.mastic.runtime.driver;

import dev.mastic.runtime.observe.MetricsPlan;
import dev.mastic.runtime.observe.RunObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Lets a run tell what it was asked to tell. */
final class RunObservation {
    private final RunRequest request;
    private final DriverPlan plan;
    private final DriverDirectory directory;

    RunObservation(RunRequest request, DriverPlan plan, DriverDirectory directory) {
        this.request = request;
        this.plan = plan;
        this.directory = directory;
    }

    void begin(ScriptStreams streams) throws IOException {
        RunRequest.Observation observation = request.observation();
        if (observation.wants("event-log")) {
            Files.createDirectories(directory.events());
        }
        if (observation.logPattern().isPresent()) {
            streams.logAs(observation.logPattern().orElseThrow());
        }
        if (observation.wants("every-message")) {
            streams.logEveryMessage();
        }
        Set<MetricsPlan.Kind> kinds = kinds(observation);
        boolean progress = observation.wants("progress-bar");
        if (progress || !kinds.isEmpty()) {
            Optional<OutputStream> bar = progress ? Optional.of(directory.open("progress")) : Optional.empty();
            RunObserver.begin(bar, kinds.isEmpty() ? Optional.empty() : Optional.of(metrics(kinds)));
        }
    }

    private MetricsPlan metrics(Set<MetricsPlan.Kind> kinds) {
        return new MetricsPlan(plan.endpoint(), request.region(), request.jobName(), request.runId(), kinds);
    }

    private static Set<MetricsPlan.Kind> kinds(RunRequest.Observation observation) {
        Set<MetricsPlan.Kind> kinds = EnumSet.noneOf(MetricsPlan.Kind.class);
        if (observation.wants("profiling")) {
            kinds.add(MetricsPlan.Kind.PROFILING);
        }
        if (observation.wants("observability")) {
            kinds.add(MetricsPlan.Kind.OBSERVABILITY);
        }
        return kinds;
    }
}
