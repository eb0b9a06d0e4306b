package dev.mastic.runtime.driver;

import dev.mastic.runtime.s3.DeniedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.jspecify.annotations.Nullable;

/** The one Spark of a driver: started ahead of the script, handed to it when it asks for a context of its own. */
final class SparkEngine {
    private static final String HADOOP = "spark.hadoop.";

    /** Settings that pyspark itself adds, or whose wish the running context fulfils by being what it is. */
    private static final Set<String> ALREADY_SATISFIED = Set.of(
            "spark.app.name",
            "spark.master",
            "spark.submit.deployMode",
            "spark.submit.pyFiles",
            "spark.sql.catalogImplementation",
            "spark.serializer.objectStreamReset",
            "spark.rdd.compress",
            "spark.home");

    private volatile CompletableFuture<JavaSparkContext> context = new CompletableFuture<>();
    private volatile @Nullable SparkConf startedWith;
    private boolean attached;

    /** Starts the context with what the system properties say. */
    void start() {
        try {
            SparkConf conf = new SparkConf();
            // Not the live conf: Spark rewrites some values, and every script would seem to ask for something else.
            startedWith = conf.clone();
            JavaSparkContext running = new JavaSparkContext(conf);
            SparkSession.builder().getOrCreate();
            context.complete(running);
        } catch (RuntimeException | Error e) {
            context.completeExceptionally(e);
            throw e;
        }
    }

    /** Brings a running context to the settings of a run. */
    synchronized void adopt(Map<String, String> settings) {
        SparkSettings.install(settings);
        SparkConf wanted = new SparkConf();
        if (!apply(wanted, context.join())) {
            context = CompletableFuture.completedFuture(replace(wanted));
            SparkSession.builder().getOrCreate();
        }
        startedWith = wanted.clone();
    }

    /** What pyspark calls for {@code SparkContext()}: the running context first, then a new one each time. */
    synchronized JavaSparkContext attach(SparkConf wanted) {
        boolean first = !attached;
        attached = true;
        if (first && apply(wanted, context.join())) {
            return context.join();
        }
        JavaSparkContext replacement = replace(wanted);
        context = CompletableFuture.completedFuture(replacement);
        return replacement;
    }

    /** For the warm-up: a setting of the running context, or null to take it back. */
    void configureHadoop(String key, @Nullable String value) {
        if (value == null) {
            context.join().hadoopConfiguration().unset(key);
        } else {
            context.join().hadoopConfiguration().set(key, value);
        }
    }

    /** Why the lake refused an object that it refused without a reason. */
    Optional<String> reasonOf(DeniedObject object) {
        // Not of the context: a script of Scala makes its own.
        SparkConf settings = new SparkConf();
        return object.reason(
                settings.get("spark.hadoop.fs.s3a.endpoint"), settings.get("spark.hadoop.fs.s3a.endpoint.region"));
    }

    /** After the warm-up: the next {@code SparkContext()} is the script's first. */
    synchronized void forget() {
        attached = false;
    }

    /** Leaves no context behind, so that a script of Scala can make its own: Spark has no hook there as it has in Python. */
    synchronized void clear() {
        stop();
        forgetSessions();
    }

    void stop() {
        if (context.isDone() && !context.isCompletedExceptionally()) {
            context.join().stop();
        }
        SparkContext$.MODULE$.getActive().foreach(running -> {
            running.stop();
            return null;
        });
    }

    private JavaSparkContext replace(SparkConf wanted) {
        context.join().stop();
        forgetSessions();
        return new JavaSparkContext(wanted);
    }

    private static void forgetSessions() {
        SparkSession.clearDefaultSession();
        SparkSession.clearActiveSession();
    }

    /** Applies what a running context can take; false when it would have to be another context. */
    private boolean apply(SparkConf wanted, JavaSparkContext running) {
        List<String> late = late(wanted);
        if (!late.stream().allMatch(SparkEngine::canChangeLater)) {
            return false;
        }
        for (String key : late) {
            if (key.startsWith(HADOOP)) {
                running.hadoopConfiguration().set(key.substring(HADOOP.length()), wanted.get(key));
            } else {
                SparkSession.builder().getOrCreate().conf().set(key, wanted.get(key));
            }
        }
        return true;
    }

    /** What is asked for and was not so when the context started. */
    private List<String> late(SparkConf wanted) {
        SparkConf had = startedWith == null ? new SparkConf() : startedWith;
        List<String> late = new ArrayList<>();
        for (scala.Tuple2<String, String> setting : wanted.getAll()) {
            String before = had.contains(setting._1()) ? had.get(setting._1()) : null;
            if (!ALREADY_SATISFIED.contains(setting._1()) && !setting._2().equals(before)) {
                late.add(setting._1());
            }
        }
        return late;
    }

    private static boolean canChangeLater(String key) {
        return key.startsWith(HADOOP)
                || key.startsWith("spark.executorEnv.")
                || (key.startsWith("spark.sql.") && !SQLConf.isStaticConfigKey(key));
    }
}
