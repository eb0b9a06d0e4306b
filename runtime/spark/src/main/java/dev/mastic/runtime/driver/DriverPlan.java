package dev.mastic.runtime.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a driver is started with, before any run is known.
 *
 * @param language of the runs that it can serve; one for Python has both halves and serves Scala too
 */
record DriverPlan(
        Mode mode,
        Language language,
        String python,
        List<String> pythonPath,
        String endpoint,
        Map<String, String> sparkConf) {

    /** Whether Spark is started and exercised before a run is asked for, or together with it. */
    enum Mode {
        WARM,
        COLD
    }

    DriverPlan {
        pythonPath = List.copyOf(pythonPath);
        sparkConf = Map.copyOf(sparkConf);
    }

    static DriverPlan read(Path file) throws IOException {
        Json json = Json.read(file);
        return new DriverPlan(
                json.flag("warmUp") ? Mode.WARM : Mode.COLD,
                Language.parse(json.optionalText("language").orElse("python")),
                json.text("python"),
                json.texts("pythonPath"),
                json.text("endpoint"),
                json.textMap("sparkConf"));
    }
}
