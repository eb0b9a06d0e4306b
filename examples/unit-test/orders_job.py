"""A Glue job whose parts can be tested: orders with a total per customer, written as Parquet, paid ones only."""

import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.transforms import ApplyMapping, Filter
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

MAPPING = [("id", "string", "order_id", "long"), ("customer", "string", "customer", "string"),
           ("amount", "string", "amount", "decimal(10,2)"), ("state", "string", "state", "string")]  # fmt: skip


def paid(orders):
    return Filter.apply(frame=orders, f=lambda order: order["state"] == "paid")


def typed(orders):
    return ApplyMapping.apply(frame=orders, mappings=MAPPING)


def totals(orders, glue_context):
    sums = orders.toDF().groupBy("customer").agg({"amount": "sum"}).withColumnRenamed("sum(amount)", "total")
    return DynamicFrame.fromDF(sums, glue_context, "totals")


def main():
    args = getResolvedOptions(sys.argv, ["JOB_NAME", "INPUT", "OUTPUT"])
    glue_context = GlueContext(SparkContext.getOrCreate())
    job = Job(glue_context)
    job.init(args["JOB_NAME"], args)
    orders = glue_context.create_dynamic_frame.from_options(
        "s3", {"paths": [args["INPUT"]]}, format="csv", format_options={"withHeader": True}
    )
    glue_context.write_dynamic_frame.from_options(
        totals(typed(paid(orders)), glue_context), "s3", {"path": args["OUTPUT"]}, format="parquet"
    )
    job.commit()


if __name__ == "__main__":
    main()
