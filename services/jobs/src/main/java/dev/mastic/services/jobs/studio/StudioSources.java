package dev.mastic.services.jobs.studio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where records come from. */
final class StudioSources {
    private static final Map<String, String> SEPARATORS =
            Map.of("comma", ",", "ctrla", "\u0001", "pipe", "|", "semicolon", ";", "tab", "\t");
    private static final Map<String, String> QUOTES = Map.of("quote", "\"", "single_quote", "'");

    private StudioSources() {}

    static void addTo(Map<String, StudioScript.Statement> statements) {
        statements.put("S3CsvSource", StudioSources::csv);
        statements.put("S3JsonSource", StudioSources::json);
        statements.put("S3ParquetSource", (node, script) -> files(node, script, "parquet", Map.of()));
        for (String type : List.of(
                "CatalogSource",
                "S3CatalogSource",
                "RelationalCatalogSource",
                "MySQLCatalogSource",
                "PostgreSQLCatalogSource",
                "MicrosoftSQLServerCatalogSource",
                "OracleSQLCatalogSource",
                "RedshiftSource")) {
            statements.put(type, StudioSources::table);
        }
        statements.put("DirectJDBCSource", StudioSources::database);
        statements.put("JDBCConnectorSource", StudioSources::connector);
        for (String type : List.of(
                "S3CatalogDeltaSource",
                "CatalogDeltaSource",
                "S3CatalogHudiSource",
                "CatalogHudiSource",
                "S3CatalogIcebergSource",
                "CatalogIcebergSource")) {
            statements.put(type, StudioSources::lakeTable);
        }
        statements.put("S3DeltaSource", (node, script) -> lakeFiles(node, script, "delta", "AdditionalDeltaOptions"));
        statements.put("S3HudiSource", (node, script) -> lakeFiles(node, script, "hudi", "AdditionalHudiOptions"));
    }

    private static void csv(StudioNode node, StudioScript script) {
        Map<String, String> format = new LinkedHashMap<>();
        String separator = node.text("Separator").orElse("comma");
        format.put("separator", Python.text(SEPARATORS.getOrDefault(separator, separator)));
        String quote = node.text("QuoteChar").orElse("quote");
        if (quote.equals("disabled")) {
            format.put("quoteChar", "-1");
        } else if (QUOTES.containsKey(quote)) {
            format.put("quoteChar", Python.text(QUOTES.getOrDefault(quote, quote)));
        } else {
            throw node.notSupported("QuoteChar " + quote);
        }
        node.text("Escaper").ifPresent(escaper -> format.put("escaper", Python.text(escaper)));
        format.put("withHeader", Python.bool(node.flag("WithHeader")));
        format.put("skipFirst", Python.bool(node.flag("SkipFirst")));
        format.put("multiLine", Python.text(node.flag("Multiline") ? "true" : "false"));
        if (node.flag("OptimizePerformance")) {
            format.put("optimizePerformance", "True");
        }
        files(node, script, "csv", format);
    }

    private static void json(StudioNode node, StudioScript script) {
        Map<String, String> format = new LinkedHashMap<>();
        node.text("JsonPath").ifPresent(path -> format.put("jsonPath", Python.text(path)));
        format.put("multiLine", Python.text(node.flag("Multiline") ? "true" : "false"));
        files(node, script, "json", format);
    }

    private static void files(StudioNode node, StudioScript script, String format, Map<String, String> options) {
        Map<String, String> from = new LinkedHashMap<>();
        from.put("paths", Python.texts(paths(node)));
        put(from, "compressionType", node, "CompressionType");
        if (!node.texts("Exclusions").isEmpty()) {
            // A list in JSON, as the option wants it.
            from.put("exclusions", Python.text(node.fields().path("Exclusions").toString()));
        }
        put(from, "groupSize", node, "GroupSize");
        put(from, "groupFiles", node, "GroupFiles");
        if (node.fields().has("Recurse")) {
            from.put("recurse", Python.bool(node.flag("Recurse")));
        }
        number(from, "maxBand", node.fields().path("MaxBand"));
        number(from, "maxFilesInBand", node.fields().path("MaxFilesInBand"));
        JsonNode more = node.fields().path("AdditionalOptions");
        number(from, "boundedSize", more.path("BoundedSize"));
        number(from, "boundedFiles", more.path("BoundedFiles"));
        script.assign(
                node,
                "glueContext.create_dynamic_frame.from_options(format_options=%s, connection_type=\"s3\", format=%s,"
                                .formatted(Python.dictionary(options), Python.text(format))
                        + " connection_options=%s, transformation_ctx=%s)"
                                .formatted(Python.dictionary(from), script.context(node)));
    }

