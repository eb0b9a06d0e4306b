package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.mastic.runtime.frame.Absence;
import dev.mastic.runtime.frame.Presence;
import dev.mastic.runtime.frame.Shape;
import dev.mastic.runtime.frame.Type;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.catalyst.util.TimestampFormatter;
import org.apache.spark.sql.catalyst.util.TimestampFormatter$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects, in which a choice is the value that it holds. */
public final class RecordText {

    private final Type.Struct schema;
    private final Style style;
    private final TimestampFormatter timestamps;
    private final TimestampFormatter localTimestamps;
    private final boolean isTold;
    private @Nullable ArrayData absence;

    /** What a text is for. */
    private enum Style {
        /** A file: fields that are null are left out. */
        FILE,
        /** A reader: null where a record has null. */
        SHOW,
        /** A {@link TypedParser} or its counterpart in Python: as for a reader, and no value loses its type. */
        TYPED
    }

    private RecordText(Type.Struct schema, Style style, String timeZone) {
        this.schema = schema;
        this.style = style;
        timestamps = TimestampFormatter$.MODULE$.getFractionFormatter(ZoneId.of(timeZone));
        localTimestamps = TimestampFormatter$.MODULE$.getFractionFormatter(ZoneId.of("UTC"));
        isTold = style != Style.FILE && Absence.tells(schema);
    }

    /** Lines of a file: fields that are null are left out. Columns that became directories are not among the data. */
    static RecordText lines(Type.Struct schema, StructType data, String timeZone) {
        Map<String, Shape> written = new java.util.LinkedHashMap<>();
        for (String name : data.fieldNames()) {
            written.put(name, schema.fields().getOrDefault(name, Shape.nothing()));
        }
        return new RecordText(new Type.Struct(written), Style.FILE, timeZone);
    }

    /** Texts that keep the type of every value. */
    static RecordText typed(Type.Struct schema) {
        return new RecordText(schema, Style.TYPED, "UTC");
    }

    /**
     * What {@code show} prints: one record on each line, blanks after colons and commas, null where a record has null.
     *
     * @param rows laid out as {@code Frame.toldColumns}
     */
    public static String show(List<InternalRow> rows, Type.Struct schema, String timeZone) {
        RecordText text = new RecordText(schema, Style.SHOW, timeZone);
        StringWriter lines = new StringWriter();
        try (JsonGenerator generator = JsonRecords.FACTORY.createGenerator(lines)) {
            generator.setPrettyPrinter(new SpacedPrinter());
            for (InternalRow row : rows) {
                text.write(row, generator);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return lines.toString();
    }

    void write(InternalRow row, JsonGenerator json) throws IOException {
        absence = isTold ? row.getArray(schema.fields().size()) : null;
        struct(row, schema, json);
    }

    private void struct(SpecializedGetters row, Type.Struct struct, JsonGenerator json) throws IOException {
        json.writeStartObject();
        int at = 0;
        for (Map.Entry<String, Shape> field : struct.fields().entrySet()) {
            boolean isNull = field.getValue().isNull() || row.isNullAt(at);
            if (!isNull || isWritten(field.getValue())) {
                json.writeFieldName(field.getKey());
                position(row, at, field.getValue(), json);
            }
            at++;
        }
        json.writeEndObject();
    }

    // Where nothing says whether a null is one or a missing field, functions see null and readers see nothing.
    private boolean isWritten(Shape shape) {
        if (style == Style.FILE) {
            return false;
        } else if (shape.presence() != Presence.UNCERTAIN) {
            return !shape.presence().missing();
        }
        if (absence == null || shape.isPlain()) {
            return style == Style.TYPED;
        }
        return !Absence.isSet(absence, shape.mark());
    }

    private void position(SpecializedGetters row, int at, Shape shape, JsonGenerator json) throws IOException {
        if (shape.isNull() || row.isNullAt(at)) {
            json.writeNull();
        } else if (shape.isChoice()) {
            InternalRow choice = row.getStruct(at, shape.alternatives().size());
            int held = 0;
            while (held < shape.alternatives().size() - 1 && choice.isNullAt(held)) {
                held++;
            }
            position(choice, held, new Shape(List.of(shape.alternatives().get(held)), shape.presence()), json);
        } else {
            value(row, at, shape.alternatives().get(0), json);
        }
    }

    private void value(SpecializedGetters row, int at, Type type, JsonGenerator json) throws IOException {
        if (type instanceof Type.Struct struct) {
            struct(row.getStruct(at, struct.fields().size()), struct, json);
        } else if (type instanceof Type.Array array) {
            array(row.getArray(at), array.element(), json);
        } else if (type instanceof Type.Dictionary map) {
            map(row.getMap(at), map, json);
        } else {
            atom(row, at, type.spark(), json);
        }
    }

    private void array(ArrayData values, Shape element, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < values.numElements(); i++) {
            position(values, i, element, json);
        }
        json.writeEndArray();
    }

    private void map(MapData entries, Type.Dictionary map, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < entries.numElements(); i++) {
            json.writeFieldName(String.valueOf(entries.keyArray().get(i, map.key())));
            position(entries.valueArray(), i, map.value(), json);
        }
        json.writeEndObject();
    }

