package dev.mastic.runtime.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The JSON form of schemas that Glue's {@code gluetypes} reads and writes. */
public final class SchemaJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DATA_TYPE = "dataType";
    private static final String PRESENCE = "presence";
    private static final String MARK = "mark";

    private SchemaJson() {}

    public static String write(Type.Struct schema) {
        return type(schema, false).toString();
    }

    /**
     * The schema with a property {@code presence} for each field, which says whether null means that a record lacks it, and where
     * null does not tell with the number of the bit that does, {@code mark}.
     */
    public static String writeWithPresence(Type.Struct schema) {
        return type(schema, true).toString();
    }

    /** The schema of a JSON text; what it declares may be null anywhere. */
    public static Type.Struct read(String json) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("schema is not JSON: " + malformed.getOriginalMessage(), malformed);
        }
        return shape(node)
                .struct()
                .orElseThrow(() -> new IllegalArgumentException(
                        "schema has dataType \"" + node.path(DATA_TYPE).asText() + "\" (expected: \"struct\")"));
    }

    private static ObjectNode shape(Shape shape, boolean presence) {
        if (shape.isNull()) {
            return node("null");
        } else if (!shape.isChoice()) {
            return type(shape.alternatives().get(0), presence);
        }
        ObjectNode node = node("choice");
        ArrayNode choices = node.putArray("choices");
        shape.alternatives().forEach(type -> choices.add(type(type, presence)));
        return node;
    }

    private static ObjectNode type(Type type, boolean presence) {
        ObjectNode node = node(type.name());
        if (type instanceof Type.Struct struct) {
            ArrayNode fields = node.putArray("fields");
            struct.fields().forEach((name, shape) -> {
                ObjectNode field = fields.addObject();
                field.put("name", name);
                field.set("container", shape(shape, presence));
                ObjectNode properties = field.putObject("properties");
                if (presence) {
                    properties.put(PRESENCE, shape.presence().name());
                    if (shape.mark() != Absence.UNMARKED) {
                        properties.put(MARK, shape.mark());
                    }
                }
            });
        } else if (type instanceof Type.Array array) {
            node.set("elementType", shape(array.element(), presence));
        } else if (type instanceof Type.Dictionary map) {
            node.set("valueType", shape(map.value(), presence));
        } else if (type.spark() instanceof DecimalType decimal) {
            node.put("precision", decimal.precision());
            node.put("scale", decimal.scale());
        }
        return node;
    }

    private static ObjectNode node(String dataType) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put(DATA_TYPE, dataType);
        node.putObject("properties");
        return node;
    }

    static Shape shape(JsonNode node) {
        String dataType = node.path(DATA_TYPE).asText();
        if (dataType.equals("null") || dataType.equals("unknown")) {
            return Shape.nothing();
        } else if (dataType.equals("choice")) {
            List<Type> alternatives = new ArrayList<>();
            node.path("choices")
                    .forEach(choice -> alternatives.addAll(shape(choice).alternatives()));
            return new Shape(alternatives, Presence.NULLABLE);
        }
        return Shape.of(type(dataType, node));
    }

    private static Shape field(JsonNode field) {
        JsonNode properties = field.path("properties");
        return shape(field.path("container"))
                .with(Presence.valueOf(properties.path(PRESENCE).asText(Presence.NULLABLE.name())))
                .marked(properties.path(MARK).asInt(Absence.UNMARKED));
    }

    private static Type type(String dataType, JsonNode node) {
        return switch (dataType) {
            case "struct" -> {
                Map<String, Shape> fields = new LinkedHashMap<>();
                node.path("fields")
                        .forEach(field -> fields.put(field.path("name").asText(), field(field)));
                yield new Type.Struct(fields);
            }
            case "array", "set" -> new Type.Array(shape(node.path("elementType")));
            case "map" -> new Type.Dictionary(DataTypes.StringType, shape(node.path("valueType")));
            case "decimal" ->
                new Type.Atom(DataTypes.createDecimalType(
                        node.path("precision").asInt(10), node.path("scale").asInt(2)));
            case "enum" -> new Type.Atom(DataTypes.StringType);
            default -> new Type.Atom(TypeNames.parse(dataType));
        };
    }
}
