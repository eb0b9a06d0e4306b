package dev.mastic.runtime.frame.unbox;

import com.univocity.parsers.common.TextParsingException;
import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.Type;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.internal.SQLConf$;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** Texts of CSV as records; generated code calls it, so it is public. What is no value of its declared type is null. */
public final class CsvValues implements Serializable {

    private final CsvText csv;
    private final String schema;
    private final String timeZone;
    private transient @Nullable List<StructField> columns;

    CsvValues(CsvText csv, Type.Struct schema) {
        this.csv = csv;
        this.schema = SchemaJson.write(schema);
        timeZone = SQLConf$.MODULE$.get().sessionLocalTimeZone();
    }

    /** A row of the record of a text, and of the message of what is wrong with the text, of which one is null. */
    public InternalRow read(UTF8String text) {
        List<StructField> fields = columns;
        if (fields == null) {
            fields = Arrays.asList(SchemaJson.read(schema).spark().fields());
            columns = fields;
        }
        GenericInternalRow result = new GenericInternalRow(2);
        try {
            Map<String, @Nullable String> values = csv.read(text.toString());
            GenericInternalRow record = new GenericInternalRow(fields.size());
            for (int i = 0; i < fields.size(); i++) {
                record.update(i, value(values.get(fields.get(i).name()), fields.get(i)));
            }
            result.update(0, record);
        } catch (TextParsingException malformed) {
            result.update(1, UTF8String.fromString(malformed.getMessage()));
        }
        return result;
    }

    private @Nullable Object value(@Nullable String text, StructField field) {
        UTF8String value = text == null ? null : UTF8String.fromString(text);
        if (value == null || field.dataType() instanceof StringType) {
            return value;
        }
        Literal literal = new Literal(value, DataTypes.StringType);
        return new Cast(literal, field.dataType(), Option.apply(timeZone), EvalMode$.MODULE$.TRY()).eval(null);
    }
}
