package dev.mastic.services.jobs.studio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as literals of Python. */
final class Python {
    private Python() {}

    static String text(String value) {
        // A string of JSON is one of Python, but for the characters that are two units of UTF-16: those stay as they
        // are.
        return JsonNodeFactory.instance.textNode(value).toString();
    }

    static String texts(List<String> values) {
        return values.stream().map(Python::text).collect(Collectors.joining(", ", "[", "]"));
    }

    static String bool(boolean value) {
        return value ? "True" : "False";
    }

    /** A dictionary; the values are literals already. */
    static String dictionary(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> text(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static String of(JsonNode value) {
        if (value.isTextual()) {
            return text(value.textValue());
        }
        if (value.isBoolean()) {
            return bool(value.booleanValue());
        }
        if (value.isNumber()) {
            return value.asText();
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(of(item)));
            return "[" + String.join(", ", items) + "]";
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> text(entry.getKey()) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return "None";
    }

    /** A name that Python takes, made of a node's name and id. */
    static String name(StudioNode node) {
        String name = (node.name() + "_" + node.id()).replaceAll("[^A-Za-z0-9_]", "");
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }
}
