package dev.mastic.runtime.frame;

import org.apache.spark.SparkContext;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;

/** A SQLContext of a session. What it needs of Spark is closed to Scala, and open to Java. */
public abstract class SessionContext extends SQLContext {

    protected SessionContext(SparkSession session) {
        super(session);
    }

    /** The session that a context has, or else a new one. */
    public static SparkSession session(SparkContext context) {
        return SparkSession.builder().sparkContext(context).getOrCreate();
    }
}
