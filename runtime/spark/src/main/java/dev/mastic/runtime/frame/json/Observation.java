package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mastic.runtime.frame.Presence;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Type;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.jspecify.annotations.Nullable;

/** What was seen at one position while going through JSON. Mutable, because it is the inner loop of inference. */
final class Observation implements Serializable {

    /** Takes back what a text has added, when the text turns out to be malformed further on. */
    interface Undo {
        void run();
    }

    private int kinds;
    // Of decimals; at first those of Glue's own decimal(10, 2).
    private int wholeDigits = 8;
    private int scale = 2;
    private long values;
    private long nulls;
    private long records;
    private final List<String> names = new ArrayList<>();
    private final List<Observation> fields = new ArrayList<>();
    private final Map<String, Integer> index = new HashMap<>();
    private @Nullable Observation element;
    private transient int guess;

    /**
     * Notes the value that the parser stands on.
     *
     * @param sign 1 to note it, -1 to take it back
     */
    void observe(JsonParser parser, int sign, List<Undo> undo) throws IOException {
        JsonToken token = parser.currentToken();
        values += sign;
        if (token == JsonToken.VALUE_NULL) {
            nulls += sign;
            return;
        }
        JsonKind kind = JsonKind.of(parser);
        note(kind, undo);
        if (kind == JsonKind.DECIMAL) {
            noteDigits(
                    token == JsonToken.VALUE_EMBEDDED_OBJECT
                            ? (BigDecimal) parser.getEmbeddedObject()
                            : new BigDecimal(parser.getText()));
        }
        if (token == JsonToken.START_OBJECT) {
            observeFields(parser, sign, undo);
        } else if (token == JsonToken.START_ARRAY) {
            Observation part = element();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                part.observe(parser, sign, undo);
            }
        }
    }

    private Observation element() {
        if (element == null) {
            element = new Observation();
        }
        return element;
    }

    private void observeFields(JsonParser parser, int sign, List<Undo> undo) throws IOException {
        records += sign;
        guess = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Observation field = field(parser.getCurrentName(), undo);
            int next = guess;
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "unexpected end of a record");
            }
            field.observe(parser, sign, undo);
            guess = next;
        }
    }

    private void noteDigits(BigDecimal number) {
        scale = Math.max(scale, number.scale());
        wholeDigits = Math.max(wholeDigits, number.precision() - number.scale());
    }

    private void note(JsonKind kind, List<Undo> undo) {
        if ((kinds & kind.bit()) == 0) {
            kinds |= kind.bit();
            undo.add(() -> kinds &= ~kind.bit());
        }
    }

    // Records mostly repeat the order of their fields: the next index is guessed first, only a miss hashes.
    private Observation field(String name, List<Undo> undo) {
        int at = guess;
        if (at >= names.size() || !names.get(at).equals(name)) {
            Integer known = index.get(name);
            at = known == null ? add(name, undo) : known;
        }
        guess = at + 1;
        return fields.get(at);
    }

    private int add(String name, List<Undo> undo) {
        int at = names.size();
        names.add(name);
        fields.add(new Observation());
        index.put(name, at);
        undo.add(() -> {
            index.remove(name);
            names.remove(at);
            fields.remove(at);
        });
        return at;
    }

    void merge(Observation other) {
        kinds |= other.kinds;
        scale = Math.max(scale, other.scale);
        wholeDigits = Math.max(wholeDigits, other.wholeDigits);
        values += other.values;
        nulls += other.nulls;
        records += other.records;
        if (other.element != null) {
            element().merge(other.element);
        }
        for (int i = 0; i < other.names.size(); i++) {
            Integer known = index.get(other.names.get(i));
            int at = known == null ? add(other.names.get(i), new ArrayList<>()) : known;
            fields.get(at).merge(other.fields.get(i));
        }
    }

    /** What the observed values are. */
    Shape shape() {
        return shape(false);
    }

    Type.Struct schema() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Observation field = fields.get(i);
            shapes.put(names.get(i), field.shape(field.values < records));
        }
        return new Type.Struct(shapes);
    }

    private Shape shape(boolean missing) {
        List<Type> types = new ArrayList<>();
        for (JsonKind kind : JsonKind.values()) {
            if ((kinds & kind.bit()) != 0) {
                types.add(type(kind));
            }
        }
        return new Shape(types, Presence.of(nulls > 0, missing));
    }

    private Type type(JsonKind kind) {
        return switch (kind) {
            case ARRAY -> new Type.Array(element().shape(false));
            case BINARY -> new Type.Atom(DataTypes.BinaryType);
            case BOOLEAN -> new Type.Atom(DataTypes.BooleanType);
            case DATE -> new Type.Atom(DataTypes.DateType);
            case DECIMAL -> new Type.Atom(decimal());
            case DOUBLE -> new Type.Atom(DataTypes.DoubleType);
            case INT -> new Type.Atom(DataTypes.IntegerType);
            case LONG -> new Type.Atom(DataTypes.LongType);
            case STRING -> new Type.Atom(DataTypes.StringType);
            case STRUCT -> schema();
            case BYTE -> new Type.Atom(DataTypes.ByteType);
            case FLOAT -> new Type.Atom(DataTypes.FloatType);
            case SHORT -> new Type.Atom(DataTypes.ShortType);
            case TIMESTAMP -> new Type.Atom(DataTypes.TimestampType);
        };
    }

    /** Wide enough for every decimal that was seen, as far as Spark goes. */
    private DecimalType decimal() {
        int precision = Math.max(1, Math.min(DecimalType.MAX_PRECISION(), wholeDigits + scale));
        return DataTypes.createDecimalType(precision, Math.min(scale, precision));
    }
}
