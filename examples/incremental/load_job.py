"""Loads the orders that came since the last run into JSON files by day, each order once."""

import sys

from pyspark.context import SparkContext

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.transforms import ApplyMapping
from awsglue.utils import getResolvedOptions

args = getResolvedOptions(sys.argv, ["JOB_NAME", "SOURCE", "TARGET"])
context = GlueContext(SparkContext.getOrCreate())
job = Job(context)
job.init(args["JOB_NAME"], args)

# The transformation_ctx is the name under which the bookmark remembers what was read.
orders = context.create_dynamic_frame.from_options(
    connection_type="s3",
    connection_options={"paths": [args["SOURCE"]], "recurse": True},
    format="csv",
    format_options={"withHeader": True},
    transformation_ctx="orders",
)
typed = ApplyMapping.apply(
    orders,
    [
        ("id", "string", "id", "long"),
        ("day", "string", "day", "string"),
        ("amount", "string", "amount", "double"),
    ],
)
print("new orders:", typed.count())
context.write_dynamic_frame.from_options(
    frame=typed,
    connection_type="s3",
    connection_options={"path": args["TARGET"], "partitionKeys": ["day"]},
    format="json",
)
# Until here nobody else has seen what was written. Now all of it is there, and the bookmark has moved.
job.commit()
