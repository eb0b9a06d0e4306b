"""People over 30 from a catalog table to Parquet, with one column renamed.

--DATABASE, --TABLE  the catalog table to read
--TARGET             where the Parquet files go
"""

import sys

from pyspark.context import SparkContext

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.transforms import Filter
from awsglue.utils import getResolvedOptions

args = getResolvedOptions(sys.argv, ["JOB_NAME", "DATABASE", "TABLE", "TARGET"])

glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

people = glueContext.create_dynamic_frame.from_catalog(database=args["DATABASE"], table_name=args["TABLE"])
print(f"people: {people.count()}")

older = Filter.apply(frame=people, f=lambda row: int(row["age"]) > 30)
print(f"over 30: {older.count()}")

renamed = older.toDF().withColumnRenamed("name", "full_name")
result = DynamicFrame.fromDF(renamed, glueContext, "result")
result.printSchema()

glueContext.write_dynamic_frame.from_options(
    frame=result, connection_type="s3", connection_options={"path": args["TARGET"]}, format="parquet"
)
job.commit()
