package dev.mastic.runtime.quality;

import com.amazon.deequ.dqdl.EvaluateDataQuality;
import com.amazon.deequ.dqdl.execution.DefaultOperandEvaluator$;
import com.amazon.deequ.dqdl.util.DefaultDQDLParser;
import dev.mastic.runtime.frame.Interop;
import dev.mastic.runtime.quality.RuleOutcome.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.condition.number.NumberBasedCondition;

/**
 * Data checked against a ruleset.
 *
 * <p>Deequ evaluates the rules. What it gets wrong is put right here: it ignores {@code with threshold}, answers in the order
 * of a hash table, and takes a rule that it cannot evaluate for one that failed.
 */
public final class QualityEvaluation {
    /** The name that rules in SQL have for the data. */
    private static final String PRIMARY = "primary";

    private static final String PASSED_COLUMN = "DataQualityRulesPass";
    private static final List<String> RATIOS = List.of("Compliance", "PatternMatch");
    private static final List<String> NOT_EVALUATED =
            List.of("Rule (or nested rule) not supported", "Can't execute the assertion");

    private final Dataset<Row> data;
    private final String ruleset;
    private final List<DQRule> rules;
    private final scala.collection.immutable.Map<String, Dataset<Row>> others;

    /**
     * An evaluation that has still to be done.
     *
     * @param others further data by the names that rules such as {@code ReferentialIntegrity} have for them
     * @throws IllegalArgumentException when the ruleset is not DQDL
     */
    public QualityEvaluation(Dataset<Row> data, String ruleset, Map<String, Dataset<Row>> others) {
        this.data = data;
        this.ruleset = ruleset;
        this.rules = DefaultDQDLParser.parse(ruleset).getRules();
        this.others = Interop.map(others);
    }

    /**
     * What came of the rules.
     *
     * @param rules one for each rule, in the order of the ruleset
     * @param rows the data with the rules that each row passed, failed, or was not concerned by
     */
    record Outcomes(List<RuleOutcome> rules, Optional<Dataset<Row>> rows) {}

    Outcomes ofRules() {
        if (rules.stream().anyMatch(QualityEvaluation::hasThreshold)) {
            return ofRows();
        }
        List<Row> found = withPrimary(
                () -> EvaluateDataQuality.process(data, ruleset, others).collectAsList());
        return new Outcomes(inOrder(byRule(found), Map.of()), Optional.empty());
    }

    Outcomes ofRows() {
        return withPrimary(() -> {
            var found = EvaluateDataQuality.processRows(data, ruleset, others);
            Dataset<Row> rows = found.apply(EvaluateDataQuality.ROW_LEVEL_OUTCOMES_KEY());
            Map<String, RuleOutcome> byRule =
                    byRule(found.apply(EvaluateDataQuality.RULE_OUTCOMES_KEY()).collectAsList());
            return new Outcomes(inOrder(byRule, shares(rows, byRule)), Optional.of(rows));
        });
    }

    private List<RuleOutcome> inOrder(Map<String, RuleOutcome> byRule, Map<String, Double> shares) {
        List<RuleOutcome> ordered = new ArrayList<>();
        for (DQRule rule : rules) {
            RuleOutcome outcome = byRule.get(rule.toString());
            if (outcome == null) {
                outcome = new RuleOutcome(rule.toString(), Status.ERROR, "The rule was not evaluated", Map.of());
            }
            ordered.add(settled(rule, outcome, shares));
        }
        return ordered;
    }

    private static RuleOutcome settled(DQRule rule, RuleOutcome outcome, Map<String, Double> shares) {
        if (isBeyond(rule)) {
            String reason = "not supported by Mastic: a threshold within a composite rule";
            return new RuleOutcome(outcome.rule(), Status.ERROR, reason, Map.of());
        }
        if (!hasThreshold(rule) || outcome.status() == Status.ERROR) {
            return outcome;
        }
        Map<String, Double> metrics = new HashMap<>(outcome.metrics());
        Double share = ratio(metrics);
        if (share == null) {
            share = shares.get(outcome.rule());
            metrics.put("Column." + rule.getParameters().get("TargetColumn") + ".ColumnValues.Compliance", share);
        }
        boolean met = ((NumberBasedCondition) rule.getThresholdCondition())
                .evaluate(share, rule, DefaultOperandEvaluator$.MODULE$);
        return met
                ? new RuleOutcome(outcome.rule(), Status.PASSED, null, metrics)
                : new RuleOutcome(
                        outcome.rule(),
                        Status.FAILED,
                        "Value: " + share + " does not meet the constraint requirement!",
                        metrics);
    }

