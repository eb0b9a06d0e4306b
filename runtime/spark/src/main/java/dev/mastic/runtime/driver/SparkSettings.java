package dev.mastic.runtime.driver;

import dev.mastic.runtime.observe.RunListener;
import dev.mastic.runtime.observe.RunObserver;
import dev.mastic.runtime.s3.LakeFiles;
import dev.mastic.runtime.s3.RunCredentialsProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings that every Spark in a driver starts with. */
final class SparkSettings {
    private static final String S3A = "org.apache.hadoop.fs.s3a.S3AFileSystem";
    private static final String COMMITTER_FACTORY = "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory";
    private static final List<String> LAKE_SCHEMES = List.of("s3", "s3a", "s3n");

    /** Where the worker processes of Python functions find awsglue and the run's own files. */
    static final String WORKER_PYTHON_PATH = "spark.executorEnv.PYTHONPATH";

    private SparkSettings() {}

    static Map<String, String> of(DriverPlan plan, DriverDirectory directory) {
        Map<String, String> settings = new LinkedHashMap<>();
        putEngine(settings, directory);
        putLake(settings, URI.create(plan.endpoint()), directory);
        settings.put("spark.hadoop.mastic.endpoint", plan.endpoint());
        settings.put(WORKER_PYTHON_PATH, String.join(":", plan.pythonPath()));
        settings.putAll(plan.sparkConf());
        return settings;
    }

    /** What a run changes before its context is asked for. */
    static Map<String, String> of(RunRequest request, DriverPlan plan, DriverDirectory directory) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> pythonPath = new ArrayList<>(plan.pythonPath());
        pythonPath.addAll(0, request.pyFiles());
        pythonPath.add(request.workingDirectory().toString());
        settings.put(WORKER_PYTHON_PATH, String.join(":", pythonPath));
        settings.put("spark.hadoop.fs.s3a.endpoint.region", request.region());
        settings.put("spark.hadoop.mastic.account", request.account());
        if (request.observation().wants("event-log")) {
            settings.put("spark.eventLog.enabled", "true");
            settings.put("spark.eventLog.dir", directory.events().toUri().toString());
            settings.put("spark.eventLog.compress", "false");
        }
        settings.putAll(request.sparkConf());
        if (RunObserver.isBegun()) {
            settings.merge("spark.extraListeners", RunListener.class.getName(), (own, ours) -> own + "," + ours);
        }
        if (!request.jars().isEmpty()) {
            settings.merge("spark.jars", String.join(",", request.jars()), (own, run) -> own + "," + run);
        }
        return settings;
    }

    private static void putEngine(Map<String, String> settings, DriverDirectory directory) {
        int cores = Runtime.getRuntime().availableProcessors();
        settings.put("spark.master", "local[*]");
        settings.put("spark.app.name", "mastic");
        settings.put("spark.submit.deployMode", "client");
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        settings.put("spark.local.dir", directory.scratch().toString());
        settings.put("spark.sql.warehouse.dir", directory.warehouse().toString());
        settings.put("spark.sql.shuffle.partitions", Integer.toString(Math.max(8, 4 * cores)));
        // The JVM never compiles a longer method: a mapping of some dozens of fields in one would be interpreted for
        // ever.
        settings.put("spark.sql.codegen.hugeMethodLimit", "8000");
        // The classes behind this name are ours: the Data Catalog without Hive.
        settings.put("spark.sql.catalogImplementation", "hive");
        settings.put("spark.sql.legacy.createHiveTableByDefault", "false");
    }

    private static void putLake(Map<String, String> settings, URI endpoint, DriverDirectory directory) {
        String fs = "spark.hadoop.fs.";
        for (String scheme : LAKE_SCHEMES) {
            settings.put(fs + scheme + ".impl", S3A);
            settings.put("spark.hadoop.mapreduce.outputcommitter.factory.scheme." + scheme, COMMITTER_FACTORY);
        }
        settings.put(fs + "AbstractFileSystem.s3.impl", LakeFiles.class.getName());
        settings.put(fs + "AbstractFileSystem.s3n.impl", LakeFiles.class.getName());
        settings.put(fs + "s3a.endpoint", endpoint.toString());
        settings.put(fs + "s3a.endpoint.region", "us-east-1");
        settings.put(fs + "s3a.path.style.access", "true");
        settings.put(fs + "s3a.connection.ssl.enabled", Boolean.toString("https".equals(endpoint.getScheme())));
        settings.put(fs + "s3a.aws.credentials.provider", RunCredentialsProvider.class.getName());
        settings.put(fs + "s3a.buffer.dir", directory.scratch().resolve("s3a").toString());
        // A lake that does not answer is an error in seconds, not the default's quarter of an hour.
        settings.put(fs + "s3a.attempts.maximum", "5");
        settings.put(fs + "s3a.directory.marker.retention", "keep");
        settings.put(fs + "s3a.committer.name", "magic");
        settings.put(fs + "s3a.committer.magic.enabled", "true");
        // Ending a job must not end the uploads of another job under the same prefix.
        settings.put(fs + "s3a.committer.abort.pending.uploads", "false");
        settings.put("spark.sql.sources.commitProtocolClass", "dev.mastic.runtime.s3.LakeCommitProtocol");
    }

    /** As spark-submit does it: every later {@code new SparkConf()} of the script sees them. */
    static void install(Map<String, String> settings) {
        settings.forEach(System::setProperty);
    }

    static void useScratch(Path scratch) {
        System.setProperty("java.io.tmpdir", scratch.toString());
    }
}
