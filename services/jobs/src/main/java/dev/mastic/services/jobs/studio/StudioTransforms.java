package dev.mastic.services.jobs.studio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is done to records on their way. */
final class StudioTransforms {
    private static final Map<String, String> COMPARISONS =
            Map.of("EQ", "==", "LT", "<", "GT", ">", "LTE", "<=", "GTE", ">=");
    private static final Set<String> OUTER_JOINS = Set.of("left", "right", "outer", "leftsemi", "leftanti");

    private StudioTransforms() {}

    static void addTo(Map<String, StudioScript.Statement> statements) {
        statements.put("ApplyMapping", StudioTransforms::mapping);
        statements.put("SelectFields", (node, script) -> fields(node, script, "SelectFields"));
        statements.put("DropFields", (node, script) -> fields(node, script, "DropFields"));
        statements.put("RenameField", StudioTransforms::rename);
        statements.put("Spigot", StudioTransforms::spigot);
        statements.put("Join", StudioTransforms::join);
        statements.put("SplitFields", StudioTransforms::split);
        statements.put("SelectFromCollection", StudioTransforms::select);
        statements.put("FillMissingValues", StudioTransforms::fill);
        statements.put("Filter", StudioTransforms::filter);
        statements.put("Route", StudioTransforms::route);
        statements.put("CustomCode", StudioTransforms::code);
        statements.put("SparkSQL", StudioTransforms::sql);
        statements.put("DropNullFields", StudioTransforms::dropNulls);
        statements.put("Merge", StudioTransforms::merge);
        statements.put("Union", StudioTransforms::union);
        statements.put("Aggregate", StudioTransforms::aggregate);
        statements.put("DropDuplicates", StudioTransforms::dropDuplicates);
        statements.put("EvaluateDataQuality", StudioTransforms::quality);
    }

    private static void mapping(StudioNode node, StudioScript script) {
        List<String> mappings = new ArrayList<>();
        addMappings(node.fields().path("Mapping"), "", "", mappings);
        if (mappings.isEmpty()) {
            throw node.refusal("Mapping keeps no field");
        }
        script.assign(
                node,
                "ApplyMapping.apply(frame=%s, mappings=[%s], transformation_ctx=%s)"
                        .formatted(script.input(node), String.join(", ", mappings), script.context(node)));
    }

    private static void addMappings(JsonNode mapping, String from, String to, List<String> mappings) {
        for (JsonNode one : mapping) {
            if (one.path("Dropped").asBoolean(false)) {
                continue;
            }
            String source = StudioNode.path(one.path("FromPath"));
            String fromPath = from.isEmpty() || source.startsWith(from + ".") ? source : from + "." + source;
            String target = one.path("ToKey").asText(source);
            String toPath = to.isEmpty() ? target : to + "." + target;
            if (one.path("Children").isEmpty()) {
                String type = one.path("FromType").asText("string");
                mappings.add("(%s, %s, %s, %s)"
                        .formatted(
                                Python.text(fromPath),
                                Python.text(type),
                                Python.text(toPath),
                                Python.text(one.path("ToType").asText(type))));
            } else {
                addMappings(one.path("Children"), fromPath, toPath, mappings);
            }
        }
    }

    private static void fields(StudioNode node, StudioScript script, String transform) {
        script.assign(
                node,
                "%s.apply(frame=%s, paths=%s, transformation_ctx=%s)"
                        .formatted(
                                transform,
                                script.input(node),
                                Python.texts(node.paths("Paths")),
                                script.context(node)));
    }

    private static void rename(StudioNode node, StudioScript script) {
        script.assign(
                node,
                "RenameField.apply(frame=%s, old_name=%s, new_name=%s, transformation_ctx=%s)"
                        .formatted(
                                script.input(node),
                                Python.text(StudioNode.path(node.fields().path("SourcePath"))),
                                Python.text(StudioNode.path(node.fields().path("TargetPath"))),
                                script.context(node)));
    }

