package dev.mastic.runs;

import dev.mastic.runs.RunSettings.Arguments;
import dev.mastic.runs.RunSettings.Capacity;
import dev.mastic.runs.RunSettings.Limits;
import dev.mastic.runs.RunSettings.Metering;
import dev.mastic.runs.RunSettings.Script;
import dev.mastic.runs.RunSettings.WhenFull;
import java.time.Instant;
import java.util.Map;

/** Runs and settings for tests. */
final class Settings {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final JobKey NIGHTLY = new JobKey("000000000000", "us-east-1", "nightly");

    private Settings() {}

    static RunSettings plain() {
        return with(new Limits(480, 0, 100, WhenFull.REFUSE));
    }

    static RunSettings with(Limits limits) {
        return of("5.0", Map.of(), limits);
    }

    /** Of a run that moves its job's bookmark. */
    static RunSettings bookmarked(Limits limits) {
        return of("5.0", Map.of("--job-bookmark-option", "job-bookmark-enable"), limits);
    }

    static RunSettings with(Map<String, String> arguments) {
        return of("5.0", arguments, new Limits(480, 0, 100, WhenFull.REFUSE));
    }

    static RunSettings of(String glueVersion, Map<String, String> arguments, Limits limits) {
        return new RunSettings(
                "j_1",
                "etl",
                new Script("glueetl", "s3://bucket/job.py", glueVersion),
                new Arguments(arguments, Map.of(), Map.of()),
                new Capacity(2, "G.1X", 2, "STANDARD", Metering.BY_CAPACITY),
                limits,
                Map.of());
    }

    /** With fields that nothing but their readers interpret. */
    static RunSettings echoing(Map<String, String> echoed) {
        return copy(plain(), plain().script(), plain().capacity(), echoed);
    }

    /** Of a run that takes what the others leave. */
    static RunSettings flex() {
        Capacity capacity = new Capacity(2, "G.1X", 2, RunSettings.FLEX, Metering.BY_SECOND);
        return copy(plain(), plain().script(), capacity, Map.of());
    }

    /** Of a streaming run that is restarted in a window. */
    static RunSettings streaming(String window, Map<String, String> arguments) {
        Script script = new Script("gluestreaming", "s3://bucket/job.py", "5.0");
        return copy(with(arguments), script, plain().capacity(), Map.of(RunSettings.MAINTENANCE_WINDOW, window));
    }

    private static RunSettings copy(
            RunSettings settings, Script script, Capacity capacity, Map<String, String> echoed) {
        return new RunSettings(
                settings.jobId(), settings.role(), script, settings.arguments(), capacity, settings.limits(), echoed);
    }

    static Run run(String id, RunState state) {
        return run(id, plain(), state, NOON);
    }

    static Run run(String id, RunSettings settings, RunState state, Instant startedOn) {
        return Run.begin(id, NIGHTLY, Attempt.FIRST, settings, state, startedOn);
    }
}
