package dev.mastic.runtime.frame.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The options of a connection or of a format. Scripts write keys in any case, and booleans and numbers also as strings; both
 * are read the same.
 */
public final class Options {

    /** No options. */
    public static final Options NONE = new Options(Map.of());

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, JsonNode> values;

    private Options(Map<String, JsonNode> values) {
        this.values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.values.putAll(values);
    }

    /** The members of a JSON object, those with null left out. */
    public static Options parse(String json) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("options are not JSON: " + malformed.getOriginalMessage(), malformed);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("options are JSON of another kind (expected: an object)");
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        node.fields().forEachRemaining(member -> {
            if (!member.getValue().isNull()) {
                values.put(member.getKey(), member.getValue());
            }
        });
        return new Options(values);
    }

    /** These options and the others, which win. */
    public Options and(Options others) {
        Options both = new Options(values);
        both.values.putAll(others.values);
        return both;
    }

    /** These options with one more. */
    public Options with(String name, String value) {
        return and(new Options(Map.of(name, MAPPER.getNodeFactory().textNode(value))));
    }

    public Optional<String> text(String name) {
        JsonNode value = values.get(name);
        return Optional.ofNullable(value).map(node -> node.isValueNode() ? node.asText() : node.toString());
    }

    public boolean flag(String name) {
        return flag(name, "false");
    }

    /** A boolean in JSON or in words; {@code otherwise} where there is none. */
    public boolean flag(String name, String otherwise) {
        String text = text(name).orElse(otherwise);
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw new IllegalArgumentException(name + ": \"" + text + "\" (expected: true or false)");
        };
    }

    /** A whole number, in JSON or as a text. */
    public OptionalLong number(String name) {
        String text = text(name).orElse("").trim();
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" (expected: a whole number)", malformed);
        }
    }

    /** A list in JSON, the text of such a list, or one value. */
    public List<String> list(String name) {
        JsonNode value = values.get(name);
        if (value == null) {
            return List.of();
        }
        JsonNode list =
                value.isTextual() && value.asText().trim().startsWith("[") ? listIn(name, value.asText()) : value;
        if (!list.isArray()) {
            return list.asText().isEmpty() ? List.of() : List.of(list.asText());
        }
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static JsonNode listIn(String name, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(name + ": " + text + " (expected: a JSON list)", malformed);
        }
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("option " + name + " is missing"));
    }

    /** Refuses options that would change what is read or written, and that nothing here obeys. */
    public void refuse(String... names) {
        for (String name : names) {
            Optional<String> value = text(name);
            if (value.isPresent()
                    && !value.orElseThrow().isEmpty()
                    && !value.orElseThrow().equalsIgnoreCase("false")) {
                throw new NotSupported("option " + name + ": " + value.orElseThrow());
            }
        }
    }

    /** These options without those of these names, in any case. */
    public Options without(Set<String> names) {
        Options rest = new Options(values);
        names.forEach(rest.values::remove);
        return rest;
    }

    /** The names of options that are none of these, in any case. */
    public List<String> namesBeside(Set<String> known) {
        return List.copyOf(without(known).values.keySet());
    }

    /** All options with their texts, for a Spark source or sink that takes them as they are. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        values.keySet().forEach(name -> text(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    @Override
    public String toString() {
        return MAPPER.valueToTree(values).toString();
    }
}
