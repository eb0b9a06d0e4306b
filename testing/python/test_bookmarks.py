"""Job bookmarks as users live with them: incremental loads that fail, are tried again, go back, and meet each other."""

from __future__ import annotations

import io
import json
import time
from collections import Counter
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from support import ERROR_GROUP, World, unique

pytestmark = pytest.mark.run

ENABLE = {"--job-bookmark-option": "job-bookmark-enable"}
PAUSE = {"--job-bookmark-option": "job-bookmark-pause"}

LOAD = """
    import sys, time
    import boto3
    from awsglue.context import GlueContext
    from awsglue.job import Job
    from awsglue.utils import getResolvedOptions
    from pyspark.context import SparkContext

    args = getResolvedOptions(sys.argv, ["JOB_NAME", "HOME", "PLAN"])
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    bucket, home = args["HOME"].replace("s3://", "").split("/", 1)
    orders = context.create_dynamic_frame.from_options(
        "s3", {"paths": [args["HOME"] + "/in"]}, "csv", {"withHeader": True}, transformation_ctx="orders"
    )
    context.write_dynamic_frame.from_options(orders, "s3", {"path": args["HOME"] + "/out"}, "json")
    s3 = boto3.client("s3")
    listed = s3.list_objects_v2(Bucket=bucket, Prefix=home + "/out/")
    print("rows", orders.count(), "sees output:", listed["KeyCount"] > 0)
    if args["PLAN"] == "fail-once" and "_attempt_" not in args["JOB_RUN_ID"]:
        raise ValueError("the disk of the warehouse is full")
    if args["PLAN"] == "wait":
        # Boundless by design: an object of somebody else's tells when.
        while "Contents" not in s3.list_objects_v2(Bucket=bucket, Prefix=home + "/go"):
            time.sleep(0.05)
    if args["PLAN"] != "forget":
        job.commit()
"""


class Load:
    """A job that loads new CSV files of its own prefix into JSON files beside them."""

    def __init__(self, world: World, role: str, **fields: Any) -> None:
        self.world = world
        self.prefix = unique("load")
        self.job = world.job(LOAD, role=role, ExecutionProperty={"MaxConcurrentRuns": 3}, **fields)

    def arrive(self, name: str, *orders: int) -> None:
        self.world.put(f"{self.prefix}/in/{name}", "id,item\n" + "".join(f"{order},thing\n" for order in orders))

    def start(self, plan: str = "commit", option: dict[str, str] = ENABLE) -> str:
        home = f"s3://{self.world.bucket}/{self.prefix}"
        return self.world.start(self.job, {"--HOME": home, "--PLAN": plan} | option)

    def run(self, plan: str = "commit", option: dict[str, str] = ENABLE) -> dict[str, Any]:
        return self.world.ended(self.job, self.start(plan, option))

    def loaded(self) -> Counter[int]:
        """How often each order is in the output, as everybody sees it."""
        counted: Counter[int] = Counter()
        for page in self.world.s3.get_paginator("list_objects_v2").paginate(
            Bucket=self.world.bucket, Prefix=f"{self.prefix}/out/"
        ):
            for item in page.get("Contents", []):
                body = self.world.s3.get_object(Bucket=self.world.bucket, Key=item["Key"])["Body"].read()
                counted.update(int(json.loads(line)["id"]) for line in body.splitlines())
        return counted

    def bookmark(self) -> dict[str, Any]:
        entry: dict[str, Any] = self.world.glue.get_job_bookmark(JobName=self.job)["JobBookmarkEntry"]
        return entry


def succeeded(run: dict[str, Any]) -> dict[str, Any]:
    assert run["JobRunState"] == "SUCCEEDED", run
    return run


def test_every_order_is_loaded_once_whatever_happens(world: World, admin: str) -> None:
    load = Load(world, admin, MaxRetries=1)
    load.arrive("a.csv", 1, 2, 3)
    first = succeeded(load.run())
    assert load.loaded() == Counter([1, 2, 3])
    entry = load.bookmark()
    assert (entry["Version"], entry["Run"], entry["Attempt"], entry["RunId"]) == (1, 1, 0, first["Id"])
    assert "orders" in json.loads(entry["JobBookmark"])

    # The first attempt fails behind its write, before its commit: nobody sees what it wrote, the retry starts clean.
    load.arrive("b.csv", 4, 5)
    failed = load.run("fail-once")
    assert failed["JobRunState"] == "FAILED"
    retry = succeeded(world.ended(load.job, failed["Id"] + "_attempt_1"))
    assert load.loaded() == Counter([1, 2, 3, 4, 5])
    assert (load.bookmark()["RunId"], load.bookmark()["Attempt"]) == (retry["Id"], 1)

    # A file that was overwritten is read again as a whole.
    load.arrive("a.csv", 1, 2, 3, 6)
    succeeded(load.run())
    assert load.loaded() == Counter([1, 2, 3, 4, 5, 1, 2, 3, 6])

    # A window of earlier runs is read again without moving the bookmark; a paused run publishes as it writes.
    version = load.bookmark()["Version"]
    window = {"--job-bookmark-from": first["Id"], "--job-bookmark-to": retry["Id"]}
    run = succeeded(load.run(option=PAUSE | window))
    assert "rows 2 " in world.output(run, until="rows")[-1]
    assert load.bookmark()["Version"] == version

    # Back to where the first run was: what came after it is new again.
    rewound = world.glue.reset_job_bookmark(JobName=load.job, RunId=first["Id"])["JobBookmarkEntry"]
    assert (rewound["Version"], rewound["RunId"]) == (version + 1, first["Id"])
    run = succeeded(load.run())
    assert "rows 6 " in world.output(run, until="rows")[-1]


