package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Interop;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils$;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** The tables of the Data Catalog, as Spark's own catalog of the session shows them. */
public final class Tables {

    private final ExternalCatalog catalog;
    private final SessionCatalog session;

    public Tables(SparkSession spark) {
        this.catalog = spark.sharedState().externalCatalog().unwrapped();
        this.session = spark.sessionState().catalog();
    }

    public CatalogTable get(String database, String name) {
        return catalog.getTable(database, name);
    }

    boolean exists(String database, String name) {
        return catalog.tableExists(database, name);
    }

    /** Declares a table over files of a format; its columns are those of the rows, the partition keys last. */
    void create(
            TableIdentifier name, TableFormat format, URI location, StructType columns, List<String> partitionKeys) {
        StructType ordered = new StructType();
        for (StructField field : columns.fields()) {
            ordered = partitionKeys.contains(field.name()) ? ordered : ordered.add(nullable(field));
        }
        for (String key : partitionKeys) {
            ordered = ordered.add(nullable(columns.apply(key)));
        }
        CatalogTable empty = CatalogTables.empty(name, CatalogTableType.EXTERNAL(), format.storage(location), ordered);
        catalog.createTable(CatalogTables.with(empty, partitionKeys, format.parameters()), false);
    }

    /** Adds the columns that the table lacks; columns that it has keep their type. */
    void addColumns(CatalogTable table, StructType columns) {
        StructType data = table.dataSchema();
        List<String> known =
                Arrays.stream(table.schema().fieldNames()).map(Tables::lower).toList();
        StructType wider = data;
        for (StructField field : columns.fields()) {
            wider = known.contains(lower(field.name())) ? wider : wider.add(nullable(field));
        }
        if (wider.size() > data.size()) {
            catalog.alterTableDataSchema(table.database(), table.identifier().table(), wider);
            session.invalidateCachedTable(table.identifier());
        }
    }

    /** Declares partitions where their files are; those that the table has already stay as they are. */
    void addPartitions(CatalogTable table, List<Map<String, String>> partitions) {
        List<CatalogTablePartition> added = new ArrayList<>();
        for (Map<String, String> values : partitions) {
            Map<String, String> ordered = new LinkedHashMap<>();
            Interop.list(table.partitionColumnNames()).forEach(key -> ordered.put(key, values.getOrDefault(key, "")));
            scala.collection.immutable.Map<String, String> spec = Interop.map(ordered);
            Path directory = ExternalCatalogUtils$.MODULE$.generatePartitionPath(
                    spec, table.partitionColumnNames(), new Path(table.location()));
            CatalogStorageFormat storage = table.storage();
            CatalogStorageFormat there = new CatalogStorageFormat(
                    Option.apply(directory.toUri()),
                    storage.inputFormat(),
                    storage.outputFormat(),
                    storage.serde(),
                    storage.compressed(),
                    storage.properties());
            added.add(CatalogTables.partition(spec, there));
        }
        if (!added.isEmpty()) {
            catalog.createPartitions(table.database(), table.identifier().table(), Interop.seq(added), true);
            session.invalidateCachedTable(table.identifier());
        }
    }

    private static StructField nullable(StructField field) {
        return new StructField(field.name(), field.dataType(), true, field.metadata());
    }

    private static String lower(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }
}
