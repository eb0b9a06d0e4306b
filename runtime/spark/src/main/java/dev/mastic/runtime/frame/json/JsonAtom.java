package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.internal.SQLConf$;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** Reads one scalar of JSON as one atom; types that JSON does not have by nature are cast from the text. */
interface JsonAtom {

    @Nullable Object read(JsonParser parser) throws IOException;

    static JsonAtom of(DataType type) {
        JsonAtom plain = plain(type);
        return parser -> parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
                ? embedded(parser.getEmbeddedObject(), type)
                : plain.read(parser);
    }

    private static JsonAtom plain(DataType type) {
        if (type instanceof StringType) {
            return parser -> UTF8String.fromString(parser.getText());
        } else if (type instanceof IntegerType) {
            return parser ->
                    isInteger(parser) && JsonKind.of(parser) == JsonKind.INT ? (Object) parser.getIntValue() : null;
        } else if (type instanceof LongType) {
            return parser ->
                    isInteger(parser) && JsonKind.of(parser) != JsonKind.DOUBLE ? (Object) parser.getLongValue() : null;
        } else if (type instanceof DoubleType) {
            return parser -> parser.currentToken().isNumeric() ? (Object) parser.getDoubleValue() : null;
        } else if (type instanceof BooleanType) {
            return parser -> parser.currentToken().isBoolean() ? (Object) parser.getBooleanValue() : null;
        } else if (type instanceof BinaryType) {
            return parser -> parser instanceof TypedParser
                    ? parser.getBinaryValue()
                    : parser.getText().getBytes(StandardCharsets.UTF_8);
        }
        return cast(type);
    }

    private static @Nullable Object embedded(Object value, DataType type) {
        if (value instanceof LooseText text) {
            return type instanceof StringType ? UTF8String.fromString(text.text()) : text.as(type);
        } else if (type instanceof StringType) {
            return UTF8String.fromString(value.toString());
        } else if (value instanceof BigDecimal decimal) {
            return type instanceof DecimalType target
                    ? Decimal.apply(decimal)
                            .toPrecision(target.precision(), target.scale(), Decimal.ROUND_HALF_UP(), true, null)
                    : null;
        } else if (value instanceof Instant instant) {
            return type instanceof TimestampType ? (Object) ChronoUnit.MICROS.between(Instant.EPOCH, instant) : null;
        } else if (value instanceof LocalDate date) {
            return type instanceof DateType ? (Object) Math.toIntExact(date.toEpochDay()) : null;
        }
        // Numbers and bytes are held by Spark as they are.
        return Literal$.MODULE$.apply(value).dataType().equals(type) ? value : null;
    }

    private static boolean isInteger(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    }

    private static JsonAtom cast(DataType type) {
        return parser -> cast(UTF8String.fromString(parser.getText()), type);
    }

    /** The value of a text in a type that JSON does not have by nature; null when it has none. */
    static @Nullable Object cast(UTF8String text, DataType type) {
        Option<String> timeZone = Option.apply(SQLConf$.MODULE$.get().sessionLocalTimeZone());
        Literal literal = new Literal(text, DataTypes.StringType);
        return new Cast(literal, type, timeZone, EvalMode$.MODULE$.TRY()).eval(null);
    }
}
