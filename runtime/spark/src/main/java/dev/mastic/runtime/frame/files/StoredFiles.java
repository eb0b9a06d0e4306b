package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.s3.LakeObject;
import dev.mastic.runtime.s3.LakeObjects;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that have been kept for long enough: they are deleted, or moved to another storage class. The options are Glue's:
 * {@code retentionPeriod} in hours, {@code excludeStorageClasses}, {@code manifestFilePath}, {@code partitionPredicate}.
 */
public final class StoredFiles {

    private static final Logger log = LoggerFactory.getLogger(StoredFiles.class);
    private static final long RETENTION_HOURS = 168;
    private static final Set<String> OPTIONS = Set.of(
            "retentionPeriod",
            "excludeStorageClasses",
            "manifestFilePath",
            "partitionPredicate",
            "accountId",
            "roleArn");

    private final SparkSession spark;
    private final Configuration hadoop;
    private final Options options;
    private final long changedBeforeMillis;
    private final Set<String> excludedClasses = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    public StoredFiles(SparkSession spark, Options options) {
        this(spark, options, Clock.systemUTC());
    }

    StoredFiles(SparkSession spark, Options options, Clock clock) {
        this.spark = spark;
        this.hadoop = spark.sessionState().newHadoopConf();
        this.options = options;
        long hours = options.number("retentionPeriod").orElse(RETENTION_HOURS);
        this.changedBeforeMillis = clock.millis() - Duration.ofHours(hours).toMillis();
        excludedClasses.addAll(options.list("excludeStorageClasses"));
        options.namesBeside(OPTIONS).forEach(option -> log.warn("there is no option {}: ignored", option));
    }

    /** What was done: the paths of files, and of those for which it failed with the reasons. */
    private record Outcome(List<String> done, List<String> failed, boolean emptied) {
        Outcome and(Outcome other) {
            List<String> both = new ArrayList<>(done);
            both.addAll(other.done);
            List<String> neither = new ArrayList<>(failed);
            neither.addAll(other.failed);
            return new Outcome(both, neither, emptied && other.emptied);
        }
    }

    private static final Outcome NOTHING = new Outcome(List.of(), List.of(), true);

    /** Deletes the files under a path. */
    public void purgePath(String path) {
        report(purge(new Path(path)));
    }

    /** Deletes the files of a table, and the partitions in the catalog that have none left. */
    public void purgeTable(CatalogTable table) {
        if (table.partitionColumnNames().isEmpty()) {
            purgePath(table.location().toString());
            return;
        }
        Tables tables = new Tables(spark);
        Outcome all = NOTHING;
        List<CatalogTablePartition> emptied = new ArrayList<>();
        for (CatalogTablePartition partition : tables.chosen(table, predicate())) {
            Outcome one = purge(new Path(partition.location()));
            all = all.and(one);
            if (one.emptied() && !one.done().isEmpty()) {
                emptied.add(partition);
            }
        }
        tables.dropPartitions(table, emptied);
        report(all);
    }

    /** Moves the files under a path to a storage class. */
    public void transitionPath(String path, String storageClass) {
        report(transition(new Path(path), storageClass));
    }

    /** Moves the files of a table to a storage class. */
    public void transitionTable(CatalogTable table, String storageClass) {
        if (table.partitionColumnNames().isEmpty()) {
            transitionPath(table.location().toString(), storageClass);
            return;
        }
        report(new Tables(spark)
                .chosen(table, predicate()).stream()
                        .map(partition -> transition(new Path(partition.location()), storageClass))
                        .reduce(NOTHING, Outcome::and));
    }

    private String predicate() {
        return options.text("partitionPredicate").orElse("");
    }

    private Outcome purge(Path path) {
        Optional<LakeObjects> lake = LakeObjects.of(path.toUri(), hadoop);
        if (lake.isEmpty()) {
            return purgeFiles(path);
        }
        List<LakeObject> all = lake.orElseThrow().under(path.toUri(), true);
        List<LakeObject> old = all.stream().filter(this::isOld).toList();
        Outcome outcome = outcome(path, old, lake.orElseThrow().delete(old));
        return new Outcome(outcome.done(), outcome.failed(), outcome.done().size() == all.size());
    }

    private Outcome transition(Path path, String storageClass) {
        LakeObjects lake = LakeObjects.of(path.toUri(), hadoop)
                .orElseThrow(() -> new NotSupported("storage classes of " + path, "places on S3"));
        List<LakeObject> moved = lake.under(path.toUri(), true).stream()
                .filter(object -> isOld(object) && !object.storageClass().equals(storageClass))
                .toList();
        return outcome(path, moved, lake.transition(moved, storageClass));
    }

    private boolean isOld(LakeObject object) {
        return object.modifiedMillis() < changedBeforeMillis && !excludedClasses.contains(object.storageClass());
    }

    private static Outcome outcome(Path path, List<LakeObject> wanted, List<LakeObjects.Refused> refused) {
        Map<LakeObject, String> reasons =
                refused.stream().collect(Collectors.toMap(LakeObjects.Refused::object, LakeObjects.Refused::reason));
        String lake = path.toUri().getScheme() + "://";
        List<String> done = wanted.stream()
                .filter(object -> !reasons.containsKey(object))
                .map(object -> lake + object.bucket() + "/" + object.key())
                .toList();
        List<String> failed = reasons.entrySet().stream()
                .map(entry ->
                        lake + entry.getKey().bucket() + "/" + entry.getKey().key() + "," + entry.getValue())
                .toList();
        return new Outcome(done, failed, false);
    }

    private Outcome purgeFiles(Path path) {
        List<String> done = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        boolean emptied = true;
        try {
            FileSystem files = path.getFileSystem(hadoop);
            RemoteIterator<LocatedFileStatus> all = files.listFiles(path, true);
            while (all.hasNext()) {
                LocatedFileStatus file = all.next();
                boolean isOld = file.getModificationTime() < changedBeforeMillis;
                if (isOld && files.delete(file.getPath(), false)) {
                    done.add(file.getPath().toString());
                } else if (isOld) {
                    failed.add(file.getPath() + ",not deleted");
                }
                emptied &= isOld;
            }
        } catch (FileNotFoundException nothing) {
            return NOTHING;
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot purge " + path + ": " + broken.getMessage(), broken);
        }
        return new Outcome(done, failed, emptied && failed.isEmpty());
    }

    private void report(Outcome outcome) {
        outcome.failed().forEach(failure -> log.error("failed: {}", failure));
        options.text("manifestFilePath").filter(path -> !path.isEmpty()).ifPresent(path -> {
            write(new Path(path, "Success.csv"), outcome.done());
            write(new Path(path, "Failed.csv"), outcome.failed());
        });
        if (outcome.done().isEmpty() && !outcome.failed().isEmpty()) {
            throw new IllegalStateException("none of " + outcome.failed().size()
                    + " files could be changed, the first: " + outcome.failed().get(0));
        }
    }

    private void write(Path manifest, List<String> lines) {
        try (OutputStream file = manifest.getFileSystem(hadoop).create(manifest, true)) {
            file.write(lines.stream()
                    .map(line -> line + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot write " + manifest + ": " + broken.getMessage(), broken);
        }
    }
}
