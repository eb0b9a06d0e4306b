package dev.mastic.runtime.frame;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.mutable.Builder;
import scala.reflect.ClassTag$;

/** What Java hands to the Scala 2.12 of Spark 3.5 and takes back: the one place that changes with Scala's version. */
public final class Interop {

    private Interop() {}

    public static <T> List<T> list(Seq<T> seq) {
        return JavaConverters.seqAsJavaList(seq);
    }

    public static <T> Seq<T> seq(List<T> list) {
        return JavaConverters.asScalaBuffer(list).toList();
    }

    public static Map<String, String> map(scala.collection.Map<String, String> map) {
        return JavaConverters.mapAsJavaMap(map);
    }

    public static <K, V> scala.collection.immutable.Map<K, V> map(Map<K, V> map) {
        Builder<Tuple2<K, V>, scala.collection.immutable.Map<K, V>> builder =
                scala.collection.immutable.Map$.MODULE$.newBuilder();
        map.forEach((key, value) -> builder.$plus$eq(new Tuple2<>(key, value)));
        return builder.result();
    }

    /** The settings of Hadoop for all tasks that read files. */
    public static Broadcast<SerializableConfiguration> broadcast(SparkSession spark, Configuration hadoop) {
        return spark.sparkContext()
                .broadcast(
                        new SerializableConfiguration(hadoop),
                        ClassTag$.MODULE$.apply(SerializableConfiguration.class));
    }

    public static <T> Iterator<T> iterator(java.util.Iterator<T> iterator) {
        return JavaConverters.asScalaIterator(iterator);
    }
}
