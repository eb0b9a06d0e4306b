package dev.mastic.runtime.frame;

/** The text of {@code printSchema}: unlike Spark's without a leading blank and without nullability. */
public final class SchemaTree {

    private static final String INDENT = "|    ";

    private final StringBuilder text = new StringBuilder("root\n");

    private SchemaTree() {}

    public static String write(Type.Struct schema) {
        SchemaTree tree = new SchemaTree();
        tree.parts("", schema);
        return tree.text.toString();
    }

    private void parts(String indent, Type type) {
        if (type instanceof Type.Struct struct) {
            struct.fields().forEach((name, shape) -> position(indent, name, shape));
        } else if (type instanceof Type.Array array) {
            position(indent, "element", array.element());
        } else if (type instanceof Type.Dictionary map) {
            line(indent, "keyType: " + new Type.Atom(map.key()).name());
            position(indent, "valueType", map.value());
        }
    }

    private void position(String indent, String name, Shape shape) {
        if (shape.isNull()) {
            line(indent, name + ": null");
        } else if (shape.isChoice()) {
            line(indent, name + ": choice");
            for (Type alternative : shape.alternatives()) {
                line(indent + INDENT, alternative.name());
                parts(indent + INDENT + INDENT, alternative);
            }
        } else {
            Type type = shape.alternatives().get(0);
            line(indent, name + ": " + type.name());
            parts(indent + INDENT, type);
        }
    }

    private void line(String indent, String content) {
        text.append(indent).append("|-- ").append(content).append('\n');
    }
}
