package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Interop;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTable$;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition;
import org.apache.spark.sql.catalyst.catalog.CatalogTablePartition$;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Makes Spark's records of tables and partitions, whose many defaults Java must ask for one by one. */
final class CatalogTables {

    private CatalogTables() {}

    static CatalogTable empty(
            TableIdentifier name, CatalogTableType type, CatalogStorageFormat storage, StructType columns) {
        CatalogTable$ defaults = CatalogTable$.MODULE$;
        return new CatalogTable(
                name,
                type,
                storage,
                columns,
                defaults.apply$default$5(),
                defaults.apply$default$6(),
                defaults.apply$default$7(),
                defaults.apply$default$8(),
                defaults.apply$default$9(),
                defaults.apply$default$10(),
                defaults.apply$default$11(),
                defaults.apply$default$12(),
                defaults.apply$default$13(),
                defaults.apply$default$14(),
                defaults.apply$default$15(),
                defaults.apply$default$16(),
                defaults.apply$default$17(),
                defaults.apply$default$18(),
                defaults.apply$default$19(),
                defaults.apply$default$20());
    }

    static CatalogTable with(CatalogTable table, List<String> partitionKeys, Map<String, String> parameters) {
        return table.copy(
                table.identifier(),
                table.tableType(),
                table.storage(),
                table.schema(),
                // A table of Glue has a SerDe and no Spark source; which one reads it follows from the SerDe.
                Option.empty(),
                Interop.seq(partitionKeys),
                table.bucketSpec(),
                table.owner(),
                table.createTime(),
                table.lastAccessTime(),
                table.createVersion(),
                Interop.map(parameters),
                table.stats(),
                table.viewText(),
                table.comment(),
                table.unsupportedFeatures(),
                true,
                table.schemaPreservesCase(),
                table.ignoredProperties(),
                table.viewOriginalText());
    }

    static CatalogTablePartition partition(
            scala.collection.immutable.Map<String, String> spec, CatalogStorageFormat storage) {
        CatalogTablePartition$ defaults = CatalogTablePartition$.MODULE$;
        return new CatalogTablePartition(
                spec,
                storage,
                defaults.apply$default$3(),
                defaults.apply$default$4(),
                defaults.apply$default$5(),
                defaults.apply$default$6());
    }
}
