package dev.mastic.runtime.frame;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.python.SerDeUtil;

/** Java's values and those of Python as Spark pickles them, in batches. Spark closes this to Scala. */
public final class Pickles {

    private Pickles() {}

    public static JavaRDD<byte[]> write(JavaRDD<?> values) {
        return SerDeUtil.javaToPython(values);
    }

    public static JavaRDD<Object> read(JavaRDD<byte[]> pickled) {
        return SerDeUtil.pythonToJava(pickled, true);
    }
}
