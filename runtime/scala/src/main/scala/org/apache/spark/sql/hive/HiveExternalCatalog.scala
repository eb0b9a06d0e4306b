package org.apache.spark.sql.hive

import dev.mastic.runtime.catalog.{GlueCatalog, GlueConnection}
import dev.mastic.runtime.lake.GlueExternalCatalog
import org.apache.hadoop.conf.Configuration
import org.apache.spark.SparkConf

/** The class that Spark looks up by name for catalogImplementation=hive: the Data Catalog, without Hive. */
class HiveExternalCatalog(conf: SparkConf, hadoopConf: Configuration)
    extends GlueExternalCatalog(
      new GlueCatalog(() => GlueConnection.client()),
      conf.get("spark.sql.warehouse.dir", "spark-warehouse"),
      hadoopConf)
