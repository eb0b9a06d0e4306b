package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Interop;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalog;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils$;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** The tables of the Data Catalog, as Spark's own catalog of the session shows them. */
public final class Tables {

    private final SparkSession spark;
    private final ExternalCatalog catalog;
    private final SessionCatalog session;

    public Tables(SparkSession spark) {
        this.spark = spark;
        this.catalog = spark.sharedState().externalCatalog().unwrapped();
        this.session = spark.sessionState().catalog();
    }

    public CatalogTable get(String database, String name) {
        return catalog.getTable(database, name);
    }

    /** Answers the partitions that an expression of the Data Catalog itself chooses. */
    public interface PartitionExpressions {
        List<CatalogTablePartition> partitionsWhere(CatalogTable table, String expression);
    }

    /**
     * The partitions that predicates choose, with their places.
     *
     * @param expression that the catalog evaluates, or blank; a catalog that cannot takes it for one of Spark
     */
    List<PartitionPath> partitions(CatalogTable table, List<Expression> predicates, String expression) {
        String timeZone = spark.sessionState().conf().sessionLocalTimeZone();
        return found(table, predicates, expression, timeZone).stream()
                .map(partition -> PartitionPath.apply(
                        partition.toRow(table.partitionSchema(), timeZone), new Path(partition.location())))
                .toList();
    }

    private List<CatalogTablePartition> found(
            CatalogTable table, List<Expression> predicates, String expression, String timeZone) {
        if (!expression.isBlank() && catalog instanceof PartitionExpressions expressions) {
            return Interop.list(ExternalCatalogUtils$.MODULE$.prunePartitionsByFilter(
                    table,
                    Interop.seq(expressions.partitionsWhere(table, expression)),
                    Interop.seq(predicates),
                    timeZone));
        }
        List<Expression> all = new ArrayList<>(predicates);
        if (!expression.isBlank()) {
            all.add(condition(table, expression));
        }
        return Interop.list(catalog.listPartitionsByFilter(
                table.database(), table.identifier().table(), Interop.seq(all), timeZone));
    }

    /** The partitions that a predicate chooses, or all when it is blank. */
    List<CatalogTablePartition> chosen(CatalogTable table, String predicate) {
        List<Expression> predicates = predicate.isBlank() ? List.of() : List.of(condition(table, predicate));
        return found(table, predicates, "", spark.sessionState().conf().sessionLocalTimeZone());
    }

    /** Takes partitions out of the catalog; their files are none of its business. */
    void dropPartitions(CatalogTable table, List<CatalogTablePartition> partitions) {
        if (!partitions.isEmpty()) {
            catalog.dropPartitions(
                    table.database(),
                    table.identifier().table(),
                    Interop.seq(
                            partitions.stream().map(CatalogTablePartition::spec).toList()),
                    true,
                    false,
                    true);
            session.invalidateCachedTable(table.identifier());
        }
    }

    /**
     * A predicate over the partition columns of a table.
     *
     * @throws IllegalArgumentException when it names another column, or is no predicate
     */
    Expression condition(CatalogTable table, String predicate) {
        try {
            return ((Filter) spark.createDataFrame(List.of(), table.partitionSchema())
                            .where(predicate)
                            .queryExecution()
                            .analyzed())
                    .condition();
        } catch (Exception unresolved) {
            if (unresolved instanceof AnalysisException) {
                throw new IllegalArgumentException(
                        "User's pushdown predicate: " + predicate + " can not be resolved against partition columns: ["
                                + String.join(", ", Interop.list(table.partitionColumnNames())) + "]",
                        unresolved);
            }
            throw unresolved;
        }
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
