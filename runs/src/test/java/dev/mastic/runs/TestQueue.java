package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runs.RunSettings.Limits;
import dev.mastic.runs.RunSettings.WhenFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestQueue {
    private static final RunSettings QUEUED = Settings.with(new Limits(480, 0, 1, WhenFull.WAIT));

    private final World world = new World(1);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void flexRunsTakeWhatStandardOnesLeave() {
        world.runsMax = 2;
        world.restart();
        Run flex = world.start(Settings.flex());
        world.clock.advance(Duration.ofSeconds(1));
        Run first = world.start();
        Run second = world.start();

        world.dispatcher.tick();
        assertThat(world.rows.launched()).extracting(Run::id).containsExactlyInAnyOrder(first.id(), second.id());

        world.machine.of(first.id()).begin();
        world.machine.of(first.id()).exit(0);
        world.tick();
        world.tick();
        assertThat(world.row(flex).hold().driver()).isPresent();
    }

    @Test
    void aFlexRunThatFindsNoSpareCapacityFails() {
        world.runsMax = 1;
        world.restart();
        world.running(Settings.plain());
        Run flex = world.start(Settings.flex());
        world.clock.advance(Duration.ofMinutes(20));
        world.dispatcher.tick();
        assertThat(world.row(flex).state()).isEqualTo(RunState.STARTING);
        world.clock.advance(Duration.ofSeconds(1));
        world.dispatcher.tick();
        assertThat(world.row(flex).state()).isEqualTo(RunState.FAILED);
        assertThat(world.row(flex).progress().failure().orElseThrow().message())
                .isEqualTo("There was no spare capacity for 20 minutes (ExecutionClass FLEX)");
    }

    @Test
    void aJobWithALongQueueDoesNotStandBeforeTheOthers() {
        world.running(QUEUED);
        for (int i = 0; i < 120; i++) {
            world.start(QUEUED);
        }
        JobKey other = new JobKey("000000000000", "us-east-1", "other");
        Run running = world.queue.start(other, QUEUED, Optional.empty()).orElseThrow();
        Run waiting = world.queue.start(other, QUEUED, Optional.empty()).orElseThrow();
        world.queue.stop(running.id());
        world.dispatcher.tick();
        world.dispatcher.tick();
        assertThat(world.row(waiting).state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void queuedRunsStartInTheOrderInWhichTheyCame() {
        Run running = world.running(QUEUED);
        List<String> queued = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            world.clock.advance(Duration.ofSeconds(1));
            queued.add(world.start(QUEUED).id());
        }
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            world.machine.of(running.id()).exit(0);
            world.watcher.tick();
            world.dispatcher.tick();
            running = world.rows.launched().get(world.rows.launched().size() - 1);
            world.machine.of(running.id()).begin();
            world.watcher.tick();
            started.add(running.id());
        }
        assertThat(started).isEqualTo(queued);
    }

    @Test
    void aQueuedRunThatIsStoppedNeverStarts() {
        world.running(QUEUED);
        Run queued = world.start(QUEUED);
        world.queue.stop(queued.id());
        world.dispatcher.tick();
        assertThat(world.row(queued).state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void theQueueIsFullWhenAsManyWaitAsMay() {
        world.queueMax = 2;
        world.runsMax = 1;
        world.restart();
        world.running(Settings.plain());
        world.start();
        assertThat(world.queue.isFull()).isFalse();
        world.start();
        assertThat(world.queue.isFull()).isTrue();
    }
}
