"""A streaming job against a real server: stopped in the middle, it loses nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support import World, unique

pytestmark = [pytest.mark.run, pytest.mark.slow]

FILES = 4
SCRIPT = """
import sys
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

base = getResolvedOptions(sys.argv, ["BASE"])["BASE"]
glue = GlueContext(SparkContext.getOrCreate())
stream = glue.spark_session.readStream.schema("id int").option("maxFilesPerTrigger", 1).json(base + "/in/")


def take(rows, number):
    print("begin", number, flush=True)
    frame = DynamicFrame.fromDF(rows, glue, "batch")
    glue.write_dynamic_frame.from_options(frame, "s3", {"path": base + "/out/"}, format="json")
    print("end", number, flush=True)


glue.forEachBatch(stream, take, {"windowSize": "1 seconds", "checkpointLocation": base + "/checkpoint/"})
"""


def test_a_stopped_stream_ends_after_its_batch_and_the_next_run_goes_on(world: World, admin: str) -> None:
    prefix = unique("stream")
    for number in range(FILES):
        world.put(f"{prefix}/in/{number}.json", f'{{"id": {number}}}\n')
    name = unique("job")
    command = {"Name": "gluestreaming", "ScriptLocation": world.put(f"scripts/{name}.py", SCRIPT)}
    world.glue.create_job(
        Name=name, Role=admin, Command=command, GlueVersion="5.0", WorkerType="G.025X", NumberOfWorkers=2
    )
    first = _stopped(world, name, prefix, after="begin 0")
    begun, ended = _batches(first, "begin"), _batches(first, "end")
    assert begun[0] == 0
    second = _stopped(world, name, prefix, after=f"end {FILES - 1}")
    # What had ended is not done again; the server's patience with a slow batch has an end, and such a batch is.
    assert not set(ended) & set(_batches(second, "begin"))
    assert sorted({*begun, *_batches(second, "begin")}) == list(range(FILES))
    written = sorted(_ids(world, prefix))
    assert written == list(range(FILES)) or (begun != ended and sorted(set(written)) == list(range(FILES)))


def _stopped(world: World, name: str, prefix: str, after: str) -> list[str]:
    """Starts a run, stops it when its log holds a line, and answers the log."""
    run_id = world.start(name, {"--BASE": f"s3://{world.bucket}/{prefix}"})
    run: dict[str, Any] = world.reached(name, run_id, frozenset({"RUNNING"}))
    world.output(run, until=after, seconds_max=120)
    world.glue.batch_stop_job_run(JobName=name, JobRunIds=[run_id])
    run = world.ended(name, run_id)
    assert run["JobRunState"] == "STOPPED", run.get("ErrorMessage")
    return world.output(run)


def _batches(log: list[str], word: str) -> list[int]:
    return [int(line.split()[1]) for line in log if re.fullmatch(word + r" \d+", line)]


def _ids(world: World, prefix: str) -> list[int]:
    keys = [item["Key"] for item in world.s3.list_objects_v2(Bucket=world.bucket, Prefix=f"{prefix}/out/")["Contents"]]
    bodies = [world.s3.get_object(Bucket=world.bucket, Key=key)["Body"].read().decode() for key in keys]
    return [int(found) for body in bodies for found in re.findall(r'"id":\s*(\d+)', body)]
