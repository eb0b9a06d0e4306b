package dev.mastic.runtime.warmup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One database with one partitioned table, which every catalog lookup of the warm-up finds. */
final class WarmUpCatalog {
    private static final Pattern NAME = Pattern.compile("\"Name\"\\s*:\\s*\"([^\"]*)\"");
    private static final String COLUMNS = "[{\"Name\":\"a\",\"Type\":\"int\"},{\"Name\":\"c\",\"Type\":\"double\"}]";

    Answer answer(String target, String body) {
        return switch (target.substring(target.indexOf('.') + 1)) {
            case "GetDatabase" -> Answer.json(200, "{\"Database\":{\"Name\":\"" + name(body) + "\"}}");
            case "GetTable" -> Answer.json(200, "{\"Table\":" + table(name(body)) + "}");
            case "GetPartitions" -> Answer.json(200, "{\"Partitions\":[" + partition() + "]}");
            default -> Answer.json(400, "{\"__type\":\"EntityNotFoundException\",\"Message\":\"not in the warm-up\"}");
        };
    }

    private static String name(String body) {
        Matcher matcher = NAME.matcher(body);
        return matcher.find() ? matcher.group(1) : "default";
    }

    private static String table(String name) {
        return "{\"Name\":\"" + name + "\",\"DatabaseName\":\"default\",\"TableType\":\"EXTERNAL_TABLE\","
                + "\"Parameters\":{\"classification\":\"parquet\"},"
                + "\"PartitionKeys\":[{\"Name\":\"b\",\"Type\":\"string\"}],\"StorageDescriptor\":" + storage("p")
                + "}";
    }

    private static String partition() {
        return "{\"Values\":[\"x1\"],\"DatabaseName\":\"default\",\"StorageDescriptor\":" + storage("p/b=x1") + "}";
    }

    private static String storage(String path) {
        return "{\"Columns\":" + COLUMNS + ",\"Location\":\"s3://" + WarmUpLake.BUCKET + "/" + path + "\","
                + "\"InputFormat\":\"org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat\","
                + "\"OutputFormat\":\"org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat\","
                + "\"SerdeInfo\":{\"SerializationLibrary\":\"org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe\"}}";
    }
}
