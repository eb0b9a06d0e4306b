package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything that a driver needs to know about a run, decided in full. Paths of files are relative to {@code files}.
 *
 * @param run the run as it was claimed
 * @param session the first credentials of its role
 * @param files the directory with what was fetched; the launcher moves it to the driver
 * @param script what is run
 * @param arguments what the script finds in {@code sys.argv} behind its own path, or its {@code main} is given
 * @param settings what Spark is started with
 * @param environment variables of the script
 * @param pyFiles what is put on {@code sys.path}
 * @param modules what is installed for Python
 * @param jars what is put on the class path
 */
public record RunPlan(
        Run run,
        RoleSession session,
        Path files,
        Script script,
        List<String> arguments,
        Map<String, String> settings,
        Map<String, String> environment,
        List<String> pyFiles,
        Modules modules,
        Jars jars) {
    /** The directory, under {@code files}, that the script runs in. */
    public static final String WORKING_DIRECTORY = "work";

    public RunPlan {
        requireNonNull(run, "run");
        requireNonNull(session, "session");
        requireNonNull(files, "files");
        requireNonNull(script, "script");
        arguments = List.copyOf(arguments);
        settings = Map.copyOf(settings);
        environment = Map.copyOf(environment);
        pyFiles = List.copyOf(pyFiles);
        requireNonNull(modules, "modules");
        requireNonNull(jars, "jars");
    }

    /**
     * What pip installs before the script begins.
     *
     * @param names of packages, as pip takes them, e.g. {@code pyyaml==6.0}
     * @param files packages that were fetched
     * @param lists requirements files that were fetched
     * @param options of pip, in one line
     */
    public record Modules(List<String> names, List<String> files, List<String> lists, String options) {
        /** Nothing is asked for. */
        public static final Modules NONE = new Modules(List.of(), List.of(), List.of(), "");

        public Modules {
            names = List.copyOf(names);
            files = List.copyOf(files);
            lists = List.copyOf(lists);
            requireNonNull(options, "options");
        }

        public boolean isEmpty() {
            return names.isEmpty() && files.isEmpty() && lists.isEmpty();
        }
    }

    /**
     * A script, or in Scala a jar in its place.
     *
     * @param mainClass the object whose {@code main} is called; of no meaning to Python
     */
    public record Script(String path, Language language, String mainClass) {
        public Script {
            requireNonNull(path, "path");
            requireNonNull(language, "language");
            requireNonNull(mainClass, "mainClass");
        }

        /** A script of Python. */
        public static Script python(String path) {
            return new Script(path, Language.PYTHON, "");
        }
    }

    /** What scripts are written in. */
    public enum Language {
        PYTHON("python"),
        SCALA("scala");

        private final String word;

        Language(String word) {
            this.word = word;
        }

        /** As the protocol of drivers writes it. */
        public String word() {
            return word;
        }
    }

    /**
     * What a driver has on its class path besides its own jars.
     *
     * @param paths of the run's own jars
     * @param order whether the classes of those win against the driver's
     * @param formats whose jars the server keeps
     */
    public record Jars(List<String> paths, Order order, List<LakeFormat> formats) {
        /** Nothing besides. */
        public static final Jars NONE = new Jars(List.of(), Order.OURS_FIRST, List.of());

        public Jars {
            paths = List.copyOf(paths);
            requireNonNull(order, "order");
            formats = List.copyOf(formats);
        }

        public boolean isEmpty() {
            return paths.isEmpty() && formats.isEmpty();
        }
    }

    /** Which jars are looked through first. */
    public enum Order {
        OURS_FIRST,
        USERS_FIRST
    }
}
