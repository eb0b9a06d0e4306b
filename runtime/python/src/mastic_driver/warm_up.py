"""One small job run before anybody asks, through Python: what it loads and compiles, the script finds ready."""

import gc
import shutil
import tempfile
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from mastic_driver.gateway import Gateway

ROWS = 200


def warm_up(gateway: Gateway) -> None:
    directory = Path(tempfile.mkdtemp(prefix="warm-up-"))
    try:
        _job(str(directory))
    finally:
        shutil.rmtree(directory)
    gateway.forget()
    gc.collect()
    gc.freeze()
    gateway.entry_point.warmedUp()


def _job(directory: str) -> None:
    spark = SparkSession.builder.getOrCreate()
    source = Path(directory) / "a.csv"
    source.write_text("a,b,c\n" + "".join(f"{i},x{i % 7},{i * 0.5}\n" for i in range(ROWS)))
    rows = spark.read.option("header", True).option("inferSchema", True).csv(str(source))
    rows.write.mode("overwrite").partitionBy("b").parquet(directory + "/p")
    spark.read.parquet(directory + "/p").createOrReplaceTempView("w")
    spark.sql("SELECT b, count(*) n, sum(c) s FROM w WHERE a > 3 GROUP BY b ORDER BY n").collect()
    rows.withColumn("d", F.upper("b")).filter(F.col("a") > 3).count()
    spark.catalog.dropTempView("w")
    spark.catalog.clearCache()
