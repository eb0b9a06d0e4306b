package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mastic.runtime.frame.Absence;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Type;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Reads the values of one position into Spark's own form; what does not fit the shape is null. */
abstract class JsonReader {

    /** The value that the parser stands on, which is left on the last token of the value. */
    abstract @Nullable Object read(JsonParser parser) throws IOException;

    static JsonReader of(Shape shape) {
        return of(shape, Optional.empty());
    }

    private static JsonReader of(Shape shape, Optional<Absences> absences) {
        if (shape.isNull()) {
            return new Skip();
        }
        return shape.isChoice()
                ? new Choice(shape, absences)
                : of(shape.alternatives().get(0), absences);
    }

    private static JsonReader of(Type type, Optional<Absences> absences) {
        if (type instanceof Type.Struct struct) {
            return new Fields(
                    struct,
                    List.copyOf(struct.fields().keySet()),
                    struct.fields().size(),
                    absences);
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

    /** The bits of {@link Absence} of the record that is being read: set until its field is seen. */
    private static final class Absences {
        private final long[] none;
        private final long[] words;

        Absences(int bits) {
            words = new long[(bits + Long.SIZE - 1) / Long.SIZE];
            none = new long[words.length];
            for (int mark = 0; mark < bits; mark++) {
                none[mark / Long.SIZE] |= 1L << (mark % Long.SIZE);
            }
        }

        void begin() {
            System.arraycopy(none, 0, words, 0, words.length);
        }

        void seen(int mark) {
            if (mark != Absence.UNMARKED) {
                words[mark / Long.SIZE] &= ~(1L << (mark % Long.SIZE));
            }
        }

        Object column() {
            return UnsafeArrayData.fromPrimitiveArray(words);
        }
    }

    /** A whole record as a row of some columns; {@link Absence#COLUMN} may be one of them. */
    static final class Root {
        private final Fields fields;
        private final Optional<Absences> absences;
        private final int at;

        Root(Type.Struct schema, String[] columns) {
            Set<String> read = new LinkedHashSet<>(List.of(columns));
            at = List.of(columns).indexOf(Absence.COLUMN);
            absences = at < 0 ? Optional.empty() : Optional.of(new Absences(Absence.bits(schema)));
            if (at >= 0) {
                // Their bits are asked for, even if their values are not.
                read.addAll(schema.fields().keySet());
            }
            fields = new Fields(schema, List.copyOf(read), columns.length, absences);
        }

        InternalRow record(JsonParser parser) throws IOException {
            absences.ifPresent(Absences::begin);
            InternalRow row = fields.record(parser);
            absences.ifPresent(seen -> row.update(at, seen.column()));
            return row;
        }
    }

    /** A record of some of the fields that a schema has; the others are passed over without making their values. */
    private static final class Fields extends JsonReader {
        private final String[] names;
        private final JsonReader[] readers;
        private final Map<String, Integer> index = new HashMap<>();
        private final int width;
        private final @Nullable Absences absences;
        private final int[] marks;

        /**
         * Reads the fields of these names.
         *
         * @param width how many of them are columns; of the others only whether they are there
         */
        Fields(Type.Struct schema, List<String> read, int width, Optional<Absences> absences) {
            // The parser's names are interned: equal ones are one object, which is seen without looking into it.
            names = read.stream().map(String::intern).toArray(String[]::new);
            readers = new JsonReader[names.length];
            marks = new int[names.length];
            this.width = width;
            this.absences = absences.orElse(null);
            for (int i = 0; i < names.length; i++) {
                Shape shape = schema.fields().getOrDefault(names[i], Shape.nothing());
                boolean isNeeded = i < width || shape.struct().isPresent();
                readers[i] = isNeeded ? JsonReader.of(shape, absences) : new Skip();
                marks[i] = shape.mark();
                index.put(names[i], i);
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
            GenericInternalRow row = new GenericInternalRow(width);
            int guess = 0;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                int at = position(parser.getCurrentName(), guess);
                boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
                if (at < 0) {
                    parser.skipChildren();
                } else {
                    Object value = isNull ? null : readers[at].read(parser);
                    if (at < width) {
                        row.update(at, value);
                    }
                    if (absences != null) {
                        absences.seen(marks[at]);
                    }
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

        Choice(Shape shape, Optional<Absences> absences) {
            size = shape.alternatives().size();
            readers = new JsonReader[size];
            for (int i = 0; i < size; i++) {
                Type type = shape.alternatives().get(i);
                readers[i] = JsonReader.of(type, absences);
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
