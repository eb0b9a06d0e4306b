package dev.mastic.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.runs.DriverSighting.Exit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestDiagnosis {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ModuleNotFoundError: No module named 'x' | IMPORT_ERROR | --additional-python-modules",
                "SyntaxError: invalid syntax (line 3) | SYNTAX_ERROR | SyntaxError",
                "AnalysisException: [PATH_NOT_FOUND] Path does not exist: s3://b/k. | RESOURCE_NOT_FOUND_ERROR | must be there",
                "AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column `x` cannot be resolved. | QUERY_ERROR | printSchema()",
                "AnalysisException: [DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES] Cannot resolve | QUERY_ERROR | resolveChoice",
                "SchemaColumnConvertNotSupportedException: column: [a] | QUERY_ERROR | another type",
                "AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table `t` cannot be found. | QUERY_ERROR | with their database",
                "AnalysisException: [PATH_ALREADY_EXISTS] Path s3://b/k already exists. | RESOURCES_ALREADY_EXISTS_ERROR | overwrite",
                "IOException: No space left on device | DISK_NO_SPACE_ERROR | free disk space",
                "SparkException: ExecutorLostFailure (executor 1 exited), code 137 | OUT_OF_MEMORY_ERROR | in an executor",
                "OutOfMemoryError: Java heap space | OUT_OF_MEMORY_ERROR | give the driver more",
                "ConnectException: Connection refused | CONNECTION_ERROR | address, port",
                "GlueArgumentError: the following arguments are required: --X | INVALID_ARGUMENT_ERROR | parameters",
                "ClientError: An error occurred (ThrottlingException) | THROTTLING_ERROR | less often",
                "ValueError: bad year | UNCLASSIFIED_ERROR | bad year",
            })
    void anErrorHasItsCategoryAndARemedy(String error, String category, String remedy) {
        String message = message(error, 7);
        assertThat(message).startsWith("Error Category: " + category + "; Failed Line Number: 7; ");
        assertThat(message).contains(error).contains(remedy);
    }

    @Test
    void aDenialNamesActionResourceAndWhoLacksIt() {
        String denial = "AccessDenied: User: arn:aws:sts::000000000000:assumed-role/etl/x is not authorized to perform:"
                + " s3:PutObject on resource: \"arn:aws:s3:::lake/out/\" because no identity-based policy allows the"
                + " s3:PutObject action";
        assertThat(message(denial, 12))
                .startsWith("Error Category: PERMISSION_ERROR; Failed Line Number: 12; AccessDenied: User:")
                .endsWith("(allow s3:PutObject on arn:aws:s3:::lake/out/ in a policy of the job's role)");
    }

    @Test
    void theClassThatSparkGivesAnErrorIsNamed() {
        assertThat(message("AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column …", 1))
                .contains("; Spark Error Class: UNRESOLVED_COLUMN.WITH_SUGGESTION; AnalysisException:");
    }

    @Test
    void aFailureIsExplainedAndCounted() {
        World world = new World(1);
        List<MetricSink.Count> counts = new ArrayList<>();
        world.metrics = (run, told, time) -> counts.addAll(told);
        Run run = world.running(Settings.with(Map.of("--enable-observability-metrics", "true")));
        world.machine.of(run.id()).exit(1, "ModuleNotFoundError: No module named 'x\"y'");
        world.watcher.tick();
        assertThat(world.log.targets(run.id()))
                .containsExactly("/aws-glue/jobs/error:" + run.id() + "-job-insights-rca-driver");
        assertThat(world.log.messages(run.id()).get(0))
                .startsWith("[Glue Exception Analysis] {\"Event\":\"GlueETLJobExceptionEvent\"")
                .contains("No module named 'x\\\"y'");
        assertThat(counts.stream().map(count -> count.name() + " " + count.value()))
                .containsOnly("glue.succeed.ALL 0.0", "glue.error.ALL 1.0", "glue.error.IMPORT_ERROR 1.0");
        world.close();
    }

    @Test
    void aRoleThatMayNotReportChangesNothingAboutTheEnd() {
        World world = new World(1);
        world.metrics = (run, told, time) -> {
            throw new RunFailure(Fault.CALLER, "denied");
        };
        Run run = world.running(Settings.with(Map.of("--enable-observability-metrics", "true")));
        world.machine.of(run.id()).exit(0);
        world.watcher.tick();
        assertThat(world.row(run).state()).isEqualTo(RunState.SUCCEEDED);
        world.close();
    }

    private static String message(String error, int line) {
        Exit exit = new Exit(1, Optional.of(error), Optional.empty(), Optional.of(line), Settings.NOON);
        return Diagnosis.of(exit).inFull();
    }
}
