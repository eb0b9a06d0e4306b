package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runs.RunSettings.Limits;
import dev.mastic.runs.RunSettings.WhenFull;
import dev.mastic.store.Failpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Twenty runs, and a server that dies or stumbles anywhere: none is lost, doubled or stuck. */
@Tag("slow")
class TestCrashes {
    private static final int RUNS = 20;
    private static final int ROUNDS_MAX = 400;
    private static final int STOPPED_MAX = 6;
    private static final int STEPS_WHILE_DEAD = 3;

    /** What a crash looks like from inside: nothing catches it on its way out. */
    private static final class Crash extends Error {}

    /** Lets the server die at a point, at its n-th pass, once. */
    private static final class Dies implements Failpoints {
        private final String point;
        private int passes;
        private boolean died;

        private Dies(String point, int passes) {
            this.point = point;
            this.passes = passes;
        }

        @Override
        public void reach(String reached) {
            if (reached.equals(point) && --passes == 0) {
                died = true;
                throw new Crash();
            }
        }
    }

    /** A store that fails at its n-th call, before or after it has done what it was asked. */
    private static final class Stumbling implements RunStore {
        private final RunStore store;
        private int calls;
        private final When when;

        enum When {
            BEFORE,
            AFTER
        }

        private Stumbling(RunStore store, int calls, When when) {
            this.store = store;
            this.calls = calls;
            this.when = when;
        }

        private <T> T call(java.util.function.Supplier<T> work) {
            boolean fails = --calls == 0;
            if (fails && when == When.BEFORE) {
                throw new IllegalStateException("the store failed");
            }
            T answer = work.get();
            if (fails) {
                throw new IllegalStateException("the store failed after it had written");
            }
            return answer;
        }

        @Override
        public Optional<Run> find(String id) {
            return call(() -> store.find(id));
        }

        @Override
        public void insert(Run run) {
            store.insert(run);
        }

        @Override
        public boolean replace(Run read, Run changed) {
            return call(() -> store.replace(read, changed));
        }

        @Override
        public boolean replace(Run read, Run changed, Optional<Run> successor) {
            return call(() -> store.replace(read, changed, successor));
        }

        @Override
        public List<JobKey> jobsWaiting() {
            return call(store::jobsWaiting);
        }

        @Override
        public List<Run> waiting(JobKey job, int max) {
            return call(() -> store.waiting(job, max));
        }

        @Override
        public List<Run> waitingInVain(Instant begunBefore, int max) {
            return call(() -> store.waitingInVain(begunBefore, max));
        }

        @Override
        public int countUndriven(int max) {
            return store.countUndriven(max);
        }

        @Override
        public List<Run> toNotify(Instant now, int max) {
            return call(() -> store.toNotify(now, max));
        }

        @Override
        public boolean notified(String id) {
            return call(() -> store.notified(id));
        }

        @Override
        public List<Run> due(int max) {
            return call(() -> store.due(max));
        }

        @Override
        public List<Run> launched() {
            return call(store::launched);
        }

        @Override
        public List<Run> unreleased(int max) {
            return call(() -> store.unreleased(max));
        }

        @Override
        public void workingBetween(String account, Instant from, Instant to, Consumer<Run> told) {
            store.workingBetween(account, from, to, told);
        }

        @Override
        public Map<RunState, Integer> countByState() {
            return store.countByState();
        }

        @Override
        public int removeEndedBefore(Instant time, int max) {
            return store.removeEndedBefore(time, max);
        }

        @Override
        public int countActive(JobKey job) {
            return store.countActive(job);
        }

        @Override
        public List<Run> ofJob(JobKey job, Optional<Place> after, int max) {
            return store.ofJob(job, after, max);
        }
    }

    static Stream<Arguments> deaths() {
        return RunFailpoint.points().stream().flatMap(point -> Stream.of(1, 3).map(pass -> Arguments.of(point, pass)));
    }

