package dev.mastic.runtime.quality;

import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What came of a rule.
 *
 * @param rule the rule's text
 * @param reason why it was not passed
 * @param metrics what was measured, by names such as {@code Column.id.Completeness}
 */
record RuleOutcome(String rule, Status status, @Nullable String reason, Map<String, Double> metrics) {
    static final StructType COLUMNS = new StructType()
            .add("Rule", DataTypes.StringType)
            .add("Outcome", DataTypes.StringType)
            .add("FailureReason", DataTypes.StringType)
            .add("EvaluatedMetrics", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType));

    RuleOutcome {
        metrics = Map.copyOf(metrics);
    }

    /** In the words of Glue. */
    enum Status {
        PASSED("Passed", "PASS"),
        FAILED("Failed", "FAIL"),
        ERROR("Error", "ERROR");

        private final String column;
        private final String api;

        Status(String column, String api) {
            this.column = column;
            this.api = api;
        }

        /** As {@code GetDataQualityResult} has it. */
        String api() {
            return api;
        }
    }

    Row row() {
        return RowFactory.create(rule, status.column, reason, scala.collection.JavaConverters.mapAsScalaMap(metrics));
    }
}
