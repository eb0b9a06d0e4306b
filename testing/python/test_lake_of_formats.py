"""What sources and sinks do on the lake: all or nothing, with the role's permissions, and with storage classes."""

from __future__ import annotations

import subprocess

import pytest
from support import GLUE_SERVICE, World, allow, unique

from mastic_cli.local import mastic_home

pytestmark = [pytest.mark.run, pytest.mark.slow]

LIFE = """
    import sys
    from awsglue import DynamicFrame
    from awsglue.context import GlueContext
    from pyspark.context import SparkContext
    glue = GlueContext(SparkContext.getOrCreate())
    spark = glue.spark_session
    spark.sql("create database formats location 's3://lake/formats'")
    frame = DynamicFrame.fromDF(spark.sql("select id, id % 3 as y from range(6)"), glue)
    sink = glue.getSink("s3", path="s3://lake/formats/t/", partitionKeys=["y"], enableUpdateCatalog=True)
    sink.setCatalogInfo("formats", "t")
    sink.setFormat("glueparquet")
    sink.writeFrame(frame)

    def ids(**options):
        table = glue.create_dynamic_frame.from_catalog("formats", "t", additional_options=options)
        return sorted(row["id"] for row in table.toDF().collect())

    print("all", ids())
    print("chosen", ids(catalogPartitionPredicate="y = 1 or y = 2", boundedFiles="1")[:1])
    failing = DynamicFrame.fromDF(
        spark.sql("select if(id = 99, raise_error('no'), id) as id, id % 2 as y from range(0, 100, 1, 2)"), glue
    )
    try:
        glue.write_dynamic_frame.from_options(
            failing, "s3", {"path": "s3://lake/formats/failed/", "partitionKeys": ["y"]}, "json"
        )
    except Exception as expected:
        print("failed", "no" in str(expected))
    glue.transition_s3_path("s3://lake/formats/t/y=0/", "GLACIER", {"retentionPeriod": 0})
    glue.transition_s3_path("s3://lake/formats/t/y=2/", "STANDARD_IA", {"retentionPeriod": 0})
    print("without", ids(), ids(excludeStorageClasses=["STANDARD_IA", "GLACIER"]))
    try:
        ids(excludeStorageClasses=[])
    except Exception as expected:
        print("archived", "storage class" in str(expected))
    try:
        glue.transition_s3_path("s3://lake/formats/t/y=2/", "NEVER", {"retentionPeriod": 0})
    except Exception as expected:
        print("refused", "could be changed" in str(expected))
    glue.purge_table("formats", "t", {"retentionPeriod": 0, "partitionPredicate": "y = 1",
                                      "manifestFilePath": "s3://lake/formats/manifest/"})
    print("purged", ids(), [row.partition for row in spark.sql("show partitions formats.t").collect()])
"""


def test_sources_and_sinks_on_the_lake(world: World, admin: str) -> None:
    run = world.run(world.job(LIFE, role=admin))
    assert run["JobRunState"] == "SUCCEEDED", run["ErrorMessage"]
    lines = world.output(run, until="purged")
    assert lines[-7:] == [
        "all [0, 1, 2, 3, 4, 5]",
        "chosen [1]",
        "failed True",
        "without [1, 2, 4, 5] [1, 4]",
        "archived True",
        "refused True",
        "purged [2, 5] ['y=0', 'y=2']",
    ]
    listed = world.s3.list_objects_v2(Bucket="lake", Prefix="formats/")["Contents"]
    keys = {item["Key"]: item["StorageClass"] for item in listed}
    assert not [key for key in keys if "failed" in key or "_temporary" in key or "_SUCCESS" in key], keys
    assert {name for key, name in keys.items() if "/y=2/" in key} == {"STANDARD_IA"}
    archived = {key: name for key, name in keys.items() if "/y=0/" in key}
    assert set(archived.values()) == {"GLACIER"}
    _restored_is_read_again(world, next(iter(archived)))
    assert all(key.split("/")[-1].startswith("run-") for key in keys if "/t/y=" in key)
    assert "formats/manifest/Success.csv" in keys


def _restored_is_read_again(world: World, key: str) -> None:
    with pytest.raises(world.s3.exceptions.InvalidObjectState):
        world.s3.get_object(Bucket="lake", Key=key)
    world.s3.restore_object(
        Bucket="lake", Key=key, RestoreRequest={"Days": 1, "GlacierJobParameters": {"Tier": "Standard"}}
    )
    assert world.s3.head_object(Bucket="lake", Key=key)["Restore"].startswith('ongoing-request="false"')
    assert world.s3.get_object(Bucket="lake", Key=key)["Body"].read()


HALF = """
    from awsglue import DynamicFrame
    from awsglue.context import GlueContext
    from pyspark.context import SparkContext
    glue = GlueContext(SparkContext.getOrCreate())
    frame = DynamicFrame.fromDF(glue.spark_session.sql("select id, id % 2 as y from range(0, 8, 1, 2)"), glue)
    options = {"path": "s3://lake/half/", "partitionKeys": ["y"]}
    glue.write_dynamic_frame.from_options(frame, "s3", options, "json")
"""


