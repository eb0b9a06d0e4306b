package dev.mastic.runtime.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mastic.runtime.frame.predicate.Predicates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that a translated function of Python gives a record, as {@code awsglue} writes them: an array of
 * {@code {"name", "presence", "parts": [{"sql", "type"}], "record": {"present", "fields"}}}, in which the value of a field is that
 * of the part which is not null, or a record that is made where {@code present} holds.
 */
final class FunctionFields {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FunctionFields() {}

    static Map<String, Value> parse(String json) {
        try {
            return fields(MAPPER.readTree(json));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("the fields of a function are not JSON", malformed);
        }
    }

    private static Map<String, Value> fields(JsonNode list) {
        Map<String, Value> fields = new LinkedHashMap<>();
        list.forEach(field -> fields.put(field.path("name").asText(), field(field)));
        return fields;
    }

    private static Value field(JsonNode field) {
        List<Value.Alternative> alternatives = new ArrayList<>();
        for (JsonNode part : field.path("parts")) {
            Shape shape = SchemaJson.shape(part.path("type"));
            alternatives.addAll(new Value(Predicates.parse(part.path("sql").asText()), shape).alternatives());
        }
        if (field.has("record")) {
            JsonNode made = field.path("record");
            alternatives.add(Value.record(
                    fields(made.path("fields")),
                    Predicates.parse(made.path("present").asText())));
        }
        return Value.firstOf(
                alternatives, Presence.valueOf(field.path("presence").asText()));
    }
}
