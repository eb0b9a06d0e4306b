"""ENEM microdata from the Data Catalog to a partitioned table: the same job with AWS Glue's own library.

    --DATABASE  the database of both tables
    --SOURCE    the catalog table of the raw CSV file, e.g. enem_raw
    --TARGET    where the Parquet files go, e.g. s3://lake/curated/enem_scores/

Creates and updates the table enem_scores: one row per person who wrote all four papers.
"""

import sys

from pyspark.context import SparkContext

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.transforms import ApplyMapping, Filter
from awsglue.utils import getResolvedOptions

args = getResolvedOptions(sys.argv, ["JOB_NAME", "DATABASE", "SOURCE", "TARGET"])

glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

raw = glueContext.create_dynamic_frame.from_catalog(
    database=args["DATABASE"], table_name=args["SOURCE"], transformation_ctx="raw"
)
print(f"rows read: {raw.count()}")

mapped = ApplyMapping.apply(
    frame=raw,
    mappings=[
        ("nu_inscricao", "bigint", "person", "string"),
        ("nu_ano", "int", "year", "int"),
        ("tp_sexo", "string", "sex", "string"),
        ("sg_uf_prova", "string", "state", "string"),
        ("tp_presenca_ch", "int", "first_sunday", "int"),
        ("tp_presenca_mt", "int", "second_sunday", "int"),
        ("nu_nota_cn", "double", "sciences", "double"),
        ("nu_nota_ch", "double", "humanities", "double"),
        ("nu_nota_lc", "double", "languages", "double"),
        ("nu_nota_mt", "double", "mathematics", "double"),
        ("nu_nota_redacao", "double", "essay", "double"),
    ],
    transformation_ctx="mapped",
)

complete = Filter.apply(
    frame=mapped,
    f=lambda row: row["first_sunday"] == 1 and row["second_sunday"] == 1,
    transformation_ctx="complete",
)
print(f"rows kept: {complete.count()}")

sink = glueContext.getSink(
    connection_type="s3",
    path=args["TARGET"],
    enableUpdateCatalog=True,
    updateBehavior="UPDATE_IN_DATABASE",
    partitionKeys=["year"],
    transformation_ctx="sink",
)
sink.setCatalogInfo(catalogDatabase=args["DATABASE"], catalogTableName="enem_scores")
sink.setFormat("glueparquet")
sink.writeFrame(complete)

job.commit()
