"""What a run tells about itself: metrics, streams of continuous logging, Spark's event log."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from support import World, mastic, unique

pytestmark = pytest.mark.run

WORKS = """
    import sys
    from awsglue.context import GlueContext
    from awsglue.utils import getResolvedOptions
    from pyspark.context import SparkContext

    glue = GlueContext(SparkContext.getOrCreate())
    spark = glue.spark_session
    where = sys.argv[sys.argv.index("--WHERE") + 1]
    spark.range(1000).repartition(4).write.mode("overwrite").parquet(where)
    rows = spark.read.parquet(where)
    print("rows", rows.groupBy((rows.id % 7).alias("k")).count().count())
    glue.get_logger().info("said by the logger")
"""


def values(world: World, job: str, **dimensions: str) -> dict[str, float]:
    """The sum of each of a job's metrics that have exactly these dimensions."""
    cloudwatch = world.clients.client("cloudwatch")
    wanted = [{"Name": name, "Value": value} for name, value in ({"JobName": job} | dimensions).items()]
    listed = cloudwatch.list_metrics(Namespace="Glue", Dimensions=wanted)["Metrics"]
    now = datetime.now(UTC)
    found = {}
    for metric in listed:
        points = cloudwatch.get_metric_statistics(
            **metric, StartTime=now - timedelta(minutes=30), EndTime=now + timedelta(minutes=1), Period=3600,
            Statistics=["Sum"],
        )["Datapoints"]  # fmt: skip
        found[metric["MetricName"]] = points[0]["Sum"]
    return found


def until(found: Any, seconds_max: float = 20) -> Any:
    end = time.monotonic() + seconds_max
    while not (answer := found()):
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)
    return answer


def keys_of(world: World, prefix: str) -> list[str]:
    found = world.s3.list_objects_v2(Bucket=world.bucket, Prefix=prefix)
    return [item["Key"] for item in found.get("Contents", [])]


def fetched(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_a_short_run_sends_its_metrics_and_writes_its_event_log(world: World, admin: str) -> None:
    job = world.job(WORKS, role=admin)
    prefix = unique("events")
    run = world.run(
        job,
        {
            "--WHERE": f"s3://{world.bucket}/observed/{job}/",
            "--enable-metrics": "",
            "--enable-observability-metrics": "true",
            "--enable-spark-ui": "true",
            "--spark-event-logs-path": f"s3://{world.bucket}/{prefix}/",
        },
    )
    assert run["JobRunState"] == "SUCCEEDED", run
    # The server counts how the run ended, and may be faster than the driver with what it has measured.
    until(lambda: "glue.driver.aggregate.recordsRead" in values(world, job, JobRunId=run["Id"], Type="count"))
    counts = values(world, job, JobRunId=run["Id"], Type="count")
    # The rows of spark.range count as read, too.
    assert counts["glue.driver.aggregate.recordsRead"] == 2000
    assert counts["glue.driver.aggregate.numCompletedTasks"] >= 5
    assert counts["glue.driver.aggregate.numFailedTasks"] == 0
    assert counts["glue.driver.aggregate.bytesRead"] > 0
    assert counts["glue.driver.aggregate.elapsedTime"] > 0
    assert counts["glue.driver.recordsWritten"] == 1000
    assert counts["glue.driver.filesWritten"] == 4
    assert counts["glue.driver.filesRead"] == 4
    assert counts["glue.driver.bytesWrittten"] > 0
    gauges = values(world, job, JobRunId=run["Id"], Type="gauge")
    assert 0 < gauges["glue.driver.jvm.heap.usage"] < 1
    assert gauges["glue.driver.s3.filesystem.write_bytes"] > 0
    assert 0 <= gauges["glue.driver.workerUtilization"] <= 100
    assert gauges["glue.driver.skewness.job"] >= 0
    assert values(world, job, JobRunId="ALL", Type="count").keys() == counts.keys()
    grouped = values(world, job, JobRunId=run["Id"], Type="gauge", ObservabilityGroup="job_performance")
    assert grouped.keys() == {"glue.driver.skewness.stage", "glue.driver.skewness.job"}

    folder = f"{prefix}/eventlog_v2_{run['Id']}"
    until(lambda: f"{folder}/appstatus_{run['Id']}" in keys_of(world, prefix))
    pieces = sorted(key for key in keys_of(world, prefix) if "/events_" in key)
    assert pieces[0] == f"{folder}/events_1_{run['Id']}"
    log = "".join(world.s3.get_object(Bucket=world.bucket, Key=key)["Body"].read().decode() for key in pieces)
    assert log.splitlines()[0].startswith('{"Event":"SparkListenerLogStart"')
    assert '"Event":"SparkListenerApplicationEnd"' in log

    printed = mastic("spark-ui", job, run["Id"], "--data-dir", world.server.data_dir)
    status, page = fetched(printed.stdout.strip())
    assert status == 200, page
    assert "SUCCEEDED" in page
    assert "parquet" in page
    assert fetched(printed.stdout.strip().replace(run["Id"], "jr_another"))[0] == 403
    assert fetched(f"{world.server.endpoint}/_mastic/spark?job={job}&run={run['Id']}")[0] == 403
