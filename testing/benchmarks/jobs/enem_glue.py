"""ENEM microdata from CSV to typed Parquet by year and a table: a Glue script.

--SOURCE    the folder of CSV files
--TARGET    where the Parquet files go
--DATABASE  of the table enem_by_year
"""

import sys

from pyspark.context import SparkContext

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions


def type_of(column):
    if column.startswith("NU_NOTA_"):
        return "double"
    if column == "NU_INSCRICAO":
        return "long"
    return "string" if column.startswith(("NO_", "SG_", "TX_", "TP_SEXO", "Q")) else "int"


args = getResolvedOptions(sys.argv, ["JOB_NAME", "SOURCE", "TARGET", "DATABASE"])
glue = GlueContext(SparkContext.getOrCreate())
job = Job(glue)
job.init(args["JOB_NAME"], args)

raw = glue.create_dynamic_frame.from_options(
    "s3",
    {"paths": [args["SOURCE"]]},
    format="csv",
    format_options={"withHeader": True, "separator": ";", "encoding": "ISO-8859-1"},
)
typed = raw.apply_mapping([(f.name, "string", f.name.lower(), type_of(f.name)) for f in raw.schema().fields])

glue.purge_s3_path(args["TARGET"], {"retentionPeriod": 0})
sink = glue.getSink("s3", path=args["TARGET"], enableUpdateCatalog=True, partitionKeys=["nu_ano"])
sink.setCatalogInfo(catalogDatabase=args["DATABASE"], catalogTableName="enem_by_year")
sink.setFormat("glueparquet")
sink.writeFrame(typed)
job.commit()
