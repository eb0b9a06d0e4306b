package dev.mastic.runs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The value of {@code --conf}: Glue takes one string for several settings, {@code k=v --conf k2=v2}. */
final class SparkSettingsArgument {
    private static final Pattern BETWEEN = Pattern.compile("\\s+--conf[\\s=]+");

    private SparkSettingsArgument() {}

    static Map<String, String> parse(String value) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : BETWEEN.split(value.strip(), -1)) {
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                throw new RunFailure(Fault.CALLER, "--conf: '%s' (expected: key=value)", setting);
            }
            settings.put(
                    setting.substring(0, equals).strip(),
                    setting.substring(equals + 1).strip());
        }
        return settings;
    }
}
