package dev.mastic.services.jobs.studio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where records go. */
final class StudioTargets {
    private StudioTargets() {}

    static void addTo(Map<String, StudioScript.Statement> statements) {
        statements.put("S3DirectTarget", (node, script) -> files(node, script, node.required("Format")));
        statements.put("S3GlueParquetTarget", (node, script) -> files(node, script, "glueparquet"));
        statements.put("S3DeltaDirectTarget", (node, script) -> lakeFiles(node, script, "delta"));
        statements.put("S3HudiDirectTarget", (node, script) -> lakeFiles(node, script, "hudi"));
        for (String type : List.of(
                "CatalogTarget",
                "S3CatalogTarget",
                "MySQLCatalogTarget",
                "PostgreSQLCatalogTarget",
                "MicrosoftSQLServerCatalogTarget",
                "OracleSQLCatalogTarget",
                "RedshiftTarget")) {
            statements.put(type, StudioTargets::table);
        }
        statements.put("JDBCConnectorTarget", StudioTargets::connector);
    }

    private static void files(StudioNode node, StudioScript script, String format) {
        refuseQualityRules(node);
        JsonNode policy = node.fields().path("SchemaChangePolicy");
        String frame = repartitioned(node, script);
        Optional<String> compression = node.text("Compression").filter(name -> !name.equals("none") && !name.isEmpty());
        if (policy.path("EnableUpdateCatalog").asBoolean(false)) {
            catalogued(node, script, format, frame, policy, compression);
            return;
        }
        Map<String, String> to = new LinkedHashMap<>();
        to.put("path", Python.text(node.required("Path")));
        to.put("partitionKeys", Python.texts(node.paths("PartitionKeys")));
        boolean columnar = format.equals("glueparquet") || format.equals("parquet") || format.equals("orc");
        if (!columnar) {
            compression.ifPresent(name -> to.put("compression", Python.text(name)));
        }
        String options = columnar && compression.isPresent()
                ? ", format_options=" + Python.dictionary(Map.of("compression", Python.text(compression.orElseThrow())))
                : "";
        script.assign(
                node,
                "glueContext.write_dynamic_frame.from_options(frame=%s, connection_type=\"s3\", format=%s,"
                                .formatted(frame, Python.text(format))
                        + " connection_options=%s%s, transformation_ctx=%s)"
                                .formatted(Python.dictionary(to), options, script.context(node)));
    }

    private static void catalogued(
            StudioNode node,
            StudioScript script,
            String format,
            String frame,
            JsonNode policy,
            Optional<String> compression) {
        Map<String, String> to = new LinkedHashMap<>();
        to.put("path", Python.text(node.required("Path")));
        to.put("connection_type", Python.text("s3"));
        to.put("updateBehavior", Python.text(policy.path("UpdateBehavior").asText("UPDATE_IN_DATABASE")));
        to.put("partitionKeys", Python.texts(node.paths("PartitionKeys")));
        compression.ifPresent(name -> to.put("compression", Python.text(name)));
        to.put("enableUpdateCatalog", "True");
        to.put("transformation_ctx", script.context(node));
        String arguments = to.entrySet().stream()
                .map(argument -> argument.getKey() + "=" + argument.getValue())
                .collect(java.util.stream.Collectors.joining(", "));
        script.assign(node, "glueContext.getSink(" + arguments + ")");
        script.line("%s.setCatalogInfo(catalogDatabase=%s, catalogTableName=%s)"
                .formatted(
                        script.variable(node),
                        Python.text(policy.path("Database").asText()),
                        Python.text(policy.path("Table").asText())));
        script.line("%s.setFormat(%s)".formatted(script.variable(node), Python.text(format)));
        script.line("%s.writeFrame(%s)".formatted(script.variable(node), frame));
    }

    private static String repartitioned(StudioNode node, StudioScript script) {
        return node.text("NumberTargetPartitions")
                .filter(count -> count.matches("\\d+") && !count.equals("0"))
                .map(count -> script.input(node) + ".coalesce(" + count + ")")
                .orElse(script.input(node));
    }

    private static void table(StudioNode node, StudioScript script) {
        refuseQualityRules(node);
        if (node.fields().has("UpsertRedshiftOptions")) {
            throw node.notSupported("UpsertRedshiftOptions");
        }
        Map<String, String> more = new LinkedHashMap<>();
        if (!node.paths("PartitionKeys").isEmpty()) {
            more.put("partitionKeys", Python.texts(node.paths("PartitionKeys")));
        }
        JsonNode policy = node.fields().path("SchemaChangePolicy");
        if (policy.path("EnableUpdateCatalog").asBoolean(false)) {
            more.put("enableUpdateCatalog", "True");
            more.put("updateBehavior", Python.text(policy.path("UpdateBehavior").asText("UPDATE_IN_DATABASE")));
        }
        String options = more.isEmpty() ? "" : ", additional_options=" + Python.dictionary(more);
        String directory = node.text("RedshiftTmpDir")
                .map(path -> ", redshift_tmp_dir=" + Python.text(path))
                .orElse("");
        script.assign(
                node,
                "glueContext.write_dynamic_frame.from_catalog(frame=%s, database=%s, table_name=%s%s%s, transformation_ctx=%s)"
                        .formatted(
                                script.input(node),
                                Python.text(node.required("Database")),
                                Python.text(node.required("Table")),
                                directory,
                                options,
                                script.context(node)));
    }

    private static void connector(StudioNode node, StudioScript script) {
        Map<String, String> to = new LinkedHashMap<>();
        to.put("dbTable", Python.text(node.required("ConnectionTable")));
        to.put("connectionName", Python.text(node.required("ConnectionName")));
        node.fields()
                .path("AdditionalOptions")
                .properties()
                .forEach(option -> to.put(option.getKey(), Python.of(option.getValue())));
        script.assign(
                node,
                "glueContext.write_dynamic_frame.from_options(frame=%s, connection_type=%s, connection_options=%s, transformation_ctx=%s)"
                        .formatted(
                                script.input(node),
                                Python.text(node.required("ConnectionType")),
                                Python.dictionary(to),
                                script.context(node)));
    }

    private static void lakeFiles(StudioNode node, StudioScript script, String format) {
        refuseQualityRules(node);
        if (node.fields().path("SchemaChangePolicy").path("EnableUpdateCatalog").asBoolean(false)) {
            throw node.notSupported("SchemaChangePolicy");
        }
        StringBuilder write = new StringBuilder(
                script.input(node) + ".toDF().write.format(" + Python.text(format) + ").mode(\"append\")");
        node.fields()
                .path("AdditionalOptions")
                .properties()
                .forEach(option -> write.append(".option(")
                        .append(Python.text(option.getKey()))
                        .append(", ")
                        .append(Python.of(option.getValue()))
                        .append(")"));
        if (!node.paths("PartitionKeys").isEmpty()) {
            write.append(".partitionBy(*")
                    .append(Python.texts(node.paths("PartitionKeys")))
                    .append(")");
        }
        script.line(write + ".save(" + Python.text(node.required("Path")) + ")");
    }

    private static void refuseQualityRules(StudioNode node) {
        if (node.fields().path("AutoDataQuality").path("IsEnabled").asBoolean(false)) {
            throw node.notSupported("AutoDataQuality");
        }
    }
}
