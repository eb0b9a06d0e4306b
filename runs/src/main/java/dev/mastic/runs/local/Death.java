package dev.mastic.runs.local;

import dev.mastic.runs.Fault;
import dev.mastic.runs.Progress.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is said about a driver that ended without telling how its script did. */
final class Death {
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;
    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP", 2, "SIGINT", 6, "SIGABRT", 7, "SIGBUS", SIGKILL, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");
    private static final String ADVICE =
            "give the machine more memory, or ask for less (spark.driver.memory in --conf, property runs.max)";

    private Death() {}

    /**
     * @param status what the process ended with: its status, or 128 and the signal
     * @param killsBefore the kernel's count of processes ended for want of memory when the driver began
     */
    static Failure of(int status, Optional<String> lastWords, OptionalInt killsBefore, OptionalInt killsNow) {
        boolean signalled = status > SIGNALLED;
        int signal = status - SIGNALLED;
        if (signal == SIGKILL && killsBefore.isPresent() && killsNow.orElse(0) > killsBefore.orElseThrow()) {
            return new Failure(
                    "The driver was killed by the kernel, for the machine is out of memory (signal 9, SIGKILL); "
                            + ADVICE,
                    Fault.RESOURCES);
        }
        String said = lastWords.map(words -> ": " + words).orElse("");
        if (said.contains("OutOfMemoryError") || said.contains("Cannot allocate memory")) {
            return new Failure("The driver is out of memory" + said + "; " + ADVICE, Fault.RESOURCES);
        }
        if (signalled) {
            String name = SIGNALS.getOrDefault(signal, "see kill -l");
            return new Failure("The driver was killed by signal %d (%s)".formatted(signal, name), Fault.RESOURCES);
        }
        return new Failure("The driver ended with status %d%s".formatted(status, said), Fault.PLATFORM);
    }
}
