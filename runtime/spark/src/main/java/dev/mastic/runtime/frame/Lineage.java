package dev.mastic.runtime.frame;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.MonotonicallyIncreasingID;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.UserDefinedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.storage.StorageLevel;

/** Whether rows come in the same order, in the same partitions, each time that they are computed. */
final class Lineage {

    private static final List<Class<? extends LogicalPlan>> ORDERLY = List.of(
            Project.class,
            Filter.class,
            SubqueryAlias.class,
            View.class,
            Generate.class,
            Union.class,
            LocalRelation.class,
            OneRowRelation.class,
            Range.class,
            InMemoryRelation.class);

    private Lineage() {}

    /**
     * A shuffle may deal rows out otherwise the next time, and so may adaptive execution; functions of users may do anything. Of
     * sources only files, and rows that are {@link Kept}, are known to keep their order.
     */
    static boolean repeats(Dataset<?> rows) {
        return repeats(rows.queryExecution().withCachedData());
    }

    private static boolean repeats(LogicalPlan plan) {
        return isOrderly(plan)
                && Interop.list(plan.expressions()).stream().allMatch(Lineage::repeats)
                && Interop.list(plan.children()).stream().allMatch(Lineage::repeats);
    }

    private static boolean isOrderly(LogicalPlan plan) {
        if (plan instanceof LogicalRelation relation) {
            return relation.relation() instanceof HadoopFsRelation;
        } else if (plan instanceof LogicalRDD kept) {
            return !kept.rdd().getStorageLevel().equals(StorageLevel.NONE());
        }
        return ORDERLY.stream().anyMatch(kind -> kind.isInstance(plan));
    }

    private static boolean repeats(Expression expression) {
        if (expression instanceof MonotonicallyIncreasingID) {
            // It counts the rows as they come, which is what is asked here.
            return true;
        } else if (expression instanceof Nondeterministic || expression instanceof UserDefinedExpression) {
            return false;
        }
        List<Expression> parts = Interop.list(expression.children());
        return parts.isEmpty() ? expression.deterministic() : parts.stream().allMatch(Lineage::repeats);
    }
}
