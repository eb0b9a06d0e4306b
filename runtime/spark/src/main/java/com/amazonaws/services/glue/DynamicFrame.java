package com.amazonaws.services.glue;

import static org.apache.spark.sql.functions.col;

import com.amazonaws.services.glue.errors.CallSite;
import com.amazonaws.services.glue.schema.Schema;
import dev.mastic.runtime.frame.FieldPath;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.SchemaJson;
import dev.mastic.runtime.frame.Stage;
import dev.mastic.runtime.frame.files.Tables;
import dev.mastic.runtime.frame.json.RecordText;
import dev.mastic.runtime.frame.predicate.Predicates;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Records whose fields need not agree in type. The methods are what Python's {@code awsglue.dynamicframe} calls. */
public final class DynamicFrame {

    private final GlueContext context;
    private final Frame frame;

    DynamicFrame(GlueContext context, Frame frame) {
        this.context = context;
        this.frame = frame;
    }

    public static DynamicFrame apply(Dataset<Row> rows, GlueContext context) {
        return new DynamicFrame(context, Frame.of(rows));
    }

    public static DynamicFrame emptyDynamicFrame(GlueContext context) {
        return apply(context.sparkSession().emptyDataFrame(), context);
    }

    Frame frame() {
        return frame;
    }

    public Schema schema() {
        return new Schema(frame.settled().schema());
    }

    /** The schema as it stands, with alternatives that may never occur: enough for whoever reads the columns as they are. */
    public String physicalSchema() {
        return SchemaJson.writeWithPresence(frame.schema());
    }

    public DynamicFrame pyWithFrameSchema(String json) {
        return with(frame.as(SchemaJson.read(json)));
    }

    public String showString(int rows) {
        frame.checkErrors();
        Frame settled = frame.settled();
        SparkSession spark = context.sparkSession();
        return RecordText.show(
                Arrays.asList(settled.rows()
                        .limit(rows)
                        .queryExecution()
                        .executedPlan()
                        .executeCollect()),
                settled.schema(),
                spark.sessionState().conf().sessionLocalTimeZone());
    }

    public long count() {
        return frame.count();
    }

    public Dataset<Row> toDF(List<ResolveSpec> specs) {
        frame.checkErrors();
        return resolve(frame, specs).settled().rows();
    }

    public DynamicFrame applyMapping(
            List<MappingSpec> mappings, boolean caseSensitive, String context, CallSite site, long stage, long total) {
        return with(
                frame.applyMapping(mappings.stream().map(MappingSpec::mapping).toList(), caseSensitive)
                        .at(stage(site, stage, total)));
    }

    public DynamicFrame dropFields(List<String> paths, String context, CallSite site, long stage, long total) {
        return with(frame.dropFields(paths(paths)).at(stage(site, stage, total)));
    }

    public DynamicFrame selectFields(List<String> paths, String context, CallSite site, long stage, long total) {
        return with(frame.selectFields(paths(paths)).at(stage(site, stage, total)));
    }

    /** The frame of the selected fields and the frame of the rest. */
    public List<DynamicFrame> splitFields(List<String> paths, String context, CallSite site, long stage, long total) {
        return List.of(
                selectFields(paths, context, site, stage, total), dropFields(paths, context, site, stage, total));
    }

    public DynamicFrame renameField(
            String oldName, String newName, String context, CallSite site, long stage, long total) {
        return with(frame.renameField(FieldPath.parse(oldName), FieldPath.parse(newName))
                .at(stage(site, stage, total)));
    }

    public DynamicFrame resolveChoice(List<ResolveSpec> specs, String context, CallSite site, long stage, long total) {
        return with(resolve(frame, specs).at(stage(site, stage, total)));
    }

    /** All choices resolved by one action; {@code match_catalog} takes the types of a table's columns. */
    public DynamicFrame resolveChoices(
            String choice,
            @Nullable String database,
            @Nullable String table,
            String context,
            CallSite site,
            long stage,
            long total) {
        Frame resolved;
        if (!choice.equalsIgnoreCase("match_catalog")) {
            resolved = frame.resolveAll(choice);
        } else if (database == null || table == null) {
            throw new IllegalArgumentException("match_catalog needs database and table_name");
        } else {
            resolved = frame.resolveAs(
                    new Tables(this.context.sparkSession()).get(database, table).schema());
        }
        return with(resolved.at(stage(site, stage, total)));
    }

    private static Frame resolve(Frame frame, List<ResolveSpec> specs) {
        Frame resolved = frame;
        for (ResolveSpec spec : specs) {
            resolved = resolved.resolve(FieldPath.parse(spec.path()), spec.action());
        }
        return resolved;
    }

    /**
     * The records that a boolean SQL expression keeps.
     *
     * @param verdict what {@link #filterByVerdict} takes, to find the records on which the predicate fails; null if it never does
     */
    public DynamicFrame filterBySql(
            String keep, @Nullable Column verdict, String context, CallSite site, long stage, long total) {
        Stage at = stage(site, stage, total);
        return with(frame.filter(
                Predicates.parse(keep), at, Optional.ofNullable(verdict).map(this::failed)));
    }

    /**
     * The records that Python's predicate keeps.
     *
     * @param verdict a column that is null for a record to keep, empty for one to drop, and else the message of the failure
     */
    public DynamicFrame filterByVerdict(Column verdict, String context, CallSite site, long stage, long total) {
        Stage at = stage(site, stage, total);
        return with(frame.filter(verdict.isNull(), at, Optional.of(failed(verdict))));
    }

    private Frame.Failure failed(Column verdict) {
        return new Frame.Failure(verdict.notEqual(""), verdict);
    }

    public DynamicFrame union(DynamicFrame other, String context, CallSite site, long stage, long total) {
        return with(frame.union(other.frame).at(stage(site, stage, total)));
    }

    public int getNumPartitions() {
        return frame.partitionCount();
    }

    public DynamicFrame repartition(int partitions, String context, CallSite site, long stage, long total) {
        return with(frame.repartition(partitions).at(stage(site, stage, total)));
    }

    public DynamicFrame coalesce(
            int partitions, boolean shuffle, String context, CallSite site, long stage, long total) {
        Frame fewer = shuffle ? frame.repartition(partitions) : frame.coalesce(partitions);
        return with(fewer.at(stage(site, stage, total)));
    }

    public DynamicFrame errorsAsDynamicFrame() {
        return frame.errorRecords().map(this::with).orElseGet(() -> emptyDynamicFrame(context));
    }

    public long errorsCount() {
        return frame.errorCount();
    }

    public long stageErrorsCount() {
        return frame.stageErrorCount();
    }

    public void assertErrorThreshold() {
        frame.checkErrors();
    }

    /** A column of the frame by its name. */
    public Column column(String name) {
        return col(FieldPath.column(name));
    }

    private DynamicFrame with(Frame changed) {
        return new DynamicFrame(context, changed);
    }

    private static List<FieldPath> paths(List<String> paths) {
        return paths.stream().map(FieldPath::parse).toList();
    }

    private static Stage stage(CallSite site, long stageThreshold, long totalThreshold) {
        return new Stage(site.site(), site.info(), stageThreshold, totalThreshold);
    }
}
