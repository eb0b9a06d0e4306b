package dev.mastic.runtime.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/**
 * The fields that a translated function of Python gives a record, as {@code awsglue} writes them: an array of
 * {@code {"name", "presence", "mark", "parts": [{"sql", "type"}], "record": {"present", "fields"}}}, in which the value of a field is that
 * of the part which is not null, or a record that is made where {@code present} holds.
 */
final class FunctionFields {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Function<String, Column> sql;

    private FunctionFields(Function<String, Column> sql) {
        this.sql = sql;
    }

    /**
     * The fields of a JSON text.
     *
     * @param sql makes the expressions of their texts
     */
    static Map<String, Value> parse(String json, Function<String, Column> sql) {
        try {
            return new FunctionFields(sql).fields(MAPPER.readTree(json));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("the fields of a function are not JSON", malformed);
        }
    }

    private Map<String, Value> fields(JsonNode list) {
        Map<String, Value> fields = new LinkedHashMap<>();
        list.forEach(field -> fields.put(field.path("name").asText(), field(field)));
        return fields;
    }

    private Value field(JsonNode field) {
        List<Value.Alternative> alternatives = new ArrayList<>();
        for (JsonNode part : field.path("parts")) {
            Shape shape = SchemaJson.shape(part.path("type"));
            alternatives.addAll(new Value(sql.apply(part.path("sql").asText()), shape).alternatives());
        }
        if (field.has("record")) {
            JsonNode made = field.path("record");
            alternatives.add(Value.record(
                    fields(made.path("fields")), sql.apply(made.path("present").asText())));
        }
        Value value = Value.firstOf(
                alternatives, Presence.valueOf(field.path("presence").asText()));
        return new Value(value.column(), value.shape().marked(field.path("mark").asInt(Absence.UNMARKED)));
    }
}
