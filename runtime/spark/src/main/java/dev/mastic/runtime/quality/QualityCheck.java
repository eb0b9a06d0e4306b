package dev.mastic.runtime.quality;

import dev.mastic.runtime.frame.files.NotSupported;
import dev.mastic.runtime.frame.files.Options;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An evaluation as a script asks for it: with its options, and its results published where they say. */
public final class QualityCheck {
    private static final Logger LOG = LoggerFactory.getLogger(QualityCheck.class);
    private static final Set<String> PUBLISHING = Set.of(
            "dataqualityevaluationcontext",
            "enabledataqualitycloudwatchmetrics",
            "enabledataqualityresultspublishing",
            "resultss3prefix");
    private static final Set<String> ADDITIONAL = Set.of(
            "performancetuning.caching",
            "observations.scope",
            "dataqualityresultspublishing.strategy",
            "compositeruleevaluation.method");

    private final Dataset<Row> data;
    private final String ruleset;
    private final Map<String, Dataset<Row>> others;
    private final Options publishing;
    private final Options additional;

    /** A check that has still to be done. */
    public QualityCheck(
            Dataset<Row> data,
            String ruleset,
            Map<String, Dataset<Row>> others,
            Options publishing,
            Options additional) {
        this.data = data;
        this.ruleset = ruleset;
        this.others = Map.copyOf(others);
        this.publishing = publishing;
        this.additional = additional;
        check();
    }

    /**
     * What a check of rows gives.
     *
     * @param rows the data with the rules that each row passed, failed, or was not concerned by
     * @param rules what came of the rules
     * @param data what was checked
     */
    public record Rows(Dataset<Row> rows, Dataset<Row> rules, Dataset<Row> data) {}

    /** What came of each rule. */
    public Dataset<Row> rules() {
        return published(new QualityEvaluation(data, ruleset, others).ofRules().rules());
    }

    /** What came of each rule and of each row. */
    public Rows rows() {
        Dataset<Row> input = "CACHE_INPUT".equalsIgnoreCase(text(additional, "performanceTuning.caching"))
                ? data.persist(StorageLevel.MEMORY_AND_DISK())
                : data;
        QualityEvaluation.Outcomes outcomes = new QualityEvaluation(input, ruleset, others).ofRows();
        return new Rows(outcomes.rows().orElseThrow(), published(outcomes.rules()), input);
    }

    private Dataset<Row> published(List<RuleOutcome> outcomes) {
        SparkSession session = data.sparkSession();
        String prefix = text(publishing, "resultsS3Prefix");
        if (!prefix.isEmpty()) {
            publish(new QualityReport(text(publishing, "dataQualityEvaluationContext"), outcomes), prefix, session);
        }
        return session.createDataFrame(outcomes.stream().map(RuleOutcome::row).toList(), RuleOutcome.COLUMNS);
    }

    private void publish(QualityReport report, String prefix, SparkSession session) {
        try {
            report.writeUnder(prefix, session.sessionState().newHadoopConf());
        } catch (java.io.IOException | RuntimeException failure) {
            if (!"BEST_EFFORT".equalsIgnoreCase(text(additional, "dataQualityResultsPublishing.strategy"))) {
                throw new IllegalStateException(
                        "results were not written under " + prefix + ": " + failure.getMessage(), failure);
            }
            LOG.warn("results of data quality were not written under {}", prefix, failure);
        }
    }

    private void check() {
        warnOfUnknown(publishing, PUBLISHING, "publishing_options");
        warnOfUnknown(additional, ADDITIONAL, "additional_options");
        if (publishing.flag("enableDataQualityCloudWatchMetrics")) {
            LOG.warn("enableDataQualityCloudWatchMetrics: metrics of data quality are not written to CloudWatch");
        }
        String method = text(additional, "compositeRuleEvaluation.method");
        if (method.equalsIgnoreCase("ROW")) {
            throw new NotSupported("compositeRuleEvaluation.method: " + method, "DATASET");
        }
    }

    private static void warnOfUnknown(Options options, Set<String> known, String kind) {
        for (String name : options.texts().keySet()) {
            if (!known.contains(name.toLowerCase(Locale.ROOT))) {
                LOG.warn("{} of EvaluateDataQuality: {} is unknown and ignored", kind, name);
            }
        }
    }

    private static String text(Options options, String name) {
        return options.text(name).orElse("");
    }
}