    private static void spigot(StudioNode node, StudioScript script) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String field : List.of("Topk", "Prob")) {
            JsonNode value = node.fields().path(field);
            if (value.isNumber()) {
                options.put(field.toLowerCase(java.util.Locale.ROOT), value.asText());
            }
        }
        script.assign(
                node,
                "Spigot.apply(frame=%s, path=%s, options=%s, transformation_ctx=%s)"
                        .formatted(
                                script.input(node),
                                Python.text(node.required("Path")),
                                Python.dictionary(options),
                                script.context(node)));
    }

    private static void join(StudioNode node, StudioScript script) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        node.fields().path("Columns").forEach(column -> {
            List<String> paths = new ArrayList<>();
            column.path("Keys").forEach(path -> paths.add(StudioNode.path(path)));
            keys.put(column.path("From").asText(), paths);
        });
        List<String> left = keys.getOrDefault(node.inputs().get(0), List.of());
        List<String> right = keys.getOrDefault(node.inputs().get(1), List.of());
        if (left.isEmpty() || left.size() != right.size()) {
            throw node.refusal(
                    "Columns: %d and %d keys (expected: as many of each input)".formatted(left.size(), right.size()));
        }
        String one = script.variable(node.inputs().get(0));
        String other = script.variable(node.inputs().get(1));
        String type = node.required("JoinType");
        if (type.equals("equijoin")) {
            script.assign(
                    node,
                    "Join.apply(frame1=%s, frame2=%s, keys1=%s, keys2=%s, transformation_ctx=%s)"
                            .formatted(one, other, Python.texts(left), Python.texts(right), script.context(node)));
            return;
        }
        if (!OUTER_JOINS.contains(type)) {
            throw node.refusal("JoinType: " + type);
        }
        List<String> conditions = new ArrayList<>();
        for (int key = 0; key < left.size(); key++) {
            conditions.add("(%sDF[%s] == %sDF[%s])"
                    .formatted(one, Python.text(left.get(key)), other, Python.text(right.get(key))));
        }
        script.line("%sDF = %s.toDF()".formatted(one, one));
        script.line("%sDF = %s.toDF()".formatted(other, other));
        script.assignRows(
                node,
                "%sDF.join(%sDF, %s, %s)".formatted(one, other, String.join(" & ", conditions), Python.text(type)));
    }

    private static void split(StudioNode node, StudioScript script) {
        script.assign(
                node,
                "SplitFields.apply(frame=%s, paths=%s, name1=%s, name2=%s, transformation_ctx=%s)"
                        .formatted(
                                script.input(node),
                                Python.texts(node.paths("Paths")),
                                Python.text(script.variable(node) + "0"),
                                Python.text(script.variable(node) + "1"),
                                script.context(node)));
    }

    private static void select(StudioNode node, StudioScript script) {
        script.assign(
                node,
                "SelectFromCollection.apply(dfc=%s, key=list(%s.keys())[%d], transformation_ctx=%s)"
                        .formatted(
                                script.input(node),
                                script.input(node),
                                node.fields().path("Index").asInt(0),
                                script.context(node)));
    }

    private static void fill(StudioNode node, StudioScript script) {
        String missing = node.required("ImputedPath");
        script.line("from awsglueml.transforms import FillMissingValues");
        script.assign(
                node,
                "FillMissingValues.apply(frame=%s, missing_values_column=%s, output_column=%s, transformation_ctx=%s)"
                        .formatted(
                                script.input(node),
                                Python.text(missing),
                                Python.text(node.text("FilledPath").orElse(missing + "_filled")),
                                script.context(node)));
    }

    private static void filter(StudioNode node, StudioScript script) {
        String condition = condition(node, node.fields());
        script.assign(
                node,
                "Filter.apply(frame=%s, f=lambda row: %s, transformation_ctx=%s)"
                        .formatted(script.input(node), condition, script.context(node)));
    }

    /** A collection of what each group lets through, and of what none does. */
    private static void route(StudioNode node, StudioScript script) {
        List<String> groups = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (JsonNode group : node.fields().path("GroupFiltersList")) {
            String condition = condition(node, group);
            conditions.add("(" + condition + ")");
            groups.add("%s: Filter.apply(frame=%s, f=lambda row: %s, transformation_ctx=%s)"
                    .formatted(
                            Python.text(group.path("GroupName").asText()),
                            script.input(node),
                            condition,
                            Python.text(script.variable(node) + "_" + groups.size())));
        }
        if (groups.isEmpty()) {
            throw node.refusal("GroupFiltersList is empty");
        }
        groups.add("\"default_group\": Filter.apply(frame=%s, f=lambda row: not (%s), transformation_ctx=%s)"
                .formatted(
                        script.input(node),
                        String.join(" or ", conditions),
                        Python.text(script.variable(node) + "_default")));
        script.assign(node, "DynamicFrameCollection({%s}, glueContext)".formatted(String.join(", ", groups)));
    }

    private static String condition(StudioNode node, JsonNode filters) {
        List<String> conditions = new ArrayList<>();
        for (JsonNode filter : filters.path("Filters")) {
            String condition = comparison(node, filter);
            conditions.add(filter.path("Negated").asBoolean(false) ? "not (" + condition + ")" : condition);
        }
        if (conditions.isEmpty()) {
            throw node.refusal("Filters is empty");
        }
        String operator = filters.path("LogicalOperator").asText("AND").equals("OR") ? " or " : " and ";
        return String.join(operator, conditions);
    }

    private static String comparison(StudioNode node, JsonNode filter) {
        String operation = filter.path("Operation").asText();
        List<String> operands = new ArrayList<>();
        filter.path("Values").forEach(value -> operands.add(operand(value)));
        if (operation.equals("ISNULL") && !operands.isEmpty()) {
            return operands.get(0) + " is None";
        }
        if (operands.size() < 2) {
            throw node.refusal("Filters: %d values for %s (expected: 2)".formatted(operands.size(), operation));
        }
        if (operation.equals("REGEX")) {
            return "bool(re.match(%s, str(%s)))".formatted(operands.get(1), operands.get(0));
        }
        String sign = COMPARISONS.get(operation);
        if (sign == null) {
            throw node.refusal("Filters: Operation " + operation);
        }
        return operands.get(0) + " " + sign + " " + operands.get(1);
    }

    private static String operand(JsonNode value) {
        if (value.path("Type").asText().equals("COLUMNEXTRACTED")) {
            StringBuilder column = new StringBuilder("row");
            for (JsonNode parts : value.path("Value")) {
                for (String part : parts.asText().split("\\.", -1)) {
                    column.append('[').append(Python.text(part)).append(']');
                }
            }
            return column.toString();
        }
        String constant = StudioNode.path(value.path("Value"));
        return constant.matches("-?\\d+(\\.\\d+)?") || constant.equals("True") || constant.equals("False")
                ? constant
                : Python.text(constant);
    }

    /** A function of the user's, with the frames of its inputs as a collection. */
    private static void code(StudioNode node, StudioScript script) {
        String function = node.required("ClassName").replaceAll("[^A-Za-z0-9_]", "_");
        script.line("def %s(glueContext, dfc) -> DynamicFrameCollection:".formatted(function));
        node.required("Code").lines().forEach(line -> script.line("    " + line));
        script.line("");
        List<String> frames = new ArrayList<>();
        node.inputs().forEach(input -> frames.add(Python.text(script.variable(input)) + ": " + script.variable(input)));
        script.assign(
                node,
                "%s(glueContext, DynamicFrameCollection({%s}, glueContext))"
                        .formatted(function, String.join(", ", frames)));
    }

    private static void sql(StudioNode node, StudioScript script) {
        for (JsonNode alias : node.fields().path("SqlAliases")) {
            String from = alias.path("From").asText();
            if (!node.inputs().contains(from)) {
                throw node.refusal("SqlAliases: %s is no input".formatted(from));
            }
            script.line("%s.toDF().createOrReplaceTempView(%s)"
                    .formatted(
                            script.variable(from),
                            Python.text(alias.path("Alias").asText())));
        }
        script.assignRows(node, "spark.sql(%s)".formatted(Python.text(node.required("SqlQuery"))));
    }

    private static void dropNulls(StudioNode node, StudioScript script) {
        JsonNode boxes = node.fields().path("NullCheckBoxList");
        if (boxes.path("IsEmpty").asBoolean(false)
                || boxes.path("IsNullString").asBoolean(false)
                || boxes.path("IsNegOne").asBoolean(false)
                || !node.fields().path("NullTextList").isEmpty()) {
            throw node.notSupported("a value that stands for null");
        }
        script.assign(
                node,
                "DropNullFields.apply(frame=%s, transformation_ctx=%s)"
                        .formatted(script.input(node), script.context(node)));
    }

    private static void merge(StudioNode node, StudioScript script) {
        String staging = node.required("Source");
        String base = node.inputs().stream()
                .filter(input -> !input.equals(staging))
                .findFirst()
                .orElseThrow(() -> node.refusal("Source: %s is no input".formatted(staging)));
        script.assign(
                node,
                "%s.mergeDynamicFrame(stage_dynamic_frame=%s, primary_keys=%s, transformation_ctx=%s)"
                        .formatted(
                                script.variable(base),
                                script.variable(staging),
                                Python.texts(node.paths("PrimaryKeys")),
                                script.context(node)));
    }

    private static void union(StudioNode node, StudioScript script) {
        String rows = "%s.toDF().union(%s.toDF())"
                .formatted(
                        script.variable(node.inputs().get(0)),
                        script.variable(node.inputs().get(1)));
        boolean distinct = node.required("UnionType").equals("DISTINCT");
        script.assignRows(node, distinct ? rows + ".distinct()" : rows);
    }

    private static void aggregate(StudioNode node, StudioScript script) {
        List<String> operations = new ArrayList<>();
        for (JsonNode operation : node.fields().path("Aggs")) {
            String column = StudioNode.path(operation.path("Column"));
            String function = operation.path("AggFunc").asText();
            operations.add("SqlFuncs.%s(%s).alias(%s)"
                    .formatted(function, Python.text(column), Python.text(function + "_" + column)));
        }
        if (operations.isEmpty()) {
            throw node.refusal("Aggs is empty");
        }
        script.assignRows(
                node,
                "%s.toDF().groupBy(*%s).agg(%s)"
                        .formatted(
                                script.input(node), Python.texts(node.paths("Groups")), String.join(", ", operations)));
    }

    private static void dropDuplicates(StudioNode node, StudioScript script) {
        List<String> columns = node.paths("Columns");
        script.assignRows(
                node,
                "%s.toDF().dropDuplicates(%s)"
                        .formatted(script.input(node), columns.isEmpty() ? "" : Python.texts(columns)));
    }

    private static void quality(StudioNode node, StudioScript script) {
        if (node.fields().has("StopJobOnFailureOptions")) {
            throw node.notSupported("StopJobOnFailureOptions");
        }
        script.line("from awsgluedq.transforms import EvaluateDataQuality");
        Map<String, String> publishing = new LinkedHashMap<>();
        publishing.put("dataQualityEvaluationContext", script.context(node));
        String results = "EvaluateDataQuality.apply(frame=%s, ruleset=%s, publishing_options=%s)"
                .formatted(script.input(node), Python.text(node.required("Ruleset")), Python.dictionary(publishing));
        boolean passedOn = node.text("Output").orElse("EvaluationResults").equals("PrimaryInput");
        if (passedOn) {
            script.line(script.variable(node) + "_results = " + results);
            script.line("%s_results.toDF().show(truncate=False)".formatted(script.variable(node)));
            script.assign(node, script.input(node));
        } else {
            script.assign(node, results);
        }
    }
}
