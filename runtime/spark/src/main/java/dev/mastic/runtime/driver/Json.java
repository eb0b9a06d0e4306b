package dev.mastic.runtime.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the protocol's files by field, naming the file and the field that is missing. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String source;
    private final JsonNode node;

    private Json(String source, JsonNode node) {
        this.source = source;
        this.node = node;
    }

    static Json read(Path file) throws IOException {
        return new Json(String.valueOf(file.getFileName()), MAPPER.readTree(Files.readAllBytes(file)));
    }

    static String write(Map<String, ?> fields) throws IOException {
        return MAPPER.writeValueAsString(fields);
    }

    String text(String field) {
        return optionalText(field)
                .orElseThrow(() -> new IllegalArgumentException(source + ": " + field + " is missing"));
    }

    Optional<String> optionalText(String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    boolean flag(String field) {
        return node.path(field).asBoolean(false);
    }

    Optional<Json> object(String field) {
        JsonNode value = node.path(field);
        return value.isObject() ? Optional.of(new Json(source + ": " + field, value)) : Optional.empty();
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        node.path(field).forEach(item -> texts.add(item.asText()));
        return List.copyOf(texts);
    }

    Map<String, String> textMap(String field) {
        Map<String, String> map = new LinkedHashMap<>();
        node.path(field)
                .fields()
                .forEachRemaining(e -> map.put(e.getKey(), e.getValue().asText()));
        return Map.copyOf(map);
    }
}
