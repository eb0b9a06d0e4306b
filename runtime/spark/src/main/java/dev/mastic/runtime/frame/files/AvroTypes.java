package dev.mastic.runtime.frame.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** What Glue's two versions of Avro make of logical types: 1.7 knows none, 1.8 knows some. */
enum AvroTypes {
    /** The default: logical types are read as what they are made of, and written as text. */
    V1_7,
    /** Decimals, dates and milliseconds are read; what is written are microseconds. */
    V1_8;

    private static final String LOGICAL = "logicalType";

    private static final Set<String> READ = Set.of("decimal", "date", "timestamp-millis");

    static AvroTypes of(Options format) {
        String version = format.text("version").orElse("1.7");
        return switch (version) {
            case "1.7", "" -> V1_7;
            case "1.8" -> V1_8;
            default -> throw new IllegalArgumentException("version: \"" + version + "\" (expected: 1.7 or 1.8)");
        };
    }

    /** The schema to read by. */
    Schema reading(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ARRAY -> Schema.createArray(reading(schema.getElementType()));
            case MAP -> Schema.createMap(reading(schema.getValueType()));
            case UNION ->
                Schema.createUnion(schema.getTypes().stream().map(this::reading).toList());
            case INT, LONG, BYTES, STRING -> isRead(schema) ? schema : Schema.create(schema.getType());
            case FIXED ->
                isRead(schema)
                        ? schema
                        : Schema.createFixed(
                                schema.getName(), schema.getDoc(), schema.getNamespace(), schema.getFixedSize());
            default -> schema;
        };
    }

    private boolean isRead(Schema schema) {
        String logical = schema.getProp(LOGICAL);
        return logical == null || (this == V1_8 && READ.contains(logical));
    }

    private Schema record(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            fields.add(new Schema.Field(field.name(), reading(field.schema()), field.doc()));
        }
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    /** The type to cast a column to before it is written. */
    DataType writing(DataType type) {
        if (type instanceof StructType struct) {
            StructType written = new StructType();
            for (StructField field : struct.fields()) {
                written = written.add(field.name(), writing(field.dataType()), field.nullable());
            }
            return written;
        } else if (type instanceof ArrayType array) {
            return DataTypes.createArrayType(writing(array.elementType()), array.containsNull());
        } else if (type instanceof MapType map) {
            return DataTypes.createMapType(map.keyType(), writing(map.valueType()), map.valueContainsNull());
        }
        boolean isLogical = type instanceof DecimalType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType;
        return this == V1_7 && isLogical ? DataTypes.StringType : type;
    }
}
