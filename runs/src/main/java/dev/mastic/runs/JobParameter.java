package dev.mastic.runs;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The special parameters of Glue jobs, and what a run here makes of each. The reference page is generated from this table.
 *
 * <p>Source of the names: the AWS Glue documentation, "Using job parameters".
 */
public enum JobParameter {
    ADDITIONAL_PYTHON_MODULES(
            "--additional-python-modules",
            Effect.PARTLY,
            "Wheels under `s3://` are used; names of packages fail the run."),
    CONF("--conf", Effect.ACTED_ON, "Spark settings, several as `k=v --conf k2=v2`."),
    CUSTOM_LOG_GROUP_PREFIX("--custom-logGroup-prefix", Effect.ACTED_ON, "Glue 5.0 and later, as on AWS."),
    CUSTOM_LOG_STREAM_PREFIX("--custom-logStream-prefix", Effect.ACTED_ON, "Glue 5.0 and later, as on AWS."),
    CUSTOMER_DRIVER_ENV_VARS(
            "--customer-driver-env-vars",
            Effect.ACTED_ON,
            "Variables of the script; names must begin with `CUSTOMER_`."),
    CUSTOMER_EXECUTOR_ENV_VARS(
            "--customer-executor-env-vars", Effect.ACCEPTED, "In local mode the executor is the driver."),
    DATALAKE_FORMATS("--datalake-formats", Effect.REFUSED, "Hudi, Delta and Iceberg are not part of the runtime yet."),
    ENABLE_AUTO_SCALING("--enable-auto-scaling", Effect.PARTLY, "The run answers `DPUSeconds`; nothing is scaled."),
    ENABLE_CONTINUOUS_LOG(
            "--enable-continuous-cloudwatch-log",
            Effect.ACCEPTED,
            "Logs are always continuous, in the groups of the version."),
    ENABLE_GLUE_DATACATALOG(
            "--enable-glue-datacatalog", Effect.ACCEPTED, "Spark SQL always works over the Data Catalog."),
    ENABLE_JOB_INSIGHTS("--enable-job-insights", Effect.ACCEPTED, "No insights are written."),
    ENABLE_METRICS("--enable-metrics", Effect.ACCEPTED, "No metrics are written yet."),
    ENABLE_OBSERVABILITY_METRICS("--enable-observability-metrics", Effect.ACCEPTED, "No metrics are written yet."),
    ENABLE_SPARK_UI("--enable-spark-ui", Effect.ACCEPTED, "No event logs are written yet."),
    EXECUTOR_CORES("--executor-cores", Effect.ACCEPTED, "In local mode `driver.cores` of the server counts."),
    EXTRA_FILES(
            "--extra-files", Effect.ACTED_ON, "Files, or prefixes that end in `/`, copied to the working directory."),
    EXTRA_JARS("--extra-jars", Effect.ACTED_ON, "Put on the driver's class path; such a run starts cold."),
    EXTRA_PY_FILES("--extra-py-files", Effect.ACTED_ON, "`.py`, `.zip`, `.egg` and `.whl` files put on `sys.path`."),
    JOB_BOOKMARK_OPTION("--job-bookmark-option", Effect.ACCEPTED, "Passed to the script; see bookmarks."),
    JOB_LANGUAGE("--job-language", Effect.PARTLY, "`python`; `scala` fails the run."),
    SCRIPT_LOCATION("--scriptLocation", Effect.ACTED_ON, "Runs another script than the job's."),
    SPARK_EVENT_LOGS_PATH("--spark-event-logs-path", Effect.ACCEPTED, "No event logs are written yet."),
    TEMP_DIR("--TempDir", Effect.ACTED_ON, "Passed to the script."),
    USER_JARS_FIRST("--user-jars-first", Effect.ACTED_ON, "`true`: extra jars stand before the runtime's own.");

    /** What becomes of a parameter. All are passed to the script as well, as on AWS. */
    public enum Effect {
        ACTED_ON("acted on"),
        PARTLY("partly"),
        ACCEPTED("accepted, no effect"),
        REFUSED("fails the run");

        private final String words;

        Effect(String words) {
            this.words = words;
        }
    }

    private final String key;
    private final Effect effect;
    private final String meaning;

    JobParameter(String key, Effect effect, String meaning) {
        this.key = key;
        this.effect = effect;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    /** The parameter's value; an empty one is none. */
    Optional<String> of(Map<String, String> arguments) {
        return Optional.ofNullable(arguments.get(key)).filter(value -> !value.isBlank());
    }

    /** The rows of the reference page. */
    static String page() {
        StringBuilder page = new StringBuilder("""
                # Special parameters of jobs

                What a run makes of the parameters that have a meaning in AWS Glue. A parameter that is not in this table is the
                script's own. Generated from `JobParameter`.

                | parameter | effect | |
                | --- | --- | --- |
                """);
        Arrays.stream(values())
                .forEach(row -> page.append("| `%s` | %s | %s |%n".formatted(row.key, row.effect.words, row.meaning)));
        page.append("""

                ## Fields of a job that are kept and echoed, and have no effect on a run

                `Connections`, `LogUri`, `MaintenanceWindow`, `NotificationProperty`, `SecurityConfiguration`,
                `SourceControlDetails`, `CodeGenConfigurationNodes`, `JobMode`. Workers and capacity are accounted (`MaxCapacity`,
                `DPUSeconds`); a run has the machine it runs on. `Command.Name` `glueetl`, `gluestreaming` and `pythonshell`
                are run, `glueray` fails the run. `Command.PythonVersion` is echoed: the installed Python runs every script.
                Every `GlueVersion` is run by the one Spark there is; the run's system log names it.
                """);
        return page.toString();
    }
}