    private void atom(SpecializedGetters row, int at, DataType type, JsonGenerator json) throws IOException {
        if (type.equals(DataTypes.IntegerType)) {
            json.writeNumber(row.getInt(at));
        } else if (type.equals(DataTypes.LongType)) {
            json.writeNumber(row.getLong(at));
        } else if (type.equals(DataTypes.DoubleType)) {
            json.writeNumber(row.getDouble(at));
        } else if (type.equals(DataTypes.FloatType)) {
            float number = row.getFloat(at);
            if (style == Style.TYPED) {
                // Python has doubles only: the shortest text of a float is another number there.
                json.writeNumber((double) number);
            } else {
                json.writeNumber(number);
            }
        } else if (type.equals(DataTypes.BooleanType)) {
            json.writeBoolean(row.getBoolean(at));
        } else if (type.equals(DataTypes.ShortType)) {
            json.writeNumber(row.getShort(at));
        } else if (type.equals(DataTypes.ByteType)) {
            json.writeNumber(row.getByte(at));
        } else if (style == Style.TYPED) {
            json.writeString(marked(row, at, type));
        } else if (type instanceof DecimalType decimal) {
            json.writeNumber(
                    row.getDecimal(at, decimal.precision(), decimal.scale()).toJavaBigDecimal());
        } else if (type.equals(DataTypes.BinaryType)) {
            json.writeBinary(row.getBinary(at));
        } else {
            json.writeString(text(row, at, type));
        }
    }

    private String marked(SpecializedGetters row, int at, DataType type) {
        if (type instanceof DecimalType decimal) {
            return mark(
                    TypedParser.DECIMAL,
                    row.getDecimal(at, decimal.precision(), decimal.scale())
                            .toJavaBigDecimal()
                            .toPlainString());
        } else if (type.equals(DataTypes.BinaryType)) {
            return mark(TypedParser.BINARY, Base64.getEncoder().encodeToString(row.getBinary(at)));
        }
        String text = text(row, at, type);
        if (type.equals(DataTypes.DateType)) {
            return mark(TypedParser.DATE, text);
        } else if (type.equals(DataTypes.TimestampType)) {
            return mark(TypedParser.TIMESTAMP, text + "Z");
        } else if (type.equals(DataTypes.TimestampNTZType)) {
            return mark(TypedParser.TIMESTAMP, text);
        }
        return text.isEmpty() || text.charAt(0) != TypedParser.MARK ? text : mark(TypedParser.TEXT, text);
    }

    private static String mark(char type, String text) {
        return new String(new char[] {TypedParser.MARK, type}) + text;
    }

    private String text(SpecializedGetters row, int at, DataType type) {
        if (type.equals(DataTypes.DateType)) {
            return java.time.LocalDate.ofEpochDay(row.getInt(at)).toString();
        } else if (type.equals(DataTypes.TimestampType)) {
            return timestamps.format(row.getLong(at));
        } else if (type.equals(DataTypes.TimestampNTZType)) {
            return localTimestamps.format(row.getLong(at));
        }
        return String.valueOf(row.get(at, type));
    }

    /** {@code {"a": 1, "b": "x"}}, as Python's json module writes it. */
    private static final class SpacedPrinter extends MinimalPrettyPrinter {
        SpacedPrinter() {
            super("\n");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
            json.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(", ");
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(": ");
        }
    }
}
