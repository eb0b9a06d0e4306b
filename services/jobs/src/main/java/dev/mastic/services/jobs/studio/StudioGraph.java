package dev.mastic.services.jobs.studio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A checked graph: every input is there, nothing goes round in circles, and each step has as many inputs as it takes. */
final class StudioGraph {
    private static final Set<String> TWO_INPUTS = Set.of("Join", "Merge", "Union");
    private static final Set<String> MANY_INPUTS = Set.of("CustomCode", "SparkSQL", "EvaluateDataQualityMultiFrame");

    private final List<StudioNode> ordered;

    private StudioGraph(List<StudioNode> ordered) {
        this.ordered = ordered;
    }

    /**
     * Reads {@code CodeGenConfigurationNodes}.
     *
     * @throws ServiceException when it is no graph that a script could be made of
     */
    static StudioGraph of(JsonNode asked) {
        Map<String, StudioNode> nodes = new LinkedHashMap<>();
        asked.properties().forEach(entry -> nodes.put(entry.getKey(), node(entry.getKey(), entry.getValue())));
        nodes.values().forEach(node -> check(node, nodes));
        List<StudioNode> ordered = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        nodes.keySet().forEach(id -> visit(id, nodes, new LinkedHashSet<>(), done, ordered));
        return new StudioGraph(ordered);
    }

    /** Every node behind those that it takes records of. */
    List<StudioNode> ordered() {
        return ordered;
    }

    private static StudioNode node(String id, JsonNode asked) {
        List<String> types = new ArrayList<>();
        asked.fieldNames().forEachRemaining(types::add);
        if (types.size() != 1) {
            throw new ServiceException(
                    ErrorCode.INVALID_INPUT,
                    "CodeGenConfigurationNodes: node %s is of %d types (expected: exactly one)",
                    id,
                    types.size());
        }
        return new StudioNode(id, types.get(0), asked.path(types.get(0)));
    }

    private static void check(StudioNode node, Map<String, StudioNode> nodes) {
        boolean source = node.type().endsWith("Source");
        int count = node.inputs().size();
        if (source && count > 0) {
            throw node.refusal("a source has no inputs");
        }
        if (TWO_INPUTS.contains(node.type()) && count != 2) {
            throw node.refusal("%d inputs (expected: 2)".formatted(count));
        }
        if (MANY_INPUTS.contains(node.type()) && count == 0) {
            throw node.refusal("no inputs (expected: at least one)");
        }
        if (!source && !TWO_INPUTS.contains(node.type()) && !MANY_INPUTS.contains(node.type()) && count != 1) {
            throw node.refusal("%d inputs (expected: 1)".formatted(count));
        }
        for (String input : node.inputs()) {
            StudioNode from = nodes.get(input);
            if (from == null) {
                throw node.refusal("its input %s is not there".formatted(input));
            }
            if (from.type().endsWith("Target")) {
                throw node.refusal("its input %s is a target, which gives nothing on".formatted(input));
            }
        }
    }

    private static void visit(
            String id, Map<String, StudioNode> nodes, Set<String> way, Set<String> done, List<StudioNode> ordered) {
        if (done.contains(id)) {
            return;
        }
        StudioNode node = java.util.Objects.requireNonNull(nodes.get(id));
        if (!way.add(id)) {
            throw node.refusal("its inputs lead back to itself: %s".formatted(String.join(", ", way)));
        }
        node.inputs().forEach(input -> visit(input, nodes, way, done, ordered));
        way.remove(id);
        done.add(id);
        ordered.add(node);
    }
}
