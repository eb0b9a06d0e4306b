"""Orders are checked against rules: rows that pass become Parquet, the others wait in quarantine with the reasons."""

import sys

from pyspark.context import SparkContext
from pyspark.sql.functions import col

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from awsgluedq.transforms import EvaluateDataQuality

RULES = """
    Rules = [
        ColumnLength "customer" > 0,
        ColumnValues "amount" > 0,
        ColumnValues "state" in ["paid", "open", "returned"],
        ColumnValues "amount" > 0 with threshold > 0.5,
        RowCount > 0
    ]
"""
COLUMNS = ["order_id", "customer", "amount", "state"]

args = getResolvedOptions(sys.argv, ["JOB_NAME", "INPUT", "OUTPUT"])
glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

raw = glueContext.create_dynamic_frame.from_options(
    "s3", {"paths": [args["INPUT"]]}, format="csv", format_options={"withHeader": True}
)
orders = ApplyMapping.apply(
    frame=raw,
    mappings=[("id", "string", "order_id", "long"), ("customer", "string", "customer", "string"),
              ("amount", "string", "amount", "double"), ("state", "string", "state", "string")],
)  # fmt: skip

checked = EvaluateDataQuality().process_rows(
    frame=orders,
    ruleset=RULES,
    publishing_options={"dataQualityEvaluationContext": "orders", "resultsS3Prefix": args["OUTPUT"] + "/results"},
    additional_options={"performanceTuning.caching": "CACHE_INPUT"},
)
for outcome in checked["ruleOutcomes"].toDF().collect():
    print(f"{outcome.Outcome}: {outcome.Rule}")

rows = checked["rowLevelOutcomes"].toDF()
good = rows.filter(col("DataQualityEvaluationResult") == "Passed").select(*COLUMNS)
bad = rows.filter(col("DataQualityEvaluationResult") == "Failed")
bad = bad.select(*COLUMNS, col("DataQualityRulesFail").alias("failed"))
glueContext.write_dynamic_frame.from_options(
    DynamicFrame.fromDF(good, glueContext, "good"), "s3", {"path": args["OUTPUT"] + "/good"}, format="parquet"
)
glueContext.write_dynamic_frame.from_options(
    DynamicFrame.fromDF(bad, glueContext, "bad"), "s3", {"path": args["OUTPUT"] + "/quarantine"}, format="json"
)
print(f"{good.count()} good, {bad.count()} in quarantine")
job.commit()
