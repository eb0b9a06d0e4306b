"""A small CSV file to partitioned Parquet: --SOURCE and --TARGET."""

import argparse

from pyspark.sql import SparkSession

parser = argparse.ArgumentParser()
parser.add_argument("--SOURCE", required=True)
parser.add_argument("--TARGET", required=True)
args, _ = parser.parse_known_args()

spark = SparkSession.builder.appName("short").getOrCreate()
sales = spark.read.option("header", True).option("sep", ";").option("inferSchema", True).csv(args.SOURCE)
sales.write.mode("overwrite").partitionBy("year").parquet(args.TARGET)