    /** The share of rows that pass, for rules with a threshold of which no such metric was measured. */
    private Map<String, Double> shares(Dataset<Row> rows, Map<String, RuleOutcome> byRule) {
        List<String> asked = new ArrayList<>();
        List<Column> sums = new ArrayList<>();
        for (DQRule rule : rules) {
            RuleOutcome outcome = byRule.get(rule.toString());
            if (hasThreshold(rule) && outcome != null && ratio(outcome.metrics()) == null) {
                Column passed = functions.array_contains(functions.col(PASSED_COLUMN), rule.toString());
                String where = rule.getWhereClause();
                Column counted = where == null ? functions.lit(true) : functions.expr(where);
                asked.add(rule.toString());
                // avg leaves nulls out: rows that the rule does not concern.
                sums.add(functions.avg(functions.when(counted, passed.cast("double"))));
            }
        }
        Map<String, Double> shares = new HashMap<>();
        if (!asked.isEmpty()) {
            Row found = rows.agg(sums.get(0), sums.subList(1, sums.size()).toArray(new Column[0]))
                    .first();
            for (int at = 0; at < asked.size(); at++) {
                shares.put(asked.get(at), found.isNullAt(at) ? 0.0 : found.getDouble(at));
            }
        }
        return shares;
    }

    private static @Nullable Double ratio(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .filter(metric -> RATIOS.stream().anyMatch(metric.getKey()::endsWith))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static boolean hasThreshold(DQRule rule) {
        return rule.getThresholdCondition() instanceof NumberBasedCondition;
    }

    private static boolean isBeyond(DQRule rule) {
        return rule.getNestedRules() != null
                && rule.getNestedRules().stream().anyMatch(nested -> hasThreshold(nested) || isBeyond(nested));
    }

    private static Map<String, RuleOutcome> byRule(List<Row> found) {
        Map<String, RuleOutcome> byRule = new HashMap<>();
        for (Row row : found) {
            String reason = row.isNullAt(2) ? null : row.getString(2);
            Map<String, Double> metrics = row.isNullAt(3) ? Map.of() : row.getJavaMap(3);
            byRule.put(
                    row.getString(0),
                    new RuleOutcome(row.getString(0), status(row.getString(1), reason), reason, metrics));
        }
        return byRule;
    }

    private static Status status(String outcome, @Nullable String reason) {
        if (outcome.equals("Passed")) {
            return Status.PASSED;
        }
        boolean evaluated = reason == null || NOT_EVALUATED.stream().noneMatch(reason::contains);
        return evaluated ? Status.FAILED : Status.ERROR;
    }

    /** Runs with the data under the name that rules in SQL know; a view of the script by that name is back afterwards. */
    private <T> T withPrimary(Supplier<T> work) {
        SparkSession session = data.sparkSession();
        Optional<Dataset<Row>> before = session.catalog().tableExists(PRIMARY) && isTemporary(session)
                ? Optional.of(session.table(PRIMARY))
                : Optional.empty();
        data.createOrReplaceTempView(PRIMARY);
        try {
            return work.get();
        } finally {
            if (before.isPresent()) {
                before.orElseThrow().createOrReplaceTempView(PRIMARY);
            } else {
                session.catalog().dropTempView(PRIMARY);
            }
        }
    }

    private static boolean isTemporary(SparkSession session) {
        try {
            return session.catalog().getTable(PRIMARY).isTemporary();
        } catch (org.apache.spark.sql.AnalysisException gone) {
            return false;
        }
    }
}
