"""What to do with a column that holds numbers in some records and texts in others.

--SOURCE  the folder of orders.json
--TARGET  where the cleaned orders go
"""

import sys

from pyspark.context import SparkContext

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.transforms import ResolveChoice
from awsglue.utils import getResolvedOptions

args = getResolvedOptions(sys.argv, ["JOB_NAME", "SOURCE", "TARGET"])

glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

orders = glueContext.create_dynamic_frame.from_options(
    connection_type="s3", connection_options={"paths": [args["SOURCE"]]}, format="json"
)
orders.printSchema()  # price: choice of int, long and string

print("make_cols: a column for each type")
ResolveChoice.apply(frame=orders, specs=[("price", "make_cols")]).select_fields(
    ["order", "price_int", "price_long", "price_string"]
).show()

print("project: the values of one type, null for the others")
ResolveChoice.apply(frame=orders, specs=[("price", "project:string")]).select_fields(["order", "price"]).show()

print("cast: every value in one type, null where that cannot be")
cleaned = ResolveChoice.apply(frame=orders, specs=[("price", "cast:double"), ("address.zip", "cast:string")])
cleaned.show()
print(f"without a price: {cleaned.filter(lambda order: order['price'] is None).count()}")

glueContext.write_dynamic_frame.from_options(
    frame=cleaned, connection_type="s3", connection_options={"path": args["TARGET"]}, format="parquet"
)
job.commit()
