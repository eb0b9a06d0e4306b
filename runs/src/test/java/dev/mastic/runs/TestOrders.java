package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runs.RunSettings.Arguments;
import dev.mastic.runs.RunSettings.Limits;
import dev.mastic.runs.RunSettings.WhenFull;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the watcher tells a driver to end for, besides stops and time-outs. */
class TestOrders {
    private final World world = new World(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aStreamingRunIsRestartedInItsMaintenanceWindow() {
        // The clock stands at noon of a Thursday.
        Run run = world.running(Settings.streaming("Thu:13", Map.of()));
        world.watcher.tick();
        assertThat(world.row(run).hold().order())
                .as("the window is not open yet")
                .isEmpty();

        world.clock.advance(Duration.ofMinutes(61));
        world.machine.of(run.id()).beat();
        world.watcher.tick();
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.EXPIRED);
        world.dispatcher.tick();
        Run next = world.rows.launched().get(0);
        assertThat(next.attempt().previousRunId()).contains(run.id());
        assertThat(next.settings()).isEqualTo(run.settings());

        world.machine.of(next.id()).begin();
        world.watcher.tick();
        world.watcher.tick();
        assertThat(world.row(next).hold().order()).as("once in a window").isEmpty();
    }

    @Test
    void aStreamThatEndsWellBecauseItWasToldToHasNotSucceeded() {
        Run run = world.running(Settings.streaming("Thu:13", Map.of()));
        world.clock.advance(Duration.ofMinutes(61));
        world.machine.of(run.id()).goDeaf();
        world.machine.of(run.id()).beat();
        world.watcher.tick();
        world.machine.of(run.id()).exit(0);
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.EXPIRED);
    }

    @Test
    void aWindowOpensOnceAWeek() {
        MaintenanceWindow window = MaintenanceWindow.parse("Sun:10");
        assertThat(window).isEqualTo(new MaintenanceWindow(DayOfWeek.SUNDAY, 10));
        Instant sunday = Instant.parse("2026-01-04T10:00:00Z");
        assertThat(window.openedBefore(sunday)).isEqualTo(sunday);
        assertThat(window.openedBefore(sunday.minusSeconds(1))).isEqualTo(Instant.parse("2025-12-28T10:00:00Z"));
        assertThat(window.openedBefore(sunday.plus(Duration.ofDays(6)))).isEqualTo(sunday);
    }

    @Test
    void aRunThatHasUsedUpItsBudgetFailsAndIsNotRetried() {
        RunSettings plain = Settings.with(new Limits(480, 3, 100, WhenFull.REFUSE));
        Run run = world.running(new RunSettings(
                plain.jobId(),
                plain.role(),
                plain.script(),
                new Arguments(Map.of("--mastic-budget", "0.5"), Map.of(), Map.of()),
                plain.capacity(),
                plain.limits(),
                Map.of()));
        // Two DPUs use half a DPU-hour in a quarter of an hour.
        world.clock.advance(Duration.ofMinutes(15));
        world.machine.of(run.id()).beat();
        world.watcher.tick();
        assertThat(world.row(run).hold().order()).isEmpty();
        world.clock.advance(Duration.ofSeconds(1));
        world.watcher.tick();
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.FAILED);
        assertThat(world.row(run).progress().failure().orElseThrow().message())
                .isEqualTo("The run used up its budget of 0.5 DPU-hours (--mastic-budget)");
        assertThat(world.rows.due(9)).isEmpty();
    }

    @Test
    void aBudgetThatIsNoneFailsTheRunBeforeItCostsAnything() {
        Run run = world.start(Settings.with(Map.of("--mastic-budget", "plenty")));
        world.dispatcher.tick();
        assertThat(world.row(run).progress().failure().orElseThrow().message())
                .isEqualTo("--mastic-budget: plenty (expected: DPU-hours, e.g. 2.5)");
    }

    @Test
    void aDelayIsToldOfOnceAndOnlyWhileTheRunGoesOn() {
        List<String> events = new ArrayList<>();
        DelayNotices notices = new DelayNotices(
                world.rows, (run, time, event) -> events.add(event), world.database, world.ids, world.clock);
        RunSettings impatient = Settings.echoing(Map.of(RunSettings.NOTIFY_DELAY_AFTER, "5"));
        Run slow = world.running(impatient);
        Run quick = world.running(impatient);
        world.machine.of(quick.id()).exit(0);
        world.watcher.tick();
        notices.tick();
        assertThat(events).isEmpty();
        world.clock.advance(Duration.ofMinutes(5));
        notices.tick();
        notices.tick();
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .contains("\"detail-type\":\"Glue Job Run Status\"", "\"source\":\"aws.glue\"")
                        .contains(
                                "\"jobRunId\":\"" + slow.id() + "\"",
                                "\"notificationCondition\":{\"NotifyDelayAfter\":5.0}")
                        .contains("\"state\":\"RUNNING\""));
    }
}