def test_nobody_sees_a_load_before_its_commit_and_of_two_at_once_one_wins(world: World, admin: str) -> None:
    load = Load(world, admin)
    load.arrive("a.csv", 1, 2)
    slow = load.start("wait")
    world.reached(load.job, slow, frozenset({"RUNNING"}))
    for _ in range(600):
        lines = world._lines("/aws-glue/jobs/output", slow)
        if any("rows 2" in line for line in lines):
            break
        time.sleep(0.1)
    # It sees what it wrote, nobody else does, and another run of the job begins where it began.
    assert lines[-1] == "rows 2 sees output: True", lines
    assert load.loaded() == Counter()
    fast = succeeded(load.run())
    assert load.loaded() == Counter([1, 2])

    world.put(f"{load.prefix}/go", "")
    lost = world.ended(load.job, slow)
    assert lost["JobRunState"] == "FAILED"
    assert (
        "Continuation update failed due to version mismatch. Expected version 0 but found version 1"
        in (lost["ErrorMessage"])
    )
    assert load.loaded() == Counter([1, 2])
    assert load.bookmark()["RunId"] == fast["Id"]


def test_a_load_that_forgets_its_commit_is_published_and_told(world: World, admin: str) -> None:
    load = Load(world, admin)
    load.arrive("a.csv", 1)
    run = succeeded(load.run("forget"))
    assert load.loaded() == Counter([1])
    with pytest.raises(world.glue.exceptions.EntityNotFoundException):
        load.bookmark()
    assert any("without Job.commit()" in line for line in world.output(run, until="commit()", group=ERROR_GROUP))


DRAIN = """
    import sys
    from awsglue.context import GlueContext
    from awsglue.job import Job
    from awsglue.utils import getResolvedOptions
    from pyspark.context import SparkContext

    args = getResolvedOptions(sys.argv, ["JOB_NAME", "DATABASE", "HOME"])
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    orders = context.create_dynamic_frame.from_catalog(
        args["DATABASE"], "orders", transformation_ctx="orders", additional_options={"boundedFiles": "2"}
    )
    rows = sorted((row["year"], row["id"]) for row in orders.toDF().collect())
    print("rows", rows)
    if rows:
        context.write_dynamic_frame.from_options(
            orders, "s3", {"path": args["HOME"] + "/out", "partitionKeys": ["year"]}, "glueparquet"
        )
    job.commit()
"""


def test_partitions_of_parquet_are_drained_some_files_at_a_time(world: World, admin: str) -> None:
    home = unique("drain")
    database = home.replace("-", "_")
    _declare_orders(world, database, home)
    for year, order in ((2023, 1), (2023, 2), (2024, 3)):
        _parquet(world, f"{home}/in/year={year}/{order}.parquet", order)
    job = world.job(DRAIN, role=admin)
    arguments = {"--DATABASE": database, "--HOME": f"s3://{world.bucket}/{home}", **ENABLE}
    drained: list[str] = []
    for _ in range(2):
        run = succeeded(world.run(job, arguments))
        drained.append(world.output(run, until="rows")[-1])
    assert drained == ["rows [('2023', 1), ('2023', 2)]", "rows [('2024', 3)]"]
    run = succeeded(world.run(job, arguments))
    assert world.output(run, until="rows")[-1] == "rows []"
    written = world.s3.list_objects_v2(Bucket=world.bucket, Prefix=f"{home}/out/")["Contents"]
    assert sorted({item["Key"].split("/")[2] for item in written}) == ["year=2023", "year=2024"]


def _declare_orders(world: World, database: str, home: str) -> None:
    storage = {
        "Columns": [{"Name": "id", "Type": "bigint"}],
        "Location": f"s3://{world.bucket}/{home}/in",
        "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        "OutputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"},
    }
    world.glue.create_database(DatabaseInput={"Name": database})
    world.glue.create_table(
        DatabaseName=database,
        TableInput={
            "Name": "orders",
            "Parameters": {"classification": "parquet"},
            "PartitionKeys": [{"Name": "year", "Type": "string"}],
            "StorageDescriptor": storage,
        },
    )
    for year in ("2023", "2024"):
        place = {**storage, "Location": f"{storage['Location']}/year={year}"}
        world.glue.create_partition(
            DatabaseName=database, TableName="orders", PartitionInput={"Values": [year], "StorageDescriptor": place}
        )


def _parquet(world: World, key: str, order: int) -> None:
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"id": [order]}), file)
    world.put(key, file.getvalue())
