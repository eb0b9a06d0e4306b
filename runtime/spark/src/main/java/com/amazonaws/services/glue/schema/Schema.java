package com.amazonaws.services.glue.schema;

import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.SchemaTree;
import dev.mastic.runtime.frame.Type;

/** The schema of a DynamicFrame. */
public final class Schema {

    private final Type.Struct schema;

    public Schema(Type.Struct schema) {
        this.schema = schema;
    }

    /** The text that {@code printSchema} prints. */
    public String treeString() {
        return SchemaTree.write(schema);
    }

    /** The JSON from which {@code awsglue.gluetypes} makes its types. */
    @Override
    public String toString() {
        return SchemaJson.write(schema);
    }
}
