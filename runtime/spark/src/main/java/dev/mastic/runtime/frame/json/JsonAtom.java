package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.internal.SQLConf$;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** Reads one scalar of JSON as one atom; types that JSON does not have by nature are cast from the text. */
interface JsonAtom {

    @Nullable Object read(JsonParser parser) throws IOException;

    static JsonAtom of(DataType type) {
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

    private static boolean isInteger(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    }

    private static JsonAtom cast(DataType type) {
        Option<String> timeZone = Option.apply(SQLConf$.MODULE$.get().sessionLocalTimeZone());
        return parser -> {
            Literal text = new Literal(UTF8String.fromString(parser.getText()), DataTypes.StringType);
            return new Cast(text, type, timeZone, EvalMode$.MODULE$.TRY()).eval(null);
        };
    }
}
