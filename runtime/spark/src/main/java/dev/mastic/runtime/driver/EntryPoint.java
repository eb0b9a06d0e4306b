package dev.mastic.runtime.driver;

import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** What the Python half may call in the JVM half (py4j's entry point: its methods are public, its users are not Java). */
public final class EntryPoint {
    private final SparkEngine engine;
    private final CompletableFuture<Void> warm = new CompletableFuture<>();

    EntryPoint(SparkEngine engine) {
        this.engine = engine;
    }

    /** Answers {@code SparkContext()} of the script. */
    public JavaSparkContext attach(SparkConf wanted) {
        return engine.attach(wanted);
    }

    /** The Python half has warmed up and forgotten what it did. */
    public void warmedUp() {
        engine.forget();
        warm.complete(null);
    }

    /** The one cause worth telling in what a py4j call threw. */
    public RootCause rootCause(Throwable thrown) {
        RootCause cause = RootCause.of(thrown);
        return RootCause.deniedObject(thrown)
                .filter(object -> !cause.isDenial())
                .flatMap(object -> engine.reasonOf(object))
                .flatMap(RootCause::denial)
                .orElse(cause);
    }

    CompletableFuture<Void> warm() {
        return warm;
    }
}
