package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mastic.runs.RunSettings.Capacity;
import dev.mastic.runs.RunSettings.Metering;
import dev.mastic.runs.RunSettings.Script;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestBill {
    // Six DPUs for a quarter of an hour, and the price of them: the example of AWS's price list.
    @Test
    void theExampleOfThePriceListComesOut() {
        Bill bill = bill("glueetl", "5.0", 6, "G.1X", "STANDARD", 900);
        assertThat(bill.dpuSeconds()).isEqualTo(5_400);
        assertThat(bill.dollars()).isEqualTo(0.66, within(1e-9));
        assertThat(bill.rate().usageType()).isEqualTo("ETL-DPU-Hour");
    }

    @ParameterizedTest
    @CsvSource({
        "glueetl,       5.0, 2,      G.1X, STANDARD, 10,  120,   0.44",
        "glueetl,       1.0, 2,      G.1X, STANDARD, 10,  1200,  0.44",
        "glueetl,       1.0, 2,      G.1X, STANDARD, 700, 1400,  0.44",
        "glueetl,       2.0, 2,      G.1X, STANDARD, 70,  140,   0.44",
        "gluestreaming, 4.0, 0.5,    G.025X, STANDARD, 3600, 1800, 0.44",
        "glueetl,       5.1, 4,      G.2X, FLEX,     100, 400,   0.29",
        "glueetl,       5.1, 4,      R.2X, STANDARD, 100, 400,   0.52",
        "glueetl,       6.0, 4,      G.2X, STANDARD, 100, 400,   0.308",
        "glueetl,       6.0, 4,      G.2X, FLEX,     100, 400,   0.203",
        "glueetl,       6.0, 4,      R.2X, STANDARD, 100, 400,   0.364",
        "pythonshell,   1.0, 0.0625, ,     STANDARD, 10,  3.75,  0.44",
        "pythonshell,   6.0, 1,      ,     STANDARD, 90,  90,    0.44"
    })
    void everyKindOfRunHasItsMinimumAndItsPrice(
            String command,
            String version,
            double dpus,
            String workers,
            String executionClass,
            int seconds,
            double dpuSeconds,
            double price) {
        Bill bill = bill(command, version, dpus, workers, executionClass, seconds);
        assertThat(bill.dpuSeconds()).isEqualTo(dpuSeconds);
        assertThat(bill.dollars()).isEqualTo(dpuSeconds / 3_600 * price, within(1e-9));
    }

    @Test
    void aRunWhoseScriptHasNotBegunIsFree() {
        Run run = Settings.run("jr_1", RunState.STARTING);
        assertThat(Bill.of(run, Settings.NOON.plusSeconds(900)).dollars()).isZero();
    }

    private static Bill bill(
            String command, String version, double dpus, String workers, String executionClass, int seconds) {
        RunSettings plain = Settings.plain();
        RunSettings settings = new RunSettings(
                plain.jobId(),
                plain.role(),
                new Script(command, "s3://bucket/job.py", version),
                plain.arguments(),
                new Capacity(dpus, workers, workers == null ? null : 2, executionClass, Metering.BY_CAPACITY),
                plain.limits(),
                Map.of());
        Run run =
                Settings.run("jr_1", settings, RunState.STARTING, Settings.NOON).running(Settings.NOON, Settings.NOON);
        return Bill.of(run, Settings.NOON.plusSeconds(seconds));
    }
}
