package dev.mastic.runs.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runs.Fault;
import dev.mastic.runs.Progress.Failure;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TestDeath {
    @Test
    void aSignalIsNamed() {
        assertThat(death(143, "").message()).isEqualTo("The driver was killed by signal 15 (SIGTERM)");
    }

    @Test
    void aKillByTheKernelForWantOfMemoryComesWithAdvice() {
        Failure death = Death.of(137, Optional.empty(), OptionalInt.of(3), OptionalInt.of(4));
        assertThat(death.message()).contains("out of memory", "signal 9", "spark.driver.memory");
        assertThat(death.fault()).isEqualTo(Fault.RESOURCES);
    }

    @Test
    void aKillBySomebodyElseDoesNotBlameTheMemory() {
        assertThat(Death.of(137, Optional.empty(), OptionalInt.of(3), OptionalInt.of(3))
                        .message())
                .doesNotContain("memory");
    }

    @Test
    void aJvmWithoutMemoryIsRecognised() {
        assertThat(death(3, "java.lang.OutOfMemoryError: Java heap space").message())
                .contains("out of memory", "Java heap space", "spark.driver.memory");
    }

    @Test
    void anyOtherEndIsToldWithTheDriversLastWords() {
        assertThat(death(1, "Error: Could not find or load main class").message())
                .isEqualTo("The driver ended with status 1: Error: Could not find or load main class");
    }

    private static Failure death(int status, String words) {
        return Death.of(
                status, Optional.of(words).filter(said -> !said.isEmpty()), OptionalInt.empty(), OptionalInt.empty());
    }
}
