package dev.mastic.services.costs;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regions as the usage types of bills spell them, e.g. {@code USE1} for {@code us-east-1}. */
final class Regions {
    private static final Pattern REGION = Pattern.compile("([a-z]{2})-([a-z]+)-(\\d)");
    private static final Map<String, String> DIRECTIONS = Map.of(
            "east", "E", "west", "W", "central", "C", "north", "N", "south", "S", "northeast", "NE", "southeast", "SE");

    private Regions() {}

    static String prefix(String region) {
        Matcher parts = REGION.matcher(region);
        if (!parts.matches()) {
            return region.toUpperCase(Locale.ROOT);
        }
        String direction = parts.group(2);
        return parts.group(1).toUpperCase(Locale.ROOT)
                + DIRECTIONS.getOrDefault(direction, direction.toUpperCase(Locale.ROOT))
                + parts.group(3);
    }
}
