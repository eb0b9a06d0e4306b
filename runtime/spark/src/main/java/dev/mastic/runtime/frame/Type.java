package dev.mastic.runtime.frame;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;

/** One type that values of a position have, by Glue's name for it, with the shapes of what it contains. */
public sealed interface Type extends Serializable {

    /** Glue's name: {@code int}, {@code long}, {@code struct} and so on; alternatives of a choice differ in it. */
    String name();

    /** How Spark holds values of this type. */
    DataType spark();

    /** A value without parts. */
    record Atom(DataType spark) implements Type {

        /** The type of Glue's name for it. */
        public static Atom of(String name) {
            return new Atom(TypeNames.parse(name));
        }

        @Override
        public String name() {
            if (spark instanceof IntegerType) {
                return "int";
            } else if (spark instanceof LongType) {
                return "long";
            } else if (spark instanceof ShortType) {
                return "short";
            } else if (spark instanceof ByteType) {
                return "byte";
            } else if (spark instanceof DecimalType) {
                return "decimal";
            } else if (spark instanceof BinaryType) {
                return "binary";
            } else if (spark instanceof TimestampNTZType) {
                return "timestampntz";
            }
            return spark.typeName();
        }
    }

    /** Named fields in the order in which they were first seen. */
    record Struct(Map<String, Shape> fields) implements Type {
        public Struct {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String name() {
            return "struct";
        }

        @Override
        public StructType spark() {
            StructType struct = new StructType();
            for (Map.Entry<String, Shape> field : fields.entrySet()) {
                struct = struct.add(field.getKey(), field.getValue().spark(), true);
            }
            return struct;
        }

        /** The fields of both in the order of this one, then the new ones; a field that only one side has is optional. */
        public Struct merge(Struct other) {
            Map<String, Shape> merged = new LinkedHashMap<>();
            BinaryOperator<Shape> both = Shape::merge;
            fields.forEach(
                    (name, shape) -> merged.put(name, other.fields.containsKey(name) ? shape : shape.optional()));
            other.fields.forEach(
                    (name, shape) -> merged.merge(name, fields.containsKey(name) ? shape : shape.optional(), both));
            return new Struct(merged);
        }
    }

    /** Elements of one shape. */
    record Array(Shape element) implements Type {
        @Override
        public String name() {
            return "array";
        }

        @Override
        public DataType spark() {
            return DataTypes.createArrayType(element.spark(), true);
        }
    }

    /** Values of one shape under keys; Glue's own maps have string keys, a frame made from a DataFrame may have others. */
    record Dictionary(DataType key, Shape value) implements Type {
        @Override
        public String name() {
            return "map";
        }

        @Override
        public DataType spark() {
            return DataTypes.createMapType(key, value.spark(), true);
        }
    }
}
