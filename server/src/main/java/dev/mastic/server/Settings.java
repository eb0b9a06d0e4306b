package dev.mastic.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What flags, environment and configuration file say, before it is given types. */
final class Settings {
    private static final String CONFIG_FLAG = "config";
    private static final String CONFIG_VARIABLE = "MASTIC_CONFIG";

    private final Map<Property, String> values;

    private Settings(Map<Property, String> values) {
        this.values = values;
    }

    /**
     * Reads all three; a flag beats a variable beats the file.
     *
     * @param arguments {@code --name value} or {@code --name=value}
     * @throws UsageException when a flag or a line of the file names no property, or the file cannot be read
     */
    static Settings read(List<String> arguments, Map<String, String> environment) {
        Map<String, String> flags = flags(arguments);
        String file = flags.containsKey(CONFIG_FLAG) ? flags.remove(CONFIG_FLAG) : environment.get(CONFIG_VARIABLE);
        Map<Property, String> values = new EnumMap<>(Property.class);
        if (file != null) {
            values.putAll(file(Path.of(file)));
        }
        for (Property property : Property.values()) {
            String variable = environment.get(property.variable());
            if (variable != null) {
                values.put(property, variable);
            }
        }
        flags.forEach((key, value) -> values.put(named(key, "--" + key), value));
        return new Settings(values);
    }

    String text(Property property) {
        return values.getOrDefault(property, property.fallback()).strip();
    }

    /**
     * A whole number within bounds.
     *
     * @throws UsageException when it is not one
     */
    int number(Property property, int from, int to) {
        try {
            int number = Integer.parseInt(text(property));
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, like a number out of bounds
        }
        throw new UsageException("%s: %s (expected: %s, a whole number from %d to %d)"
                .formatted(property.key(), text(property), property.unit(), from, to));
    }

    private static Map<String, String> flags(List<String> arguments) {
        Map<String, String> flags = new java.util.LinkedHashMap<>();
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String flag = rest.remove(0);
            int equals = flag.indexOf('=');
            if (!flag.startsWith("--")) {
                throw new UsageException("unexpected argument: %s (expected: --name value)".formatted(flag));
            } else if (equals >= 0) {
                flags.put(flag.substring(2, equals), flag.substring(equals + 1));
            } else if (rest.isEmpty()) {
                throw new UsageException(flag + " needs a value");
            } else {
                flags.put(flag.substring(2), rest.remove(0));
            }
        }
        return flags;
    }

    private static Map<Property, String> file(Path file) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IOException e) {
            throw new UsageException("the configuration file %s cannot be read: %s".formatted(file, e));
        }
        Map<Property, String> values = new EnumMap<>(Property.class);
        lines.forEach((key, value) -> values.put(named((String) key, file.toString()), (String) value));
        return values;
    }

    private static Property named(String key, String where) {
        return Property.ofKey(key)
                .orElseThrow(() ->
                        new UsageException("%s: there is no property %s (docs/reference/configuration.md lists them)"
                                .formatted(where, key)));
    }
}
