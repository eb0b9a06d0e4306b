package dev.mastic.runtime.frame;

import java.io.Serializable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the values of one position are: nothing but null, one type, or a choice of types.
 *
 * <p>The column of a choice is a struct with one nullable field for each alternative, in the order of their names, of which
 * exactly one holds the value; it is null when the value is null. The shape alone tells such a struct from a record's own.
 *
 * @param alternatives in the order of their names
 * @param tentative that some alternatives, or where records may lack the field all of them, may never occur: nobody has looked
 * @param mark the number of the bit of {@link Absence} that says whether a record lacks the field; {@link Absence#UNMARKED} where
 *     there is none
 */
public record Shape(List<Type> alternatives, Presence presence, boolean tentative, int mark) implements Serializable {

    public Shape {
        alternatives =
                alternatives.stream().sorted(Comparator.comparing(Type::name)).toList();
    }

    public Shape(List<Type> alternatives, Presence presence, boolean tentative) {
        this(alternatives, presence, tentative, Absence.UNMARKED);
    }

    public Shape(List<Type> alternatives, Presence presence) {
        this(alternatives, presence, false);
    }

    /** A position of one type that may be null. */
    public static Shape of(Type type) {
        return new Shape(List.of(type), Presence.NULLABLE);
    }

    /** A position where only null was seen. */
    public static Shape nothing() {
        return new Shape(List.of(), Presence.NULLABLE);
    }

    /** The shape of a Spark column, which holds no choices. */
    public static Shape of(DataType type, Presence presence) {
        if (type instanceof NullType) {
            return new Shape(List.of(), presence);
        }
        return new Shape(List.of(type(type)), presence);
    }

    /** The fields of a Spark schema, none of them a choice. */
    public static Type.Struct of(StructType schema) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        for (StructField field : schema.fields()) {
            fields.put(field.name(), of(field.dataType(), presence(field.nullable())));
        }
        return new Type.Struct(fields);
    }

    private static Type type(DataType type) {
        if (type instanceof StructType struct) {
            return of(struct);
        } else if (type instanceof ArrayType array) {
            return new Type.Array(of(array.elementType(), presence(array.containsNull())));
        } else if (type instanceof MapType map) {
            return new Type.Dictionary(map.keyType(), of(map.valueType(), presence(map.valueContainsNull())));
        }
        return new Type.Atom(type);
    }

    private static Presence presence(boolean nullable) {
        return nullable ? Presence.NULLABLE : Presence.ALWAYS;
    }

    public boolean isNull() {
        return alternatives.isEmpty();
    }

    public boolean isChoice() {
        return alternatives.size() > 1;
    }

    public Optional<Type> alternative(String name) {
        return alternatives.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** The record that values of this position may be. */
    public Optional<Type.Struct> struct() {
        return alternative("struct").map(Type.Struct.class::cast);
    }

    /** How Spark holds this position. */
    public DataType spark() {
        if (isNull()) {
            return DataTypes.NullType;
        }
        return isChoice() ? choice() : alternatives.get(0).spark();
    }

    private StructType choice() {
        StructType struct = new StructType();
        for (Type type : alternatives) {
            struct = struct.add(type.name(), type.spark(), true);
        }
        return struct;
    }

    Shape optional() {
        return with(Presence.of(presence.nullSeen(), true));
    }

    /** This position as seen from outside the record that it is in: who has no such record lacks the field. */
    Shape within(Shape record) {
        boolean always = record.presence == Presence.ALWAYS && !record.isChoice();
        return with(Presence.of(presence.nullSeen(), presence.missing() || !always));
    }

    Shape with(Presence other) {
        return new Shape(alternatives, other, tentative, mark);
    }

    Shape with(List<Type> others) {
        return new Shape(others, presence, tentative, mark);
    }

    Shape marked(int number) {
        return new Shape(alternatives, presence, tentative, number);
    }

    /** Whether a null of the column says all: that there is a null, or that there is no field. */
    public boolean isPlain() {
        return presence != Presence.UNCERTAIN || mark == Absence.UNMARKED;
    }

    /** The rule by which Glue merges schemas: null yields, equal types merge their parts, all others become a choice; nothing widens. */
    public Shape merge(Shape other) {
        Map<String, Type> merged = new TreeMap<>();
        alternatives.forEach(type -> merged.put(type.name(), type));
        other.alternatives.forEach(type -> merged.merge(type.name(), type, Shape::merge));
        return new Shape(List.copyOf(merged.values()), presence.or(other.presence), tentative || other.tentative);
    }

    private static Type merge(Type left, Type right) {
        if (left instanceof Type.Struct a && right instanceof Type.Struct b) {
            return a.merge(b);
        } else if (left instanceof Type.Array a && right instanceof Type.Array b) {
            return new Type.Array(a.element().merge(b.element()));
        } else if (left instanceof Type.Dictionary a
                && right instanceof Type.Dictionary b
                && a.key().equals(b.key())) {
            return new Type.Dictionary(a.key(), a.value().merge(b.value()));
        }
        return TypeNames.wider(left, right);
    }
}
