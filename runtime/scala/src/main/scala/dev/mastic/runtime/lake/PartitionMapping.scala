package dev.mastic.runtime.lake

import com.amazonaws.services.glue.model.{Partition, PartitionInput, StorageDescriptor, Table}
import org.apache.hadoop.fs.Path
import org.apache.spark.sql.catalyst.catalog._
import org.apache.spark.sql.catalyst.catalog.CatalogTypes.TablePartitionSpec

import scala.collection.JavaConverters._

/** A partition as Glue stores it (values in the order of the table's keys) and as Spark means it (values by name). */
private[lake] object PartitionMapping {
  def fromGlue(partition: Partition, table: CatalogTable): CatalogTablePartition = {
    val parameters = TableMapping.map(partition.getParameters)
    CatalogTablePartition(
      spec = table.partitionColumnNames.zip(partition.getValues.asScala).toMap,
      // The table's source reads every partition: of the partition's own description only the place counts.
      storage = table.storage.copy(locationUri = TableMapping.fromGlue(partition.getStorageDescriptor).locationUri),
      parameters = parameters.filterKeys(!TableMapping.isOurs(_)).map(identity),
      createTime = Option(partition.getCreationTime).map(_.getTime).getOrElse(0L),
      lastAccessTime = Option(partition.getLastAccessTime).map(_.getTime).getOrElse(-1L),
      stats = Statistics.read(parameters, table.identifier.table))
  }

  def toGlue(partition: CatalogTablePartition, stored: Table, table: CatalogTable): PartitionInput =
    new PartitionInput()
      .withValues(values(partition.spec, table).asJava)
      .withParameters((partition.parameters ++ partition.stats.map(Statistics.write).getOrElse(Map.empty)).asJava)
      .withStorageDescriptor(descriptor(partition, stored, table))

  def values(spec: TablePartitionSpec, table: CatalogTable): Seq[String] = {
    val byName = ExternalCatalogUtils.convertNullPartitionValues(spec).map { case (name, value) => name.toLowerCase -> value }
    table.partitionColumnNames.map { name =>
      byName.getOrElse(name.toLowerCase, throw new IllegalArgumentException(
        s"partition ${spec.mkString("(", ", ", ")")} of ${table.identifier.unquotedString}: $name is missing"))
    }
  }

  private def descriptor(partition: CatalogTablePartition, stored: Table, table: CatalogTable): StorageDescriptor = {
    val place = partition.storage.locationUri.map(CatalogUtils.URIToString).orElse {
      table.storage.locationUri.map { root =>
        ExternalCatalogUtils.generatePartitionPath(partition.spec, table.partitionColumnNames, new Path(root)).toString
      }
    }
    val descriptor = stored.getStorageDescriptor.clone()
    place.foreach(descriptor.setLocation)
    descriptor
  }
}
