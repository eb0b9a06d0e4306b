package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.runs.Hold.Reason;
import dev.mastic.runs.Progress.Failure;
import dev.mastic.runs.RunStore.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of runs must do. */
abstract class RunStoreContract {
    private static final Instant LATER = Settings.NOON.plusSeconds(5);

    abstract RunStore runs();

    @Test
    void aRunIsReadBackAsItWasWritten() {
        Run run = Run.begin(
                "jr_1",
                Settings.NIGHTLY,
                Attempt.rerunOf("jr_0"),
                Settings.with(Map.of("--b", "2", "--a", "")),
                RunState.STARTING,
                Settings.NOON);
        runs().insert(run);
        assertThat(runs().find("jr_1")).contains(run);
        assertThat(runs().find("jr_2")).isEmpty();
    }

    @Test
    void everyChangeIsReadBack() {
        Run read = inserted("jr_1", RunState.STARTING);
        for (Run changed : changes(read)) {
            assertThat(runs().replace(read, changed)).isTrue();
            read = runs().find("jr_1").orElseThrow();
            assertThat(read).isEqualTo(changed);
        }
    }

    @Test
    void anIdIsUsedOnce() {
        Run run = inserted("jr_1", RunState.STARTING);
        assertThatThrownBy(() -> runs().insert(run)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void whoReadAnOlderVersionWritesNothing() {
        Run read = inserted("jr_1", RunState.STARTING);
        assertThat(runs().replace(read, read.moveTo(RunState.RUNNING, LATER))).isTrue();
        Run successor = Settings.run("jr_2", RunState.STARTING);
        assertThat(runs().replace(read, read.moveTo(RunState.FAILED, LATER), Optional.of(successor)))
                .isFalse();
        assertThat(runs().find("jr_1").orElseThrow().state()).isEqualTo(RunState.RUNNING);
        assertThat(runs().find("jr_2")).isEmpty();
    }

    @Test
    void anEndAndItsSuccessorAreWrittenTogether() {
        Run read = inserted("jr_1", RunState.STARTING);
        Run successor = Settings.run("jr_2", RunState.STARTING);
        assertThat(runs().replace(read, read.moveTo(RunState.FAILED, LATER), Optional.of(successor)))
                .isTrue();
        assertThat(runs().find("jr_2")).contains(successor);
    }

    @Test
    void theListsOfTheLoopsHoldWhatTheySay() {
        inserted("jr_waiting", RunState.WAITING);
        inserted("jr_due", RunState.STARTING);
        Run launched = inserted("jr_launched", RunState.STARTING);
        replaced(launched, launched.claimed("t", LATER).launched(new DriverRef("d1", 7, "x"), LATER));
        Run ended = inserted("jr_ended", RunState.STARTING);
        ended = replaced(ended, ended.launched(new DriverRef("d2", 8, "y"), LATER));
        replaced(ended, ended.end(RunState.FAILED, LATER, Optional.empty(), LATER));
        Run released = inserted("jr_released", RunState.STARTING);
        replaced(released, released.end(RunState.STOPPED, LATER, Optional.empty(), LATER));

        assertThat(runs().waiting(Settings.NIGHTLY, 9)).extracting(Run::id).containsExactly("jr_waiting");
        assertThat(runs().due(9)).extracting(Run::id).containsExactly("jr_due");
        assertThat(runs().launched()).extracting(Run::id).containsExactly("jr_launched");
        assertThat(runs().unreleased(9)).extracting(Run::id).containsExactly("jr_ended");
        assertThat(runs().countActive(Settings.NIGHTLY)).isEqualTo(2);
        assertThat(runs().countActive(new JobKey("000000000000", "us-east-1", "other")))
                .isZero();
    }

    @Test
    void flexRunsComeAfterStandardOnes() {
        runs().insert(Settings.run("jr_flex", Settings.flex(), RunState.STARTING, Settings.NOON));
        runs().insert(Settings.run("jr_2", Settings.plain(), RunState.STARTING, LATER));
        runs().insert(Settings.run("jr_1", Settings.plain(), RunState.STARTING, Settings.NOON));
        assertThat(runs().due(9)).extracting(Run::id).containsExactly("jr_1", "jr_2", "jr_flex");
        assertThat(runs().countUndriven(9)).isEqualTo(3);
        assertThat(runs().countUndriven(2)).isEqualTo(2);
    }

    @Test
    void theQueueTellsItsJobsAndWhoWaitsInVain() {
        Run first = inserted("jr_1", RunState.WAITING);
        inserted("jr_2", RunState.WAITING);
        inserted("jr_3", RunState.STARTING);
        assertThat(runs().jobsWaiting()).containsExactly(Settings.NIGHTLY);
        assertThat(runs().waitingInVain(Settings.NOON, 9)).isEmpty();
        assertThat(runs().waitingInVain(LATER, 9)).extracting(Run::id).containsExactly("jr_1", "jr_2");
        replaced(first, first.stopRequested(LATER));
        assertThat(runs().waitingInVain(Settings.NOON, 9)).extracting(Run::id).containsExactly("jr_1");
        assertThat(runs().waitingInVain(LATER, 9)).extracting(Run::id).containsExactly("jr_1", "jr_2");
    }

    @Test
    void aDelayIsNotedOnce() {
        runs().insert(Settings.run(
                "jr_1",
                Settings.echoing(Map.of(RunSettings.NOTIFY_DELAY_AFTER, "5")),
                RunState.STARTING,
                Settings.NOON));
        inserted("jr_2", RunState.STARTING);
        assertThat(runs().toNotify(Settings.NOON.plusSeconds(299), 9)).isEmpty();
        assertThat(runs().toNotify(Settings.NOON.plusSeconds(300), 9))
                .extracting(Run::id)
                .containsExactly("jr_1");
        assertThat(runs().notified("jr_1")).isTrue();
        assertThat(runs().notified("jr_1")).isFalse();
        assertThat(runs().toNotify(Settings.NOON.plusSeconds(300), 9)).isEmpty();
    }

    @Test
    void runsAreFoundByTheTimeInWhichTheyWorked() {
        Run ended = inserted("jr_ended", RunState.STARTING);
        ended = replaced(ended, ended.running(Settings.NOON, LATER));
        replaced(ended, ended.end(RunState.SUCCEEDED, Settings.NOON.plusSeconds(60), Optional.empty(), LATER));
        Run working = inserted("jr_working", RunState.STARTING);
        replaced(working, working.running(Settings.NOON.plusSeconds(30), LATER));
        inserted("jr_starting", RunState.STARTING);
        assertThat(workedBetween(0, 10)).containsExactly("jr_ended");
        assertThat(workedBetween(0, 40)).containsExactlyInAnyOrder("jr_ended", "jr_working");
        assertThat(workedBetween(60, 90)).containsExactly("jr_working");
        assertThat(workedBetween(-60, 0)).isEmpty();
    }

    private List<String> workedBetween(int from, int to) {
        List<String> ids = new ArrayList<>();
        runs().workingBetween(
                        Settings.NIGHTLY.account(),
                        Settings.NOON.plusSeconds(from),
                        Settings.NOON.plusSeconds(to),
                        run -> ids.add(run.id()));
        return ids;
    }

    @Test
    void oldRunsAreForgottenOnceTheyAreTidiedUp() {
        Run old = inserted("jr_old", RunState.STARTING);
        replaced(old, old.end(RunState.STOPPED, Settings.NOON, Optional.empty(), LATER));
        Run untidy = inserted("jr_untidy", RunState.STARTING);
        untidy = replaced(untidy, untidy.launched(new DriverRef("d2", 8, "y"), LATER));
        replaced(untidy, untidy.end(RunState.FAILED, Settings.NOON, Optional.empty(), LATER));
        inserted("jr_working", RunState.STARTING);
        assertThat(runs().countByState()).isEqualTo(Map.of(RunState.STARTING, 1));
        assertThat(runs().removeEndedBefore(Settings.NOON, 9)).isZero();
        assertThat(runs().removeEndedBefore(Settings.NOON.plusMillis(1), 9)).isEqualTo(1);
        assertThat(runs().ofJob(Settings.NIGHTLY, Optional.empty(), 9))
                .extracting(Run::id)
                .containsExactlyInAnyOrder("jr_untidy", "jr_working");
    }

    @Test
    void aRunIsCountedWhileItIsActive() {
        Run run = inserted("jr_1", RunState.WAITING);
        assertThat(runs().countActive(Settings.NIGHTLY)).isZero();
        run = replaced(run, run.moveTo(RunState.STARTING, LATER));
        Run overtaken = run;
        run = replaced(run, run.moveTo(RunState.RUNNING, LATER));
        assertThat(runs().replace(overtaken, overtaken.moveTo(RunState.FAILED, LATER)))
                .isFalse();
        assertThat(runs().countActive(Settings.NIGHTLY)).isEqualTo(1);
        Run successor = Settings.run("jr_2", RunState.STARTING);
        Run ended = run.end(RunState.FAILED, LATER, Optional.empty(), LATER);
        assertThat(runs().replace(run, ended, Optional.of(successor))).isTrue();
        assertThat(runs().countActive(Settings.NIGHTLY)).isEqualTo(1);
        replaced(successor, successor.end(RunState.STOPPED, LATER, Optional.empty(), LATER));
        assertThat(runs().countActive(Settings.NIGHTLY)).isZero();
    }

    @Test
    void aJobsRunsComeNewestFirstPageByPage() {
        for (int i = 0; i < 5; i++) {
            runs().insert(Run.begin(
                    "jr_" + i,
                    Settings.NIGHTLY,
                    Attempt.FIRST,
                    Settings.plain(),
                    RunState.STARTING,
                    // Two at the same moment: the id decides.
                    Settings.NOON.plusSeconds(i / 2)));
        }
        List<String> seen = new ArrayList<>();
        Optional<Place> after = Optional.empty();
        for (List<Run> page = runs().ofJob(Settings.NIGHTLY, after, 2); !page.isEmpty(); ) {
            page.forEach(run -> seen.add(run.id()));
            after = Optional.of(Place.of(page.get(page.size() - 1)));
            page = runs().ofJob(Settings.NIGHTLY, after, 2);
        }
        assertThat(seen).containsExactly("jr_4", "jr_3", "jr_2", "jr_1", "jr_0");
    }

    private static List<Run> changes(Run first) {
        Run claimed = first.claimed("secret", LATER);
        Run launched = claimed.launched(new DriverRef("d", 42, "123@boot"), LATER);
        Run running = launched.running(LATER, LATER);
        Run wished = running.stopRequested(LATER);
        Run stopping = wished.moveTo(RunState.STOPPING, LATER);
        Run ordered = stopping.ordered(Reason.REQUESTED, LATER);
        Run ended = ordered.end(RunState.STOPPED, LATER, Optional.of(new Failure("m", Fault.EXTERNAL)), LATER)
                .detailed(Optional.of("detail"));
        return List.of(claimed, launched, running, wished, stopping, ordered, ended, ended.released(LATER));
    }

    private Run inserted(String id, RunState state) {
        Run run = Settings.run(id, state);
        runs().insert(run);
        return run;
    }

    private Run replaced(Run read, Run changed) {
        assertThat(runs().replace(read, changed)).isTrue();
        return changed;
    }
}