    @ParameterizedTest(name = "{0} at pass {1}")
    @MethodSource("deaths")
    void noRunIsLostDoubledOrStuckWhenTheServerDies(String point, int pass) {
        try (World world = new World(pass)) {
            Dies dies = new Dies(point, pass);
            world.failpoints = dies;
            world.restart();
            new Story(world, pass).tell();
            assertThat(dies.died).as("the point was reached").isTrue();
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("seeds", 6));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noRunIsLostDoubledOrStuckInAnyOrder(long seed) {
        try (World world = new World(seed)) {
            Random random = new Random(seed);
            List<String> points = new ArrayList<>(RunFailpoint.points());
            Collections.shuffle(points, random);
            Dies first = new Dies(points.get(0), 1 + random.nextInt(6));
            Dies second = new Dies(points.get(1), 1 + random.nextInt(6));
            world.failpoints = point -> {
                first.reach(point);
                second.reach(point);
            };
            world.restart();
            new Story(world, seed).tell();
        }
    }

    static IntStream calls() {
        return IntStream.of(3, 10, 17, 24, 31, 38, 60, 95);
    }

    @ParameterizedTest(name = "call {0}")
    @MethodSource("calls")
    void noRunIsLostDoubledOrStuckWhenTheStoreFails(int call) {
        for (Stumbling.When when : Stumbling.When.values()) {
            try (World world = new World(call)) {
                world.between = store -> new Stumbling(store, call, when);
                world.restart();
                world.between = store -> store;
                new Story(world, call).tell();
            }
        }
    }

    @Test
    void everyFailpointIsNamedOnce() {
        assertThat(new HashSet<>(RunFailpoint.points())).hasSize(RunFailpoint.values().length);
        assertThat(RunFailpoint.points()).allMatch(point -> point.matches("runs\\.[a-z-]+"));
    }

    /** Runs that succeed, fail, are stopped, are tried again; a machine that moves as the dice say. */
    private static final class Story {
        private final World world;
        private final Random random;
        private final List<String> accepted = new ArrayList<>();
        private final Set<String> stopped = new HashSet<>();

        private Story(World world, long seed) {
            this.world = world;
            this.random = new Random(seed);
            world.runsMax = 6;
        }

        void tell() {
            for (int i = 0; i < RUNS; i++) {
                int retries = i % 5 == 0 ? 1 : 0;
                Limits limits = new Limits(480, retries, 100, WhenFull.REFUSE);
                RunSettings settings = i % 2 == 0 ? Settings.with(limits) : Settings.bookmarked(limits);
                guarded(() -> world.start(settings));
            }
            world.rows.ofJob(Settings.NIGHTLY, Optional.empty(), 99).forEach(run -> accepted.add(run.id()));
            assertThat(accepted).hasSize(RUNS);
            for (int round = 0; round < ROUNDS_MAX && !isOver(); round++) {
                moveMachine();
                stopSomebody(round);
                world.clock.advance(Duration.ofMillis(500));
                List<Runnable> loops =
                        new ArrayList<>(List.of(world.dispatcher::tick, world.watcher::tick, world.shipper::tick));
                Collections.shuffle(loops, random);
                loops.forEach(this::guarded);
            }
            check();
        }

        /** As the server's threads do: a failure costs a round, a crash the process. */
        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (Crash crash) {
                world.machine.serverDies();
                // Drivers go on while no server looks.
                for (int moves = 0; moves < STEPS_WHILE_DEAD; moves++) {
                    moveMachine();
                }
                restart();
            } catch (IllegalStateException stumble) {
                assertThat(stumble).hasMessageContaining("the store failed");
            }
        }

        private void restart() {
            try {
                world.restart();
            } catch (Crash crash) {
                world.restart();
            }
        }

        private void moveMachine() {
            for (FakeMachine.FakeDriver process : world.machine.processes()) {
                if (process.works() && random.nextBoolean()) {
                    if (!process.hasBegun()) {
                        process.begin();
                        process.print("stdout", "first of " + process.runId() + "\nsec");
                    } else if (random.nextInt(3) > 0) {
                        process.print("stdout", "ond\nlast without end");
                        process.exit(fails(process.runId()) ? 1 : 0);
                    }
                    process.beat();
                } else if (!process.works() && random.nextBoolean()) {
                    process.vanish();
                }
            }
        }

        private boolean fails(String runId) {
            return accepted.indexOf(runId) % 4 == 0;
        }

        private void stopSomebody(int round) {
            if (stopped.size() >= STOPPED_MAX || round % 2 == 0) {
                return;
            }
            all().stream()
                    .filter(run -> run.state() == RunState.RUNNING && !stopped.contains(run.id()))
                    .findFirst()
                    .ifPresent(run -> guarded(() -> {
                        if (world.queue.stop(run.id())) {
                            stopped.add(run.id());
                        }
                    }));
        }

        private List<Run> all() {
            return world.rows.ofJob(Settings.NIGHTLY, Optional.empty(), 99);
        }

        private boolean isOver() {
            return all().stream()
                    .allMatch(
                            run -> run.state().isFinal() && run.hold().driver().isEmpty());
        }

        private void check() {
            assertThat(isOver()).as("no run is stuck: %s", all()).isTrue();
            assertThat(all()).extracting(Run::id).as("no run is lost").containsAll(accepted);
            assertThat(world.machine.begun()).as("no script ran twice").doesNotHaveDuplicates();
            assertThat(world.machine.processes()).as("nothing is left").isEmpty();
            for (Run run : all()) {
                checkEnd(run);
                checkRetry(run);
            }
            assertThat(world.writes.in("open")).as("no transaction is left").isEmpty();
            assertThat(world.writes.in("published"))
                    .as("what was written is published when the run succeeded, and only then")
                    .containsExactlyInAnyOrderElementsOf(all().stream()
                            .filter(run -> run.state() == RunState.SUCCEEDED)
                            .flatMap(run -> run.transaction().stream())
                            .toList());
        }

        private void checkEnd(Run run) {
            boolean failsByScript = fails(run.id()) && accepted.contains(run.id());
            if (stopped.contains(run.id())) {
                assertThat(run.state()).isIn(RunState.STOPPED, RunState.SUCCEEDED, RunState.FAILED);
                return;
            }
            assertThat(run.state()).as(run.id()).isEqualTo(failsByScript ? RunState.FAILED : RunState.SUCCEEDED);
            assertThat(world.machine.begun()).contains(run.id());
            // What is told of a failure is beside what the driver has printed.
            assertThat(world.log.messages(run.id()))
                    .filteredOn(message -> !message.startsWith("[Glue "))
                    .as("no line is lost or repeated")
                    .containsExactly("first of " + run.id(), "second", "last without end");
        }

        private void checkRetry(Run run) {
            @Nullable Run retry = world.rows.find(run.id() + "_attempt_1").orElse(null);
            boolean wanted = run.state() == RunState.FAILED
                    && run.settings().limits().retriesMax() > run.attempt().number()
                    && run.stopRequestedOn().isEmpty();
            assertThat(retry != null).as("retry of %s", run.id()).isEqualTo(wanted);
        }
    }
}
