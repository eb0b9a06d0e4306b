package dev.mastic.runtime.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mastic.runtime.quality.RuleOutcome.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The results of one evaluation as a JSON object, with the names of {@code GetDataQualityResult}. */
final class QualityReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String context;
    private final List<RuleOutcome> outcomes;

    QualityReport(String context, List<RuleOutcome> outcomes) {
        this.context = context;
        this.outcomes = outcomes;
    }

    /** Writes one file, whose name nobody else takes. */
    void writeUnder(String prefix, Configuration settings) throws IOException {
        String id = "dqresult-" + UUID.randomUUID();
        Path file = new Path(prefix, id + ".json");
        try (OutputStream out = file.getFileSystem(settings).create(file, false)) {
            JSON.writeValue(out, json(id));
        }
    }

    private ObjectNode json(String id) {
        ObjectNode json = JSON.createObjectNode();
        json.put("ResultId", id);
        json.put("EvaluationContext", context);
        json.put("CompletedOn", Instant.now().toString());
        json.put("Score", score());
        var results = json.putArray("RuleResults");
        for (int at = 0; at < outcomes.size(); at++) {
            RuleOutcome outcome = outcomes.get(at);
            ObjectNode result = results.addObject();
            result.put("Name", "Rule_" + (at + 1));
            result.put("Description", outcome.rule());
            result.put("Result", outcome.status().api());
            if (outcome.reason() != null) {
                result.put("EvaluationMessage", outcome.reason());
            }
            ObjectNode metrics = result.putObject("EvaluatedMetrics");
            outcome.metrics().forEach(metrics::put);
        }
        return json;
    }

    private double score() {
        long passed = outcomes.stream()
                .filter(outcome -> outcome.status() == Status.PASSED)
                .count();
        return outcomes.isEmpty() ? 1 : (double) passed / outcomes.size();
    }
}
