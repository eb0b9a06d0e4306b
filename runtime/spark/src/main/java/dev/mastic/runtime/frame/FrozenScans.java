package dev.mastic.runtime.frame;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.Function1;
import scala.Tuple2;
import scala.runtime.AbstractPartialFunction;

/**
 * Plans whose scans of files are split by the settings of now, whatever a script sets later: Spark looks at
 * {@code spark.sql.files.maxPartitionBytes} and its like each time that it plans a scan.
 */
final class FrozenScans extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

    private final SparkSession script;
    private final SparkSession settings;

    private FrozenScans(SparkSession script, SparkSession settings) {
        this.script = script;
        this.settings = settings;
    }

    static Dataset<Row> of(Dataset<Row> rows) {
        LogicalPlan plan = rows.queryExecution().analyzed();
        if (rows.queryExecution().withCachedData().exists(part -> part instanceof InMemoryRelation)) {
            // What a script has cached is split already, and another scan would not find it.
            return rows;
        }
        SparkSession spark = rows.sparkSession();
        LogicalPlan frozen = plan.transformUp(new FrozenScans(spark, spark.cloneSession()));
        return frozen.fastEquals(plan) ? rows : Dataset.ofRows(spark, frozen);
    }

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
        // A scan with settings of its own, for files in groups, has them where no script can change them.
        return plan instanceof LogicalRelation scan
                && scan.relation() instanceof HadoopFsRelation files
                && files.sparkSession().equals(script);
    }

    @Override
    @SuppressWarnings("unchecked") // Scala's B1 is a supertype of LogicalPlan, which Java cannot say.
    public <A1 extends LogicalPlan, B1> B1 applyOrElse(A1 plan, Function1<A1, B1> otherwise) {
        if (isDefinedAt(plan)
                && plan instanceof LogicalRelation scan
                && scan.relation() instanceof HadoopFsRelation files) {
            // Spark takes relations for equal whose sessions differ, and would keep the old one.
            HadoopFsRelation frozen = new HadoopFsRelation(
                    files.location(),
                    files.partitionSchema(),
                    files.dataSchema(),
                    files.bucketSpec(),
                    files.fileFormat(),
                    files.options().$plus(new Tuple2<>("frozen", "true")),
                    settings);
            return (B1) new LogicalRelation(frozen, scan.output(), scan.catalogTable(), scan.isStreaming());
        }
        return otherwise.apply(plan);
    }
}
