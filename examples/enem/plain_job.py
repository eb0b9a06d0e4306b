"""ENEM microdata from CSV to Parquet, one folder per year: plain PySpark, the way most people write their first job.

--SOURCE    the CSV file or its prefix, e.g. s3://lake/raw/enem/
--TARGET    where the Parquet files go, e.g. s3://lake/curated/enem/
--DATABASE  optional: register the result in this database as the table enem
"""

import argparse

from pyspark.sql import SparkSession

print("ENEM: hello from the script", flush=True)

parser = argparse.ArgumentParser()
parser.add_argument("--SOURCE", required=True)
parser.add_argument("--TARGET", required=True)
parser.add_argument("--DATABASE")
args, _ = parser.parse_known_args()  # Glue passes --JOB_NAME, --JOB_RUN_ID and others as well

spark = SparkSession.builder.appName("enem").getOrCreate()

enem = (
    spark.read.option("header", True)
    .option("inferSchema", True)
    .option("sep", ";")
    .option("encoding", "ISO-8859-1")
    .csv(args.SOURCE)
)
print(f"ENEM: {len(enem.columns)} columns in {args.SOURCE}", flush=True)

enem.write.mode("overwrite").partitionBy("NU_ANO").parquet(args.TARGET)
print(f"ENEM: {spark.read.parquet(args.TARGET).count()} rows written to {args.TARGET}", flush=True)

if args.DATABASE:
    spark.sql(f"CREATE DATABASE IF NOT EXISTS {args.DATABASE}")
    spark.sql(f"CREATE TABLE IF NOT EXISTS {args.DATABASE}.enem USING PARQUET LOCATION '{args.TARGET}'")
    spark.sql(f"MSCK REPAIR TABLE {args.DATABASE}.enem")
    print(f"ENEM: table {args.DATABASE}.enem is registered", flush=True)
