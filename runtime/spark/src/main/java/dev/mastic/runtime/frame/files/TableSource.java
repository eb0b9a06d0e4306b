package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.bookmark.FileBookmark;
import dev.mastic.runtime.frame.FieldPath;
import dev.mastic.runtime.frame.Frame;
import dev.mastic.runtime.frame.Interop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a table of the Data Catalog, of some of its partitions or of all. */
public final class TableSource {

    private static final Logger log = LoggerFactory.getLogger(TableSource.class);

    /** What a table's own parameters may say about the reading of its files, as crawlers write it. */
    private static final Set<String> FROM_PARAMETERS =
            Set.of("compressionType", "exclusions", "groupFiles", "groupSize");

    private static final Set<String> OPTIONS = Set.of(
            "compressionType",
            "exclusions",
            "groupFiles",
            "groupSize",
            "recurse",
            "boundedFiles",
            "boundedSize",
            "maxBand",
            "maxFilesInBand",
            "isFailFast",
            "excludeStorageClasses",
            "useS3ListImplementation",
            "catalogPartitionPredicate",
            "partitionPredicate",
            "mergeSchema",
            "callSite",
            "separator",
            "escaper",
            "quoteChar",
            "multiLine",
            "withHeader",
            "skipFirst",
            "jsonPath",
            "rowTag",
            "version",
            "attachFilename",
            "attachTimestamp");

    private final SparkSession spark;
    private final CatalogTable table;
    private final Options options;
    private final String predicate;
    private final Optional<FileBookmark> bookmark;
    private final List<Expression> partitions = new ArrayList<>();

    /**
     * A source of the partitions that the predicates choose.
     *
     * @param pushDownPredicate a SQL expression over the partition columns, or blank
     * @param options may hold {@code catalogPartitionPredicate}, an expression that the Data Catalog evaluates
     * @param bookmark says which of the files are new, before the bounds of the options count
     */
    public TableSource(
            SparkSession spark,
            CatalogTable table,
            String pushDownPredicate,
            Options options,
            Optional<FileBookmark> bookmark) {
        options.refuse("query", "asOfTime", "transactionId");
        if (table.tableType().equals(CatalogTableType.VIEW())) {
            throw new NotSupported("the view " + table.qualifiedName() + " as a source", "tables over files");
        }
        this.spark = spark;
        this.table = table;
        this.options = options;
        this.bookmark = bookmark;
        options.namesBeside(OPTIONS).forEach(option -> log.warn("tables have no option {}: ignored", option));
        this.predicate = pushDownPredicate;
        if (!pushDownPredicate.isBlank() && OpenTable.of(table).isEmpty()) {
            partitions.add(new Tables(spark).condition(table, pushDownPredicate));
        }
    }

    public Frame read() {
        return read(0);
    }

    /** All records, in so many partitions at least if the files can be split. */
    public Frame read(int partitionsMin) {
        Optional<OpenTable> open = OpenTable.of(table);
        if (open.isPresent()) {
            return Frame.of(rows(open.orElseThrow()));
        }
        Options all = all();
        return reading(all).read(files(listed(all, bookmark), all, partitionsMin));
    }

    /** Some records, of a few files only, whether they are new or not. */
    public Frame sample(Sample sample) {
        Optional<OpenTable> open = OpenTable.of(table);
        if (open.isPresent()) {
            return Frame.of(rows(open.orElseThrow())).limit(sample.records());
        }
        Options all = all();
        return reading(all)
                .read(files(sample.of(listed(all, Optional.empty())), all, 0))
                .limit(sample.records());
    }

    // Such formats know the files of a table themselves, and which of them a predicate needs.
    private Dataset<Row> rows(OpenTable format) {
        Dataset<Row> rows = format.read(spark, table);
        return predicate.isBlank() ? rows : rows.where(predicate);
    }

    private Options all() {
        Options own = Options.NONE;
        for (Map.Entry<String, String> parameter :
                Interop.map(table.properties()).entrySet()) {
            if (FROM_PARAMETERS.contains(parameter.getKey())) {
                own = own.with(parameter.getKey(), parameter.getValue());
            }
        }
        return own.and(TableFormat.of(table).options()).and(options);
    }

    private SourceFormat reading(Options all) {
        return switch (TableFormat.of(table).classification()) {
            case "csv" -> CsvSource.of(table.dataSchema(), all);
            case "json" -> files -> named(new RecordSource(RecordSyntax.json(all), all).read(files));
            case "xml" -> new RecordSource(RecordSyntax.xml(all), all);
            case "groklog" -> new RecordSource(RecordSyntax.grok(all), all);
            case "ion" -> new RecordSource(RecordSyntax.ion(), all);
            case "avro" -> new AvroSource(all);
            case "orc" -> ColumnarSource.of(table.dataSchema(), "orc", Options.NONE);
            default -> ColumnarSource.of(table.dataSchema(), "parquet", Options.NONE);
        };
    }

    /** Fields that differ from a column of the table in case only have the column's name. */
    private Frame named(Frame records) {
        Frame named = records;
        for (String column : table.dataSchema().fieldNames()) {
            Set<String> fields = named.schema().fields().keySet();
            List<String> alike =
                    fields.stream().filter(column::equalsIgnoreCase).toList();
            if (alike.size() == 1 && !alike.get(0).equals(column)) {
                named = named.renameField(FieldPath.ofName(alike.get(0)), FieldPath.ofName(column));
            }
        }
        return named;
    }

    private SourceFiles files(FileSet set, Options all, int partitionsMin) {
        return new SourceFiles(
                spark, set, new Packing(all, partitionsMin), FileSource.text(all), options.without(OPTIONS));
    }

    private FileSet listed(Options all, Optional<FileBookmark> fresh) {
        FileListing listing = new FileListing(spark, all, fresh);
        if (table.partitionColumnNames().isEmpty()) {
            return listing.ofTable(new Path(table.location()));
        }
        String expression = options.text("catalogPartitionPredicate").orElse("");
        List<PartitionPath> chosen = new Tables(spark).partitions(table, partitions, expression);
        return listing.ofPartitions(table.partitionSchema(), chosen);
    }
}
