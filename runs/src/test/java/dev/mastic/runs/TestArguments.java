package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.runs.RunSettings.Arguments;
import dev.mastic.runs.RunSettings.Limits;
import dev.mastic.runs.RunSettings.WhenFull;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestArguments {
    @Test
    void onlySparkJobsThatEndMoveABookmark() {
        Limits limits = new Limits(480, 0, 1, WhenFull.REFUSE);
        RunSettings enabled = Settings.bookmarked(limits);
        assertThat(enabled.movesBookmark()).isTrue();
        assertThat(Settings.of("5.0", Map.of("--continuation-option", "continuation-enabled"), limits)
                        .movesBookmark())
                .isTrue();
        assertThat(Settings.of("5.0", Map.of("--job-bookmark-option", "job-bookmark-pause"), limits)
                        .movesBookmark())
                .isFalse();
        RunSettings streaming = new RunSettings(
                enabled.jobId(),
                enabled.role(),
                new RunSettings.Script("gluestreaming", "s3://bucket/job.py", "5.0"),
                enabled.arguments(),
                enabled.capacity(),
                enabled.limits(),
                enabled.echoed());
        assertThat(streaming.movesBookmark()).as("it never ends well").isFalse();
    }

    @Test
    void whatIsFixedComesBeforeTheRunsAndThatBeforeTheJobs() {
        Arguments arguments = new Arguments(
                Map.of("--b", "run", "--c", "run"), Map.of("--a", "job", "--b", "job"), Map.of("--c", "fixed"));
        assertThat(arguments.merged()).isEqualTo(Map.of("--a", "job", "--b", "run", "--c", "fixed"));
    }

    @Test
    void theScriptSeesEveryArgumentThenTheIds() {
        Run run = Run.begin(
                "jr_1",
                Settings.NIGHTLY,
                Attempt.FIRST,
                Settings.with(Map.of("--TempDir", "s3://t/")),
                RunState.STARTING,
                Settings.NOON);
        assertThat(ScriptArguments.of(run))
                .containsExactly(
                        "--JOB_ID", "j_1", "--JOB_RUN_ID", "jr_1", "--JOB_NAME", "nightly", "--TempDir", "s3://t/");
    }

    @Test
    void anEmptyValueIsAnEmptyArgument() {
        Run run = Run.begin(
                "jr_1",
                Settings.NIGHTLY,
                Attempt.FIRST,
                Settings.with(Map.of("--enable-metrics", "")),
                RunState.STARTING,
                Settings.NOON);
        assertThat(ScriptArguments.of(run)).startsWith("--enable-metrics", "").endsWith("--JOB_NAME", "nightly");
    }

    @Test
    void severalSparkSettingsComeInOneValue() {
        assertThat(SparkSettingsArgument.parse(
                        "spark.a=1 --conf spark.b=x=y --conf  spark.driver.extraJavaOptions=-Dp=1 -Dq=2"))
                .containsExactly(
                        Map.entry("spark.a", "1"),
                        Map.entry("spark.b", "x=y"),
                        Map.entry("spark.driver.extraJavaOptions", "-Dp=1 -Dq=2"));
        assertThatThrownBy(() -> SparkSettingsArgument.parse("spark.a=1 --conf spark.b"))
                .isInstanceOf(RunFailure.class)
                .hasMessage("--conf: 'spark.b' (expected: key=value)");
    }

    @Test
    void variablesAreSplitOutsideOfQuotesAndOthersAreLeftOut() {
        assertThat(VariablesArgument.parse("CUSTOMER_A=1,PATH=/evil, CUSTOMER_B=\"x,y z\",CUSTOMER_C=a=b"))
                .containsExactly(
                        Map.entry("CUSTOMER_A", "1"), Map.entry("CUSTOMER_B", "x,y z"), Map.entry("CUSTOMER_C", "a=b"));
    }
}
