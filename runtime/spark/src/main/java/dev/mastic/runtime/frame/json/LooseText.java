package dev.mastic.runtime.frame.json;

import java.util.regex.Pattern;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * A value of a syntax that has texts only: its type is what it looks like, and where a schema declares another one the text says
 * more than the value would.
 */
public record LooseText(String text) {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    JsonKind kind() {
        String plain = text.trim();
        if (INTEGER.matcher(plain).matches()) {
            return integerKind(plain);
        } else if (DECIMAL.matcher(plain).matches()) {
            return JsonKind.DOUBLE;
        }
        return plain.equalsIgnoreCase("true") || plain.equalsIgnoreCase("false") ? JsonKind.BOOLEAN : JsonKind.STRING;
    }

    private static JsonKind integerKind(String plain) {
        try {
            long value = Long.parseLong(plain);
            return value == (int) value ? JsonKind.INT : JsonKind.LONG;
        } catch (NumberFormatException tooLarge) {
            return JsonKind.DOUBLE;
        }
    }

    @Nullable Object as(DataType type) {
        JsonKind kind = kind();
        String plain = text.trim();
        if (type instanceof IntegerType) {
            return kind == JsonKind.INT ? (Object) Integer.parseInt(plain) : null;
        } else if (type instanceof LongType) {
            return kind == JsonKind.INT || kind == JsonKind.LONG ? (Object) Long.parseLong(plain) : null;
        } else if (type instanceof DoubleType) {
            boolean isNumber = kind == JsonKind.INT || kind == JsonKind.LONG || kind == JsonKind.DOUBLE;
            return isNumber ? (Object) Double.parseDouble(plain) : null;
        } else if (type instanceof BooleanType) {
            return kind == JsonKind.BOOLEAN ? (Object) Boolean.parseBoolean(plain) : null;
        }
        return JsonAtom.cast(UTF8String.fromString(text), type);
    }
}
