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
            Effect.ACTED_ON,
            "Names as pip takes them, wheels under `s3://`, requirements files `s3://….txt` (also as `-r s3://….txt`). Installed"
                    + " beside the driver's own packages before the script begins, and kept by content: pinned names (`==`) and"
                    + " wheels are installed once for an account, other lists in every run. What is there already needs no network."),
    AUTO_SCALE_WITHIN_MICROBATCH("--auto-scale-within-microbatch", Effect.ACCEPTED, "Nothing is scaled."),
    BUDGET(
            "--mastic-budget",
            Effect.ACTED_ON,
            "Not of AWS: the DPU-hours that a run may use, e.g. `2.5`. A run that has used them is stopped, ends `FAILED`, and is"
                    + " not retried."),
    CLASS("--class", Effect.ACTED_ON, "The object with `main` of a Scala script or jar; `GlueApp` without it."),
    CONTINUOUS_LOG_CONVERSION_PATTERN(
            "--continuous-log-conversionPattern",
            Effect.ACTED_ON,
            "Glue 4.0 and earlier with continuous logging: Log4j's pattern of what Spark and Glue's logger say."),
    CONTINUOUS_LOG_GROUP(
            "--continuous-log-logGroup",
            Effect.ACTED_ON,
            "Glue 4.0 and earlier with continuous logging: the group in place of `/aws-glue/jobs/logs-v2`."),
    CONTINUOUS_LOG_STREAM_PREFIX(
            "--continuous-log-logStreamPrefix",
            Effect.ACTED_ON,
            "Glue 4.0 and earlier with continuous logging: what its streams begin with in place of the run's id."),
    CONF("--conf", Effect.ACTED_ON, "Spark settings, several as `k=v --conf k2=v2`."),
    CUSTOM_LOG_GROUP_PREFIX("--custom-logGroup-prefix", Effect.ACTED_ON, "Glue 5.0 and later, as on AWS."),
    CUSTOM_LOG_STREAM_PREFIX("--custom-logStream-prefix", Effect.ACTED_ON, "Glue 5.0 and later, as on AWS."),
    CUSTOMER_DRIVER_ENV_VARS(
            "--customer-driver-env-vars",
            Effect.ACTED_ON,
            "Variables of the script; names must begin with `CUSTOMER_`."),
    CUSTOMER_EXECUTOR_ENV_VARS(
            "--customer-executor-env-vars",
            Effect.ACTED_ON,
            "Variables of the processes that run Python functions (`spark.executorEnv.*`); names must begin with"
                    + " `CUSTOMER_`."),
    DATALAKE_FORMATS(
            "--datalake-formats",
            Effect.ACTED_ON,
            "`delta`, `hudi`, `iceberg`: on the driver's class path; such a run starts cold. `make datalake` fetches them."),
    DISABLE_PROXY("--disable-proxy-v2", Effect.ACCEPTED, "There is no proxy."),
    ENABLE_AUTO_SCALING("--enable-auto-scaling", Effect.PARTLY, "The run answers `DPUSeconds`; nothing is scaled."),
    ENABLE_CONTINUOUS_LOG(
            "--enable-continuous-cloudwatch-log",
            Effect.ACTED_ON,
            "Glue 4.0 and earlier: `true` adds the streams `-driver` and `-progress-bar` in `/aws-glue/jobs/logs-v2`. Logs are live with and without it."),
    ENABLE_CONTINUOUS_LOG_FILTER(
            "--enable-continuous-log-filter",
            Effect.ACTED_ON,
            "Glue 4.0 and earlier with continuous logging: `false` logs Spark's messages from INFO on, otherwise from WARN on."),
    ENABLE_DATA_LINEAGE("--enable-data-lineage", Effect.ACCEPTED, "No lineage is written."),
    ENABLE_GLUE_DATACATALOG(
            "--enable-glue-datacatalog", Effect.ACCEPTED, "Spark SQL always works over the Data Catalog."),
    ENABLE_JOB_INSIGHTS(
            "--enable-job-insights",
            Effect.PARTLY,
            "A failed run has a stream `-job-insights-rca-driver` unless it is `false`; rules over runs that did well are not there."),
    ENABLE_LAKE_FORMATION(
            "--enable-lakeformation-fine-grained-access",
            Effect.REFUSED,
            "Lake Formation is not part of Mastic: a run must not go on without the rules it was promised."),
    ENABLE_METRICS(
            "--enable-metrics",
            Effect.ACTED_ON,
            "Its presence enables the `glue.*` metrics, whatever its value; see [observe](../guides/observe.md)."),
    ENABLE_OBSERVABILITY_METRICS(
            "--enable-observability-metrics",
            Effect.ACTED_ON,
            "Glue 4.0 and later: `true`; see [observe](../guides/observe.md)."),
    ENABLE_RENAME_ALGORITHM("--enable-rename-algorithm-v2", Effect.ACCEPTED, "Output on S3 is never renamed."),
    ENABLE_S3_PARQUET_COMMITTER(
            "--enable-s3-parquet-optimized-committer",
            Effect.ACCEPTED,
            "Every format is committed that way: without renames, nothing seen before the job commits."),
    ENABLE_SPARK_UI(
            "--enable-spark-ui",
            Effect.ACTED_ON,
            "`true`, with `--spark-event-logs-path`: writes Spark's event log; `mastic spark-ui` shows it."),
    ENCRYPTION_TYPE("--encryption-type", Effect.ACCEPTED, "Passed to the script; the lake does not encrypt objects."),
    EXECUTOR_CORES("--executor-cores", Effect.ACCEPTED, "In local mode `driver.cores` of the server counts."),
    EXTRA_FILES(
            "--extra-files", Effect.ACTED_ON, "Files, or prefixes that end in `/`, copied to the working directory."),
    EXTRA_JARS("--extra-jars", Effect.ACTED_ON, "Put on the driver's class path; such a run starts cold."),
    EXTRA_PY_FILES("--extra-py-files", Effect.ACTED_ON, "`.py`, `.zip`, `.egg` and `.whl` files put on `sys.path`."),
    JOB_BOOKMARK_OPTION(
            "--job-bookmark-option",
            Effect.ACTED_ON,
            "`job-bookmark-enable`, `-pause` or `-disable`; see [bookmarks](../guides/bookmarks.md)."),
    JOB_BOOKMARK_FROM(
            "--job-bookmark-from", Effect.ACTED_ON, "With a paused bookmark: reads what came after this run, …"),
    JOB_BOOKMARK_TO("--job-bookmark-to", Effect.ACTED_ON, "… up to and with this one."),
    JOB_LANGUAGE(
            "--job-language",
            Effect.ACTED_ON,
            "`python` or `scala`: the script is Scala source, compiled when the run starts, or a jar."),
    LIBRARY_SET("library-set", Effect.ACCEPTED, "Python shell: the libraries of `analytics` are always there."),
    PYTHON_MODULES_INSTALLER_OPTION(
            "--python-modules-installer-option",
            Effect.ACTED_ON,
            "Options of pip in one line, e.g. `--index-url https://…`; they count for `--additional-python-modules`."),
    SCRIPT_LOCATION("--scriptLocation", Effect.ACTED_ON, "Runs another script than the job's."),
    SPARK_EVENT_LOGS_PATH(
            "--spark-event-logs-path",
            Effect.ACTED_ON,
            "Where the event log goes, with the role's permission, as Spark's rolling logs."),
    TEMP_DIR("--TempDir", Effect.ACTED_ON, "Passed to the script."),
    USE_POSTGRES_DRIVER("--use-postgres-driver", Effect.ACCEPTED, "PostgreSQL's driver is the one there is."),
    USER_JARS_FIRST("--user-jars-first", Effect.ACTED_ON, "`true`: extra jars stand before the runtime's own."),
    WRITE_SHUFFLE_FILES_TO_S3(
            "--write-shuffle-files-to-s3", Effect.ACCEPTED, "Shuffle files are on the machine's disk."),
    WRITE_SHUFFLE_SPILLS_TO_S3(
            "--write-shuffle-spills-to-s3", Effect.ACCEPTED, "Shuffle files are on the machine's disk.");

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

    boolean isTrue(Map<String, String> arguments) {
        return of(arguments).filter("true"::equalsIgnoreCase).isPresent();
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

                `LogUri`, `SourceControlDetails`, and
                `MaintenanceWindow` of jobs that do not stream. Workers and capacity are checked and accounted (`MaxCapacity`,
                `DPUSeconds`, the bill); a run has the machine it runs on. `Command.Name` `glueetl`, `gluestreaming` and `pythonshell`
                are run, `glueray` fails the run. `Command.PythonVersion` is echoed: the installed Python runs every script.
                Every `GlueVersion` is run by the one Spark there is; the run's system log names it.
                """);
        return page.toString();
    }
}
