package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Interop;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;

/** Tables of the Data Catalog whose files a format of its own keeps account of; Spark reads and writes them through its library. */
enum OpenTable {
    DELTA("org.apache.spark.sql.delta.catalog.DeltaCatalog"),
    HUDI("org.apache.hudi.DefaultSource"),
    ICEBERG("org.apache.iceberg.spark.SparkCatalog");

    private static final String CATALOG = "spark.sql.catalog.";

    /** A class of the format's library. */
    private final String library;

    OpenTable(String library) {
        this.library = library;
    }

    /** The format that a table says it has; empty for tables over plain files. */
    static Optional<OpenTable> of(CatalogTable table) {
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        properties.putAll(Interop.map(table.properties()));
        String said = String.join(
                        " ",
                        properties.getOrDefault("table_type", ""),
                        properties.getOrDefault("classification", ""),
                        properties.getOrDefault("spark.sql.sources.provider", ""),
                        table.provider().isDefined() ? table.provider().get() : "",
                        table.storage().inputFormat().isDefined()
                                ? table.storage().inputFormat().get()
                                : "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> said.contains(format.word()))
                .findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rows of a table, as they are now. */
    Dataset<Row> read(SparkSession spark, CatalogTable table) {
        requireLibrary(table);
        return this == ICEBERG
                ? spark.table(name(spark, table))
                : spark.read().format(word()).load(table.location().toString());
    }

    /** Adds rows to a table; options such as {@code hoodie.*} go to the format. */
    void append(SparkSession spark, CatalogTable table, Dataset<Row> rows, Options options) {
        requireLibrary(table);
        if (this != ICEBERG) {
            rows.write()
                    .format(word())
                    .options(options.texts())
                    .mode("append")
                    .save(table.location().toString());
            return;
        }
        try {
            rows.writeTo(name(spark, table)).options(options.texts()).append();
        } catch (NoSuchTableException gone) {
            throw new IllegalStateException("table " + table.qualifiedName() + " is gone", gone);
        }
    }

    private void requireLibrary(CatalogTable table) {
        try {
            Class.forName(library, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "table " + table.qualifiedName() + " is one of " + word() + ", whose library is not there"
                            + " (expected: --datalake-formats " + word() + ")",
                    missing);
        }
    }

    /** The table by the catalog of Iceberg that the session has; the settings name it. */
    private static String name(SparkSession spark, CatalogTable table) {
        String catalog = Interop.map(spark.conf().getAll()).entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(CATALOG)
                        && setting.getValue().equals(ICEBERG.library))
                .map(setting -> setting.getKey().substring(CATALOG.length()))
                .sorted()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "table " + table.qualifiedName() + " is one of iceberg, and no setting " + CATALOG + "NAME="
                                + ICEBERG.library + " names a catalog"));
        return "`" + catalog + "`.`" + table.database() + "`.`"
                + table.identifier().table() + "`";
    }
}
