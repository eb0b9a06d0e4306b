"""A streaming job against a real server: stopped in the middle, it loses nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from broker import kafka
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
    name = _job(world, admin, SCRIPT)
    first = _stopped(world, name, prefix, after="begin 0")
    begun, ended = _batches(first, "begin"), _batches(first, "end")
    assert begun[0] == 0
    second = _stopped(world, name, prefix, after=f"end {FILES - 1}")
    # What had ended is not done again; the server's patience with a slow batch has an end, and such a batch is.
    assert not set(ended) & set(_batches(second, "begin"))
    assert sorted({*begun, *_batches(second, "begin")}) == list(range(FILES))
    written = sorted(_ids(world, prefix))
    assert written == list(range(FILES)) or (begun != ended and sorted(set(written)) == list(range(FILES)))


SCALA = """
import com.amazonaws.services.glue.GlueContext
import com.amazonaws.services.glue.util.{GlueArgParser, JsonOptions}
import org.apache.spark.SparkContext
import org.apache.spark.sql.DataFrame

object GlueApp {
  def main(sysArgs: Array[String]): Unit = {
    val base = GlueArgParser.getResolvedOptions(sysArgs, Array("BASE"))("BASE")
    val glueContext = new GlueContext(new SparkContext())
    val reader = glueContext.getSparkSession.readStream.schema("id int").option("maxFilesPerTrigger", 1)
    val stream = reader.json(base + "/in/")
    glueContext.forEachBatch(
      stream,
      (rows: DataFrame, number: Long) => {
        println("begin " + number)
        rows.write.mode("append").json(base + "/out/")
      },
      JsonOptions(Map("windowSize" -> "1 seconds", "checkpointLocation" -> (base + "/checkpoint/"))))
    println("behind the stream")
  }
}
"""


def test_a_stream_of_scala_is_stopped_after_its_batch(world: World, admin: str) -> None:
    prefix = unique("scala")
    for number in range(FILES):
        world.put(f"{prefix}/in/{number}.json", f'{{"id": {number}}}\n')
    name = _job(world, admin, SCALA)
    arguments = {"--job-language": "scala", "--class": "GlueApp"}
    log = _stopped(world, name, prefix, after="begin 0", arguments=arguments)
    assert "behind the stream" not in log
    # What was begun is there: the run ended between two batches.
    assert len(_ids(world, prefix)) == len(_batches(log, "begin"))


KAFKA = """
import sys
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["BASE", "FROM", "TO"])
base, first, last = args["BASE"], int(args["FROM"]), int(args["TO"])
glue = GlueContext(SparkContext.getOrCreate())
spark = glue.spark_session
broker = {"connectionName": "streams"}


def send(rows, topic, **options):
    frame = DynamicFrame.fromDF(rows, glue, "sent")
    glue.write_dynamic_frame.from_options(frame, "kafka", {**broker, "topic": topic, **options})


send(spark.range(first, last).selectExpr("id", "named_struct('n', concat('n', id)) AS who"), "orders", key="id")
send(spark.range(first, last), "binary", classification="avro")
schema = '{"type": "record", "name": "r", "fields": [{"name": "id", "type": "long"}]}'
binary = {**broker, "topicName": "binary", "classification": "avro", "avroSchema": schema}
binary |= {"startingOffsets": "earliest", "includeHeaders": "true", "addRecordTimestamp": "true"}
present = glue.create_dynamic_frame.from_options("kafka", binary).toDF()
print("present", sorted(row["id"] for row in present.collect()), present.columns)


def take(rows, number):
    print("begin", number, flush=True)
    frame = DynamicFrame.fromDF(rows.selectExpr("id", "who.n"), glue, "batch")
    glue.write_dynamic_frame.from_options(frame, "s3", {"path": base + "/out/"}, format="json")
    print("done", spark.read.json(base + "/out/").select("id").distinct().count(), flush=True)


stream = glue.create_data_frame.from_catalog(
    database="streams", table_name="orders",
    additional_options={"startingPosition": "TRIM_HORIZON", "maxOffsetsPerTrigger": "4"},
)
print("streaming", stream.isStreaming, stream.columns)
glue.forEachBatch(stream, take, {"windowSize": "1 seconds", "checkpointLocation": base + "/checkpoint/"})
"""


def test_a_table_over_a_topic_is_read_on_without_loss(world: World, admin: str, tmp_path: Path) -> None:
    with kafka(tmp_path) as broker:
        _declare_orders(world, broker)
        prefix = unique("topic")
        name = _job(world, admin, KAFKA)
        first = _stopped(world, name, prefix, after="begin 0", arguments={"--FROM": "0", "--TO": "10"})
        assert (
            "present [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] ['id', '__src_timestamp', 'glue_streaming_kafka_headers']" in first
        )
        assert "streaming True ['id', 'who']" in first
        _stopped(world, name, prefix, after="done 20", arguments={"--FROM": "10", "--TO": "20"})
        written = _ids(world, prefix)
        assert sorted(set(written)) == list(range(20))


def _declare_orders(world: World, broker: str) -> None:
    properties = {"KAFKA_BOOTSTRAP_SERVERS": broker, "KAFKA_SSL_ENABLED": "false"}
    world.glue.create_connection(
        ConnectionInput={"Name": "streams", "ConnectionType": "KAFKA", "ConnectionProperties": properties}
    )
    world.glue.create_database(DatabaseInput={"Name": "streams"})
    world.glue.create_table(
        DatabaseName="streams",
        TableInput={
            "Name": "orders",
            "Parameters": {"classification": "json"},
            "StorageDescriptor": {
                "Columns": [{"Name": "id", "Type": "bigint"}, {"Name": "who", "Type": "struct<n:string>"}],
                "Location": "orders",
                "Parameters": {"typeOfData": "kafka", "topicName": "orders", "connectionName": "streams"},
            },
        },
    )


def _job(world: World, role: str, script: str) -> str:
    name = unique("job")
    suffix = "scala" if "object GlueApp" in script else "py"
    command = {"Name": "gluestreaming", "ScriptLocation": world.put(f"scripts/{name}.{suffix}", script)}
    world.glue.create_job(
        Name=name, Role=role, Command=command, GlueVersion="5.0", WorkerType="G.025X", NumberOfWorkers=2
    )
    return name


def _stopped(world: World, name: str, prefix: str, after: str, arguments: dict[str, str] | None = None) -> list[str]:
    """Starts a run, stops it when its log holds a line, and answers the log."""
    run_id = world.start(name, {"--BASE": f"s3://{world.bucket}/{prefix}", **(arguments or {})})
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
