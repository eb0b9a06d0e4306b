"""Rows per year of a partitioned catalog table, read through the Data Catalog.

--TABLE  the table, e.g. lake.enem
--YEAR   its partition column, e.g. nu_ano
"""

import sys

from pyspark.sql import SparkSession

from awsglue.utils import getResolvedOptions

args = getResolvedOptions(sys.argv, ["TABLE", "YEAR"])
spark = SparkSession.builder.enableHiveSupport().getOrCreate()

query = f"SELECT {args['YEAR']} AS year, count(*) AS people FROM {args['TABLE']} GROUP BY 1 ORDER BY 1"
for row in spark.sql(query).collect():
    print(f"{row.year} {row.people}")