    private static void table(StudioNode node, StudioScript script) {
        StringBuilder call =
                new StringBuilder("glueContext.create_dynamic_frame.from_catalog(database=%s, table_name=%s"
                        .formatted(Python.text(node.required("Database")), Python.text(node.required("Table"))));
        node.text("PartitionPredicate")
                .filter(predicate -> !predicate.isEmpty())
                .ifPresent(predicate -> call.append(", push_down_predicate=").append(Python.text(predicate)));
        node.text("RedshiftTmpDir")
                .ifPresent(directory -> call.append(", redshift_tmp_dir=").append(Python.text(directory)));
        Map<String, String> more = new LinkedHashMap<>();
        JsonNode options = node.fields().path("AdditionalOptions");
        number(more, "boundedSize", options.path("BoundedSize"));
        number(more, "boundedFiles", options.path("BoundedFiles"));
        if (!more.isEmpty()) {
            call.append(", additional_options=").append(Python.dictionary(more));
        }
        script.assign(node, call + ", transformation_ctx=" + script.context(node) + ")");
    }

    private static void database(StudioNode node, StudioScript script) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("useConnectionProperties", Python.text("true"));
        options.put("dbtable", Python.text(node.required("Table")));
        options.put("connectionName", Python.text(node.required("ConnectionName")));
        node.text("RedshiftTmpDir").ifPresent(directory -> options.put("redshiftTmpDir", Python.text(directory)));
        connected(node, script, node.required("ConnectionType"), options);
    }

    private static void connector(StudioNode node, StudioScript script) {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "dbTable", node, "ConnectionTable");
        put(options, "query", node, "Query");
        options.put("connectionName", Python.text(node.required("ConnectionName")));
        JsonNode more = node.fields().path("AdditionalOptions");
        more.properties().forEach(option -> {
            String key = Character.toLowerCase(option.getKey().charAt(0))
                    + option.getKey().substring(1);
            options.put(key, Python.of(option.getValue()));
        });
        connected(node, script, node.required("ConnectionType"), options);
    }

    private static void connected(StudioNode node, StudioScript script, String type, Map<String, String> options) {
        script.assign(
                node,
                "glueContext.create_dynamic_frame.from_options(connection_type=%s, connection_options=%s, transformation_ctx=%s)"
                        .formatted(Python.text(type), Python.dictionary(options), script.context(node)));
    }

    private static void lakeTable(StudioNode node, StudioScript script) {
        script.assignRows(
                node,
                "glueContext.create_data_frame.from_catalog(database=%s, table_name=%s)"
                        .formatted(Python.text(node.required("Database")), Python.text(node.required("Table"))));
    }

    private static void lakeFiles(StudioNode node, StudioScript script, String format, String optionsField) {
        StringBuilder read = new StringBuilder("spark.read.format(" + Python.text(format) + ")");
        node.fields()
                .path(optionsField)
                .properties()
                .forEach(option -> read.append(".option(")
                        .append(Python.text(option.getKey()))
                        .append(", ")
                        .append(Python.of(option.getValue()))
                        .append(")"));
        if (paths(node).size() != 1) {
            throw node.refusal("%d paths (expected: 1)".formatted(paths(node).size()));
        }
        script.assignRows(node, read + ".load(" + Python.text(paths(node).get(0)) + ")");
    }

    private static List<String> paths(StudioNode node) {
        List<String> paths = node.texts("Paths");
        if (paths.isEmpty()) {
            throw node.refusal("Paths is empty");
        }
        return paths;
    }

    private static void put(Map<String, String> options, String option, StudioNode node, String field) {
        node.text(field).filter(text -> !text.isEmpty()).ifPresent(text -> options.put(option, Python.text(text)));
    }

    private static void number(Map<String, String> options, String option, JsonNode value) {
        if (value.isNumber()) {
            options.put(option, value.asText());
        }
    }
}
