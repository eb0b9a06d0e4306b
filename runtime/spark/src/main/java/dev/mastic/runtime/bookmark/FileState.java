package dev.mastic.runtime.bookmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which files a context has read.
 *
 * @param positions of roots in the lake: everything under them that was published up to there is read
 * @param times of roots elsewhere: what is older is read, modification times in milliseconds of the epoch
 * @param seen files that are read although they lie behind, with what tells their content from others
 */
record FileState(Map<String, Long> positions, Map<String, Long> times, Map<String, String> seen) {
    static final FileState NOTHING = new FileState(Map.of(), Map.of(), Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    FileState {
        positions = Map.copyOf(positions);
        times = Map.copyOf(times);
        seen = Map.copyOf(seen);
    }

    static FileState parse(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            Map<String, String> seen = new TreeMap<>();
            node.path("seen")
                    .fields()
                    .forEachRemaining(
                            field -> seen.put(field.getKey(), field.getValue().asText()));
            return new FileState(numbers(node.path("positions")), numbers(node.path("times")), seen);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("not a bookmark of files: " + json, malformed);
        }
    }

    String json() {
        ObjectNode node = JSON.createObjectNode();
        put(node, "positions", positions);
        put(node, "times", times);
        if (!seen.isEmpty()) {
            new TreeMap<>(seen).forEach(node.putObject("seen")::put);
        }
        return node.toString();
    }

    /** How far the root that a file lies under is read; of several roots, how far the farthest. */
    static OptionalLong reach(Map<String, Long> roots, String file) {
        return places(file)
                .map(roots::get)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max();
    }

    static boolean isUnder(Set<String> roots, String file) {
        return places(file).anyMatch(roots::contains);
    }

    /** The file and every directory above it. */
    private static Stream<String> places(String file) {
        return Stream.iterate(
                file, place -> !place.isEmpty(), place -> place.substring(0, Math.max(0, place.lastIndexOf('/'))));
    }

    private static Map<String, Long> numbers(JsonNode object) {
        Map<String, Long> numbers = new TreeMap<>();
        object.fields()
                .forEachRemaining(
                        field -> numbers.put(field.getKey(), field.getValue().asLong()));
        return numbers;
    }

    private static void put(ObjectNode node, String name, Map<String, Long> numbers) {
        if (!numbers.isEmpty()) {
            new TreeMap<>(numbers).forEach(node.putObject(name)::put);
        }
    }
}
