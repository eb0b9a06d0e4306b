"""Streams: batches, samples, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyspark.errors import StreamingQueryException, UnsupportedOperationException
from pyspark.sql import DataFrame

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    directory = tmp_path / "in"
    directory.mkdir()
    (directory / "0.json").write_text('{"id": 1}\n{"id": 2}\n')
    (directory / "1.json").write_text('{"id": 3}\n')
    return directory


@pytest.fixture
def stream(glue: GlueContext, inbox: Path) -> DataFrame:
    return glue.spark_session.readStream.schema("id int").option("maxFilesPerTrigger", 1).json(str(inbox))


def _options(tmp_path: Path, **options: Any) -> dict[str, Any]:
    return {"windowSize": "1 seconds", "checkpointLocation": str(tmp_path / "checkpoint")} | options


def test_each_batch_is_given_once_and_a_failed_one_again(glue: GlueContext, stream: DataFrame, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def take(rows: DataFrame, number: int) -> None:
        seen.append((number, DynamicFrame.fromDF(rows, glue, "batch").count()))
        if number == 1:
            raise ValueError("not this one")

    with pytest.raises(StreamingQueryException, match="not this one"):
        glue.forEachBatch(stream, take, _options(tmp_path, batchMaxRetries=1))
    # The order of files of one age is not said.
    assert sorted(count for _, count in seen[:2]) == [1, 2]
    assert [number for number, _ in seen] == [0, 1, 1]
    assert seen[1] == seen[2]


def test_options_are_checked_before_anything_runs(glue: GlueContext, stream: DataFrame, tmp_path: Path) -> None:
    for missing in ("windowSize", "checkpointLocation"):
        options = _options(tmp_path)
        del options[missing]
        with pytest.raises(Exception, match=f"Missing {missing} argument"):
            glue.forEachBatch(stream, print, options)
    with pytest.raises(ValueError, match="batchMaxRetries: 101"):
        glue.forEachBatch(stream, print, _options(tmp_path, batchMaxRetries=101))
    with pytest.raises(ValueError, match="storageLevel: SOMEWHERE"):
        glue.forEachBatch(stream, print, _options(tmp_path, storageLevel="SOMEWHERE"))


def test_a_sample_of_a_stream_is_a_frame(glue: GlueContext, stream: DataFrame) -> None:
    options = {"windowSize": "1 second", "pollingTimeInMs": 60_000, "recordPollingLimit": 3}
    found = glue.getSampleStreamingDynamicFrame(stream, options, None)
    assert sorted(row.id for row in found.toDF().collect()) == [1, 2, 3]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "Missing windowSize argument"),
        ({"windowSize": "soon"}, "Received invalid window size"),
        ({"windowSize": "20 seconds"}, "Polling time needs to be larger than window size"),
    ],
)
def test_a_sample_needs_a_window(glue: GlueContext, stream: DataFrame, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        glue.getSampleStreamingDynamicFrame(stream, options)


def test_the_time_of_ingestion_goes_down_to_the_granularity(glue: GlueContext) -> None:
    rows = glue.spark_session.range(1)
    assert glue.add_ingestion_time_columns(rows, "hour").columns == [
        "id", "ingest_year", "ingest_month", "ingest_day", "ingest_hour",
    ]  # fmt: skip
    assert glue.add_ingestion_time_columns(rows, "day").first()["ingest_year"] >= 2024
    with pytest.raises(ValueError, match="time_granularity: week"):
        glue.add_ingestion_time_columns(rows, "week")


def test_sources_that_are_not_there_are_named(glue: GlueContext) -> None:
    with pytest.raises(UnsupportedOperationException, match='connection_type "kinesis"'):
        glue.create_data_frame.from_options("kinesis", {"streamARN": "arn:aws:kinesis:us-east-1:1:stream/s"})
    kafka = {"bootstrap.servers": "127.0.0.1:9", "topicName": "t", "classification": "xml", "schema": "id INT"}
    with pytest.raises(UnsupportedOperationException, match='classification "xml" of kafka'):
        glue.getStreamingSource("kafka", **kafka).getFrame()
    with pytest.raises(NotImplementedError, match="governed tables"):
        glue.start_transaction(False)
