"""One small job run before anybody asks, through Python: what it loads and compiles, the script finds ready."""

import gc

from pyspark.sql import SparkSession, functions

import awsglue.context
import awsglue.dynamicframe
import awsglue.job
import awsglue.transforms
import awsglue.utils  # noqa: F401  (scripts import them; here they cost nothing)
from mastic_driver.gateway import Gateway

ROWS = 20_000
BUCKET = "s3://mastic-warm-up"


def warm_up(gateway: Gateway) -> None:
    spark = SparkSession.builder.getOrCreate()
    _from_csv_to_partitioned_parquet(spark)
    gateway.forget()
    gc.collect()
    gc.freeze()
    gateway.entry_point.warmedUp()


def _from_csv_to_partitioned_parquet(spark: SparkSession) -> None:
    line = "if(id = 0, 'a,b,c', concat_ws(',', id, concat('x', id % 7), id / 2)) line"
    spark.range(ROWS).coalesce(1).selectExpr(line).write.text(BUCKET + "/csv")
    rows = spark.read.option("header", True).option("inferSchema", True).csv(BUCKET + "/csv")
    rows.write.mode("overwrite").partitionBy("b").parquet(BUCKET + "/p")
    spark.read.parquet(BUCKET + "/p").createOrReplaceTempView("w")
    spark.sql("SELECT b, count(*) n, sum(c) s FROM w WHERE a > 3 GROUP BY b ORDER BY n").collect()
    rows.withColumn("d", functions.upper("b")).filter(functions.col("a") > 3).count()
    # Every table of the warm-up's catalog is the one just written.
    spark.sql("SELECT a, c FROM default.warm_up WHERE b = 'x1' AND a > 3").collect()
    spark.catalog.dropTempView("w")
    spark.catalog.clearCache()
