package dev.mastic.runs;

import dev.mastic.runs.DriverSighting.Exit;
import dev.mastic.runs.Progress.Failure;
import java.util.Optional;

/** What a run's {@code ErrorMessage} says, for every way in which it can end badly. */
final class Endings {
    /** What to do about it is the same wherever the memory ran out. */
    static final String MEMORY_ADVICE =
            "out of memory; give the driver more (spark.driver.memory in --conf) or read less at once";

    private Endings() {}

    /** Glue tells category and line of errors of Spark jobs; those of Python shell jobs are told as they are. */
    static Failure ofExit(Run run, Exit exit) {
        Diagnosis diagnosis = Diagnosis.of(exit);
        boolean inShell = run.settings().script().inShell();
        return new Failure(inShell ? diagnosis.inShort() : diagnosis.inFull(), diagnosis.fault());
    }

    static Failure ofTimeout(Run run) {
        return new Failure(
                "The run took longer than its timeout of %d minutes"
                        .formatted(run.settings().limits().timeoutMinutes()),
                Fault.CALLER);
    }

    static Failure ofBudget(Run run) {
        return new Failure(
                "The run used up its budget of %s DPU-hours (%s)"
                        .formatted(
                                run.settings()
                                        .budgetDpuHours()
                                        .map(Object::toString)
                                        .orElse("no"),
                                JobParameter.BUDGET.key()),
                Fault.CALLER);
    }

    static Failure ofDeath(Run run, Optional<Failure> death) {
        Optional<Hold.Reason> reason = run.hold().order().map(Hold.StopOrder::reason);
        if (reason.filter(Hold.Reason.SILENCE::equals).isPresent()) {
            return new Failure("The driver stopped answering and was killed", Fault.PLATFORM);
        }
        if (reason.filter(Hold.Reason.START_TIMEOUT::equals).isPresent()) {
            return new Failure("The driver did not begin the script in time and was killed", Fault.PLATFORM);
        }
        return death.orElse(new Failure(
                "The driver is gone; how it ended is not known, for the server was restarted meanwhile",
                Fault.PLATFORM));
    }
}