def test_a_permission_that_is_missing_half_way_leaves_nothing(world: World) -> None:
    role = world.role(
        allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]),
        allow(["s3:PutObject", "s3:AbortMultipartUpload"], "arn:aws:s3:::lake/half/y=0/*"),
    )
    world.iam.attach_role_policy(RoleName=role, PolicyArn=GLUE_SERVICE)
    run = world.run(world.job(HALF, role=role))
    assert run["JobRunState"] == "FAILED", run
    assert "s3:PutObject" in run["ErrorMessage"], run
    assert "Contents" not in world.s3.list_objects_v2(Bucket="lake", Prefix="half/")


OVERWRITE = """
    from pyspark.sql import SparkSession
    spark = SparkSession.builder.getOrCreate()
    spark.range(3).write.parquet("s3://lake/kept/t/")
    spark.range(9).write.mode("overwrite").parquet("s3://lake/kept/t/")
"""


def test_who_may_not_delete_overwrites_nothing(world: World) -> None:
    role = world.role(
        allow(
            ["s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:AbortMultipartUpload"],
            ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"],
        )
    )
    world.iam.attach_role_policy(RoleName=role, PolicyArn=GLUE_SERVICE)
    run = world.run(world.job(OVERWRITE, role=role))
    assert run["JobRunState"] == "FAILED", run
    assert "s3:DeleteObject" in run["ErrorMessage"], run
    keys = [item["Key"] for item in world.s3.list_objects_v2(Bucket="lake", Prefix="kept/t/part-")["Contents"]]
    # The files of one write have one id.
    assert len({key.split("-", 2)[2].split("-c000")[0] for key in keys}) == 1, keys


OPEN_TABLES = {
    "delta": "create table formats_delta.t (id bigint, name string) using delta",
    "iceberg": "create table glue_catalog.formats_iceberg.t (id bigint, name string) using iceberg",
}


@pytest.mark.parametrize("name", OPEN_TABLES)
def test_tables_of_open_formats(name: str, world: World, admin: str) -> None:
    subprocess.run([mastic_home() / "build/datalake-formats", name], check=True, timeout=600)
    own = "glue_catalog." if name == "iceberg" else ""
    script = f"""
        from awsglue.context import GlueContext
        from pyspark.context import SparkContext
        glue = GlueContext(SparkContext.getOrCreate())
        spark = glue.spark_session
        spark.sql("create database formats_{name} location 's3://lake/formats_{name}'")
        spark.sql("{OPEN_TABLES[name]}")
        spark.sql("insert into {own}formats_{name}.t values (1, 'a'), (2, 'b')")
        more = spark.sql("select 3L as id, 'c' as name")
        glue.write_data_frame.from_catalog(more, "formats_{name}", "t")
        spark.sql("update {own}formats_{name}.t set name = 'z' where id = 1")
        rows = glue.create_data_frame.from_catalog("formats_{name}", "t").select("id", "name")
        print("rows", sorted(map(tuple, rows.collect())))
    """
    job = world.job(script, role=admin)
    arguments = {"--datalake-formats": name}
    if name == "iceberg":
        arguments["--conf"] = "spark.sql.catalog.glue_catalog.warehouse=s3://lake/formats_iceberg"
    run = world.run(job, arguments)
    assert run["JobRunState"] == "SUCCEEDED", run["ErrorMessage"]
    assert world.output(run, until="rows")[-1] == "rows [(1, 'z'), (2, 'b'), (3, 'c')]"
    assert world.glue.get_table(DatabaseName=f"formats_{name}", Name="t")["Table"]["Name"] == "t"


HUDI = """
    from awsglue.context import GlueContext
    from pyspark.context import SparkContext
    glue = GlueContext(SparkContext.getOrCreate())
    spark = glue.spark_session
    options = {"hoodie.table.name": "t", "hoodie.datasource.write.recordkey.field": "id"}
    rows = spark.sql("select 1L as id, 'a' as name union all select 2L, 'b'")
    rows.write.format("hudi").options(**options).mode("overwrite").save("s3://lake/formats_hudi/t")
    more = spark.sql("select 3L as id, 'c' as name union all select 1L, 'z'")
    glue.write_data_frame.from_catalog(more, "formats_hudi", "t", additional_options=options)
    rows = glue.create_data_frame.from_catalog("formats_hudi", "t").select("id", "name")
    print("rows", sorted(map(tuple, rows.collect())))
"""


def test_tables_of_hudi(world: World, admin: str) -> None:
    subprocess.run([mastic_home() / "build/datalake-formats", "hudi"], check=True, timeout=600)
    world.glue.create_database(DatabaseInput={"Name": "formats_hudi"})
    columns = [{"Name": "id", "Type": "bigint"}, {"Name": "name", "Type": "string"}]
    world.glue.create_table(
        DatabaseName="formats_hudi",
        TableInput={
            "Name": "t",
            "StorageDescriptor": {"Columns": columns, "Location": "s3://lake/formats_hudi/t"},
            "Parameters": {"classification": "hudi"},
        },
    )
    run = world.run(world.job(HUDI, role=admin), {"--datalake-formats": "hudi"})
    assert run["JobRunState"] == "SUCCEEDED", run["ErrorMessage"]
    assert world.output(run, until="rows")[-1] == "rows [(1, 'z'), (2, 'b'), (3, 'c')]"


def test_a_format_that_is_none_fails_the_run(world: World, admin: str) -> None:
    run = world.run(world.job("print(1)", role=admin), {"--datalake-formats": unique("paimon")})
    assert run["JobRunState"] == "FAILED", run
    assert "(supported: delta, hudi, iceberg)" in run["ErrorMessage"]
