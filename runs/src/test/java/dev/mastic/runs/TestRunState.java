package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestRunState {
    @Test
    void everyStateIsReachedFromWaiting() {
        Set<RunState> seen = EnumSet.of(RunState.WAITING);
        ArrayDeque<RunState> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (RunState next : open.remove().next()) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(RunState.values());
    }

    @ParameterizedTest
    @EnumSource
    void everyArrowIsWalkedAndNoOther(RunState from) {
        Run run = Settings.run("jr_1", from);
        for (RunState to : RunState.values()) {
            if (from.next().contains(to)) {
                Run moved = run.moveTo(to, Settings.NOON);
                assertThat(moved.state()).isEqualTo(to);
                assertThat(moved.version()).isEqualTo(run.version() + 1);
            } else {
                assertThatThrownBy(() -> run.moveTo(to, Settings.NOON))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("run jr_1 cannot go from %s to %s", from, to);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPED", "SUCCEEDED", "FAILED", "TIMEOUT", "ERROR", "EXPIRED"})
    void anEndIsAnEnd(RunState end) {
        assertThat(end.isFinal()).isTrue();
        assertThat(end.next()).isEmpty();
    }

    @Test
    void aRetryHasTheNumberBehindTheFirstAttemptsId() {
        Run first = Run.begin(
                "jr_ab",
                Settings.NIGHTLY,
                Attempt.FIRST,
                Settings.with(new RunSettings.Limits(480, 2, 1, RunSettings.WhenFull.REFUSE)),
                RunState.STARTING,
                Settings.NOON);
        Run second = failed(first).successor(() -> "jr_fresh", Settings.NOON).orElseThrow();
        assertThat(second.id()).isEqualTo("jr_ab_attempt_1");
        assertThat(second.attempt()).isEqualTo(new Attempt(1, Optional.of("jr_ab")));
        Run third = failed(second).successor(() -> "jr_fresh", Settings.NOON).orElseThrow();
        assertThat(third.id()).isEqualTo("jr_ab_attempt_2");
        assertThat(third.attempt().previousRunId()).contains("jr_ab_attempt_1");
        assertThat(failed(third).successor(() -> "jr_fresh", Settings.NOON))
                .as("MaxRetries is 2")
                .isEmpty();
    }

    private static Run failed(Run run) {
        return run.moveTo(RunState.FAILED, Settings.NOON);
    }
}
