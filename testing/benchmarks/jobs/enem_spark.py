"""ENEM microdata from CSV to typed Parquet by year: plain Spark, the schema given, so that all is read once.

--SOURCE    the folder of CSV files
--TARGET    where the Parquet files go
"""

import argparse

from pyspark.sql import SparkSession


def type_of(column):
    if column.startswith("NU_NOTA_"):
        return "double"
    if column == "NU_INSCRICAO":
        return "long"
    return "string" if column.startswith(("NO_", "SG_", "TX_", "TP_SEXO", "Q")) else "int"


parser = argparse.ArgumentParser()
parser.add_argument("--SOURCE", required=True)
parser.add_argument("--TARGET", required=True)
args = parser.parse_args()

spark = SparkSession.builder.appName("enem").getOrCreate()
reader = spark.read.option("header", True).option("sep", ";").option("encoding", "ISO-8859-1")
columns = reader.csv(args.SOURCE).columns
schema = ", ".join(f"{column.lower()} {type_of(column)}" for column in columns)
typed = reader.schema(schema).csv(args.SOURCE)
typed.write.mode("overwrite").partitionBy("nu_ano").parquet(args.TARGET)
