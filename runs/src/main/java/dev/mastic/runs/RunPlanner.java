package dev.mastic.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides what a driver will be told about a run, and fetches what it will need, with the permissions of the run's role. */
public final class RunPlanner {
    private static final Set<String> COMMANDS = Set.of("glueetl", "gluestreaming", "pythonshell");

    private static final String EXECUTOR_VARIABLE = "spark.executorEnv.";
    private static final Pattern REQUIREMENTS_OPTION = Pattern.compile("^(-r|--requirement)[\\s=]+");
    private static final String GLUE_VERSION_VARIABLE = "MASTIC_GLUE_VERSION";

    /** What Glue calls without the parameter {@code --class}. */
    private static final String DEFAULT_MAIN_CLASS = "GlueApp";

    private final RoleSessions roles;
    private final Lake lake;
    private final StagedWrites writes;
    private final Path stagingRoot;

    /**
     * A planner that fetches into the given directory.
     *
     * @param stagingRoot on the file system of the drivers' directories, for what is fetched is moved there
     */
    public RunPlanner(RoleSessions roles, Lake lake, StagedWrites writes, Path stagingRoot) {
        this.roles = roles;
        this.lake = lake;
        this.writes = writes;
        this.stagingRoot = stagingRoot;
    }

    /**
     * Decides, and fetches.
     *
     * @throws RunFailure when the run cannot be done as it was asked for
     */
    RunPlan plan(Run run) {
        Map<String, String> arguments = run.settings().arguments().merged();
        refuseWhatIsNotThere(run, arguments);
        Map<String, String> settings = new LinkedHashMap<>();
        JobParameter.CUSTOMER_EXECUTOR_ENV_VARS
                .of(arguments)
                .ifPresent(value -> VariablesArgument.parse(value)
                        .forEach((name, variable) -> settings.put(EXECUTOR_VARIABLE + name, variable)));
        JobParameter.CONF.of(arguments).ifPresent(value -> settings.putAll(SparkSettingsArgument.parse(value)));
        Map<String, String> environment = new LinkedHashMap<>();
        // getResolvedOptions took abbreviations until Glue 6.0.
        environment.put(GLUE_VERSION_VARIABLE, run.settings().script().glueVersion());
        JobParameter.CUSTOMER_DRIVER_ENV_VARS
                .of(arguments)
                .ifPresent(value -> environment.putAll(VariablesArgument.parse(value)));

        run.transaction().ifPresent(writes::begin);
        RoleSession session = roles.open(run);
        Staging staging = new Staging(lake, run.job(), session, directory(run));
        staging.makeWorkingDirectory();
        String location = JobParameter.SCRIPT_LOCATION
                .of(arguments)
                .orElse(run.settings().script().location());
        RunPlan.Script script = new RunPlan.Script(
                staging.script(location),
                language(arguments),
                JobParameter.CLASS.of(arguments).orElse(DEFAULT_MAIN_CLASS));
        List<String> pyFiles =
                JobParameter.EXTRA_PY_FILES.of(arguments).map(staging::pyFiles).orElse(List.of());
        JobParameter.EXTRA_FILES.of(arguments).ifPresent(staging::extraFiles);
        return new RunPlan(
                run,
                session,
                staging.root(),
                script,
                ScriptArguments.of(run),
                LakeFormat.settings(formats(arguments), settings),
                environment,
                pyFiles,
                modules(staging, arguments),
                jars(staging, arguments));
    }

    /** Forgets what was fetched for a run that is not launched after all. */
    void discard(Run run) {
        FileTree.delete(directory(run));
    }

    /** Before anything is planned: removes what an earlier server process has fetched. */
    void sweep() {
        FileTree.delete(stagingRoot);
    }

    private Path directory(Run run) {
        return stagingRoot.resolve(run.id() + "." + run.hold().token());
    }

    private static RunPlan.Modules modules(Staging staging, Map<String, String> arguments) {
        List<String> names = new ArrayList<>();
        List<String> files = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        String asked = JobParameter.ADDITIONAL_PYTHON_MODULES.of(arguments).orElse("");
        for (String module : Staging.split(asked)) {
            // Both ways that the AWS documentation knows to name a requirements file come to this.
            String location = REQUIREMENTS_OPTION.matcher(module).replaceFirst("");
            if (!location.startsWith("s3://")) {
                names.add(module);
            } else if (location.endsWith(".txt")) {
                lists.add(staging.module(location));
            } else {
                files.add(staging.module(location));
            }
        }
        String options =
                JobParameter.PYTHON_MODULES_INSTALLER_OPTION.of(arguments).orElse("");
        return new RunPlan.Modules(names, files, lists, options);
    }

    private static List<LakeFormat> formats(Map<String, String> arguments) {
        return JobParameter.DATALAKE_FORMATS
                .of(arguments)
                .map(LakeFormat::parse)
                .orElse(List.of());
    }

    private static RunPlan.Jars jars(Staging staging, Map<String, String> arguments) {
        List<String> paths =
                JobParameter.EXTRA_JARS.of(arguments).map(staging::jars).orElse(List.of());
        boolean first = JobParameter.USER_JARS_FIRST
                .of(arguments)
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return new RunPlan.Jars(
                paths, first ? RunPlan.Order.USERS_FIRST : RunPlan.Order.OURS_FIRST, formats(arguments));
    }

    private static void refuseWhatIsNotThere(Run run, Map<String, String> arguments) {
        String command = run.settings().script().command();
        if (!COMMANDS.contains(command)) {
            throw new RunFailure(
                    Fault.PLATFORM,
                    "Command.Name: %s (supported: %s)",
                    command,
                    String.join(", ", COMMANDS.stream().sorted().toList()));
        }
        language(arguments);
        run.settings().budgetDpuHours();
        JobParameter.ENABLE_LAKE_FORMATION
                .of(arguments)
                .filter("true"::equalsIgnoreCase)
                .ifPresent(value -> refuse(JobParameter.ENABLE_LAKE_FORMATION, value, "false"));
    }

    private static RunPlan.Language language(Map<String, String> arguments) {
        String language =
                JobParameter.JOB_LANGUAGE.of(arguments).orElse("python").toLowerCase(Locale.ROOT);
        return switch (language) {
            case "python" -> RunPlan.Language.PYTHON;
            case "scala" -> RunPlan.Language.SCALA;
            default -> throw refusal(JobParameter.JOB_LANGUAGE, language, "python, scala");
        };
    }

    private static void refuse(JobParameter parameter, String value, String supported) {
        throw refusal(parameter, value, supported);
    }

    private static RunFailure refusal(JobParameter parameter, String value, String supported) {
        return new RunFailure(Fault.PLATFORM, "%s: %s (supported: %s)", parameter.key(), value, supported);
    }
}
