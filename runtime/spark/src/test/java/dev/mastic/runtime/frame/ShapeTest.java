package dev.mastic.runtime.frame;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The schema tree: merging, its column types, its JSON and its text. */
class ShapeTest {

    private static final Shape INT = Shape.of(DataTypes.IntegerType, Presence.ALWAYS);
    private static final Shape LONG = Shape.of(DataTypes.LongType, Presence.ALWAYS);
    private static final Shape STRING = Shape.of(DataTypes.StringType, Presence.ALWAYS);

    private static Type.Struct struct(Object... namesAndShapes) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            fields.put((String) namesAndShapes[i], (Shape) namesAndShapes[i + 1]);
        }
        return new Type.Struct(fields);
    }

    private static Shape field(Type.Struct struct, String name) {
        return requireNonNull(struct.fields().get(name));
    }

    @Test
    void intAndLongMakeAChoiceInTheOrderOfTheirNames() {
        Shape both = LONG.merge(STRING).merge(INT);
        assertThat(both.alternatives()).extracting(Type::name).containsExactly("int", "long", "string");
        assertThat(both.spark().sql()).isEqualTo("STRUCT<int: INT, long: BIGINT, string: STRING>");
    }

    @Test
    void nullYieldsToAnyType() {
        assertThat(Shape.nothing().merge(INT).isChoice()).isFalse();
        assertThat(Shape.nothing().merge(INT).presence()).isEqualTo(Presence.NULLABLE);
        assertThat(Shape.nothing().merge(Shape.nothing()).spark()).isEqualTo(DataTypes.NullType);
    }

    @Test
    void recordsMergeFieldByFieldAndKeepTheFirstOrder() {
        Type.Struct merged = struct("a", INT, "b", STRING).merge(struct("c", LONG, "b", INT));
        assertThat(merged.fields().keySet()).containsExactly("a", "b", "c");
        assertThat(field(merged, "a").presence()).isEqualTo(Presence.OPTIONAL);
        assertThat(field(merged, "b").presence()).isEqualTo(Presence.ALWAYS);
        assertThat(field(merged, "b").isChoice()).isTrue();
    }

    @Test
    void arraysOfDifferentElementsMakeAnArrayOfChoices() {
        Shape merged = Shape.of(new Type.Array(INT)).merge(Shape.of(new Type.Array(STRING)));
        assertThat(merged.isChoice()).isFalse();
        assertThat(merged.spark().sql()).isEqualTo("ARRAY<STRUCT<int: INT, string: STRING>>");
    }

    @Test
    void decimalsOfOneNameTakeTheWiderOfBoth() {
        Shape merged = Shape.of(new Type.Atom(DataTypes.createDecimalType(5, 4)))
                .merge(Shape.of(new Type.Atom(DataTypes.createDecimalType(10, 0))));
        assertThat(merged.spark()).isEqualTo(DataTypes.createDecimalType(14, 4));
    }

    @Test
    void theJsonFormComesBack() {
        StructType spark = (StructType) DataType.fromDDL(
                "a INT, b ARRAY<STRUCT<c: DECIMAL(12,3)>>, m MAP<STRING, DOUBLE>, d DATE, t TIMESTAMP, n TIMESTAMP_NTZ,"
                        + " x BINARY, s SMALLINT, y TINYINT, f FLOAT, o BOOLEAN, v VOID");
        Type.Struct schema = Shape.of(spark);
        assertThat(SchemaJson.read(SchemaJson.write(schema)).spark()).isEqualTo(spark);
        Type.Struct choice = struct("n", INT.merge(STRING));
        assertThat(SchemaJson.write(choice))
                .isEqualTo(
                        "{\"dataType\":\"struct\",\"properties\":{},\"fields\":[{\"name\":\"n\",\"container\":{\"dataType\":"
                                + "\"choice\",\"properties\":{},\"choices\":[{\"dataType\":\"int\",\"properties\":{}},{\"dataType\":"
                                + "\"string\",\"properties\":{}}]},\"properties\":{}}]}");
        assertThat(SchemaJson.read(SchemaJson.write(choice)).spark()).isEqualTo(choice.spark());
    }

    @Test
    void aSchemaOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> SchemaJson.read("{\"dataType\":\"int\"}"))
                .hasMessage("schema has dataType \"int\" (expected: \"struct\")");
        assertThatThrownBy(() -> SchemaJson.read("{")).hasMessageStartingWith("schema is not JSON: ");
    }

    @Test
    void pathsAreSplitAtDotsOutsideOfBackquotes() {
        assertThat(FieldPath.parse("a.`b.c`.d[].`e``f`").steps())
                .containsExactly(
                        new FieldPath.Step("a", false),
                        new FieldPath.Step("b.c", false),
                        new FieldPath.Step("d", true),
                        new FieldPath.Step("e`f", false));
        assertThat(FieldPath.parse("item name-$").steps()).hasSize(1);
        assertThatThrownBy(() -> FieldPath.parse("`a.b")).hasMessageContaining("a backquote without its pair");
        assertThat(List.of(FieldPath.quote("a b"), FieldPath.quote("a.b"))).containsExactly("a b", "`a.b`");
    }
}
