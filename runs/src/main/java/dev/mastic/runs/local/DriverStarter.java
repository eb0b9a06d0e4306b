package dev.mastic.runs.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mastic.runs.FileTree;
import dev.mastic.runs.RunPlan;
import dev.mastic.store.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts driver processes. */
final class DriverStarter {
    private static final String MAIN_CLASS = "dev.mastic.runtime.driver.Driver";
    private static final String SHELL_MODULE = "mastic_driver.shell";
    private static final int NAME_HEX_DIGITS = 20;

    private final DriverSettings settings;
    private final DriverHome home;
    private final Processes processes;
    private final Ids ids;
    private final ObjectMapper json = new ObjectMapper();

    DriverStarter(DriverSettings settings, Processes processes, Ids ids) {
        this.settings = settings;
        this.home = new DriverHome(settings.home());
        this.processes = processes;
        this.ids = ids;
    }

    DriverFolder folder(String name) {
        return new DriverFolder(settings.directories(), name);
    }

    DriverHome home() {
        return home;
    }

    /** Starts a driver that warms itself up while nobody needs it. */
    Driver startWarm(DriverProfile profile) throws IOException {
        DriverFolder folder = folder(ids.hex(NAME_HEX_DIGITS));
        folder.create();
        return start(folder, words(folder, profile), environment(folder), plan(profile.language(), WarmUp.FIRST));
    }

    /** Starts a driver for a run, with its files in place, for they may be on the class path. */
    Driver startCold(DriverProfile profile, Path fetched) throws IOException {
        DriverFolder folder = folder(ids.hex(NAME_HEX_DIGITS));
        folder.create();
        folder.adopt(fetched);
        return start(folder, words(folder, profile), environment(folder), plan(profile.language(), WarmUp.NONE));
    }

    /** Starts a driver for a script without Spark: a Python alone. */
    Driver startShell(Path fetched) throws IOException {
        DriverFolder folder = folder(ids.hex(NAME_HEX_DIGITS));
        folder.create();
        folder.adopt(fetched);
        List<String> words = List.of(
                settings.python(), "-P", "-m", SHELL_MODULE, folder.root().toString());
        Map<String, String> environment = new HashMap<>(environment(folder));
        environment.put("PYTHONPATH", String.join(":", settings.pythonPath()));
        return start(folder, words, environment, plan(RunPlan.Language.PYTHON, WarmUp.NONE));
    }

    private enum WarmUp {
        FIRST,
        NONE
    }

    private Driver start(DriverFolder folder, List<String> words, Map<String, String> environment, ObjectNode plan)
            throws IOException {
        boolean started = false;
        try {
            folder.write("driver.json", plan);
            var memoryKills = processes.memoryKills();
            Processes.Spawned process = processes.start(new Processes.Command(
                    settings.isolation().wrap(words, folder.root()),
                    environment,
                    folder.start(),
                    folder.log(),
                    plan.path("warmUp").asBoolean() ? Processes.Priority.LOW : Processes.Priority.NORMAL));
            Driver driver = new Driver(folder, process, memoryKills);
            folder.recordProcess(driver.ref());
            started = true;
            return driver;
        } finally {
            if (!started) {
                FileTree.delete(folder.root());
            }
        }
    }

    private List<String> words(DriverFolder folder, DriverProfile profile) {
        List<String> words = new ArrayList<>();
        words.add(settings.java());
        words.addAll(home.options());
        words.add("-Xmx" + (profile.heap().isEmpty() ? settings.heap() : profile.heap()));
        words.addAll(profile.options());
        words.add("-cp");
        words.add(classPath(folder, profile.classPath()));
        words.add(MAIN_CLASS);
        words.add(folder.root().toString());
        return words;
    }

    private String classPath(DriverFolder folder, RunPlan.Jars jars) {
        List<String> ours = new ArrayList<>();
        ours.add(home.classPath());
        jars.formats().forEach(format -> ours.addAll(home.jars(format)));
        List<String> users = jars.paths().stream()
                .map(jar -> folder.files().resolve(jar).toString())
                .toList();
        List<String> all = new ArrayList<>(jars.order() == RunPlan.Order.OURS_FIRST ? ours : users);
        all.addAll(jars.order() == RunPlan.Order.OURS_FIRST ? users : ours);
        return String.join(":", all);
    }

    /** Nothing of the server's own environment: it may hold secrets. */
    private Map<String, String> environment(DriverFolder folder) {
        return Map.of(
                "PATH",
                settings.path(),
                "HOME",
                folder.root().toString(),
                "TMPDIR",
                folder.root().resolve("tmp").toString(),
                "LANG",
                "C.UTF-8",
                // Glue works in UTC, and so Spark's session time zone is UTC there.
                "TZ",
                "UTC",
                // glibc's arenas per thread cost an idle driver tens of megabytes.
                "MALLOC_ARENA_MAX",
                "2");
    }

    private ObjectNode plan(RunPlan.Language language, WarmUp warmUp) {
        ObjectNode plan = json.createObjectNode();
        plan.put("warmUp", warmUp == WarmUp.FIRST);
        plan.put("language", language.word());
        plan.put("python", settings.python());
        settings.pythonPath().forEach(plan.putArray("pythonPath")::add);
        plan.put("endpoint", settings.endpoint());
        plan.putObject("sparkConf")
                .put("spark.master", settings.cores() == 0 ? "local[*]" : "local[" + settings.cores() + "]");
        return plan;
    }
}
