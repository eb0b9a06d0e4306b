package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Type;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Reads the values of one position into Spark's own form; what does not fit the shape is null. */
abstract class JsonReader {

    /** The value that the parser stands on, which is left on the last token of the value. */
    abstract @Nullable Object read(JsonParser parser) throws IOException;

    static JsonReader of(Shape shape) {
        if (shape.isNull()) {
            return new Skip();
        }
        return shape.isChoice() ? new Choice(shape) : of(shape.alternatives().get(0));
    }

    private static JsonReader of(Type type) {
        if (type instanceof Type.Struct struct) {
            return new Fields(struct, struct.fields().keySet().toArray(String[]::new));
        } else if (type instanceof Type.Array array) {
            return new Array(of(array.element()));
        } else if (type instanceof Type.Dictionary map) {
            return new Dictionary(of(map.value()));
        }
        return new Atom(type.spark());
    }

    private static final class Skip extends JsonReader {
        @Override
        @Nullable Object read(JsonParser parser) throws IOException {
            parser.skipChildren();
            return null;
        }
    }

    private static final class Atom extends JsonReader {
        private final JsonAtom atom;

        Atom(org.apache.spark.sql.types.DataType type) {
            atom = JsonAtom.of(type);
        }

        @Override
        @Nullable Object read(JsonParser parser) throws IOException {
            if (parser.currentToken().isScalarValue()) {
                return atom.read(parser);
            }
            parser.skipChildren();
            return null;
        }
    }

    private static final class Array extends JsonReader {
        private final JsonReader element;

        Array(JsonReader element) {
            this.element = element;
        }

        @Override
        @Nullable Object read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return null;
            }
            List<@Nullable Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(parser.currentToken() == JsonToken.VALUE_NULL ? null : element.read(parser));
            }
            return new GenericArrayData(elements.toArray());
        }
    }

    private static final class Dictionary extends JsonReader {
        private final JsonReader value;

        Dictionary(JsonReader value) {
            this.value = value;
        }

        @Override
        @Nullable Object read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return null;
            }
            List<Object> keys = new ArrayList<>();
            List<@Nullable Object> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                keys.add(UTF8String.fromString(parser.getCurrentName()));
                boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
                values.add(isNull ? null : value.read(parser));
            }
            return new ArrayBasedMapData(new GenericArrayData(keys.toArray()), new GenericArrayData(values.toArray()));
        }
    }

    /** A record of some of the fields that a schema has; the others are passed over without making their values. */
    static final class Fields extends JsonReader {
        private final String[] names;
        private final JsonReader[] readers;
        private final Map<String, Integer> index = new HashMap<>();

        Fields(Type.Struct schema, String[] kept) {
            names = kept;
            readers = new JsonReader[kept.length];
            for (int i = 0; i < kept.length; i++) {
                readers[i] = of(schema.fields().getOrDefault(kept[i], Shape.nothing()));
                index.put(kept[i], i);
            }
        }

        @Override
        @Nullable Object read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return null;
            }
            return record(parser);
        }

        InternalRow record(JsonParser parser) throws IOException {
            GenericInternalRow row = new GenericInternalRow(names.length);
            int guess = 0;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                int at = position(parser.getCurrentName(), guess);
                boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
                if (at < 0) {
                    parser.skipChildren();
                } else {
                    row.update(at, isNull ? null : readers[at].read(parser));
                    guess = at + 1;
                }
            }
            return row;
        }

        private int position(String name, int guess) {
            if (guess < names.length && names[guess].equals(name)) {
                return guess;
            }
            return index.getOrDefault(name, -1);
        }
    }

    private static final class Choice extends JsonReader {
        private final int size;
        private final Map<JsonKind, Integer> positions = new EnumMap<>(JsonKind.class);
        private final JsonReader[] readers;

        Choice(Shape shape) {
            size = shape.alternatives().size();
            readers = new JsonReader[size];
            for (int i = 0; i < size; i++) {
                Type type = shape.alternatives().get(i);
                readers[i] = JsonReader.of(type);
                for (JsonKind kind : JsonKind.values()) {
                    if (kind.typeName().equals(type.name())) {
                        positions.put(kind, i);
                    }
                }
            }
        }

        @Override
        @Nullable Object read(JsonParser parser) throws IOException {
            Integer at = positions.get(JsonKind.of(parser));
            if (at == null) {
                parser.skipChildren();
                return null;
            }
            GenericInternalRow row = new GenericInternalRow(size);
            row.update(at, readers[at].read(parser));
            return row;
        }
    }
}
