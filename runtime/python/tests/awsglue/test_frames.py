"""Frames, their schemas, and the way between them and DataFrames."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from awsglue import DynamicFrame
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrameCollection, ResolveOption
from awsglue.gluetypes import ArrayType, IntegerType, LongType, StringType
from awsglue.job import Job

from .conftest import rows, tree


def test_a_context_takes_a_spark_context_a_session_or_nothing(spark: SparkSession) -> None:
    for context in (GlueContext(spark.sparkContext), GlueContext(spark), GlueContext()):
        assert context.spark_session.range(3).count() == 3
        assert context.sql("select 1 as one").collect()[0].one == 1
    assert context.currentTimeMillis() > 1_700_000_000_000


def test_a_dataframe_comes_back_as_it_went(glue: GlueContext, spark: SparkSession) -> None:
    df = spark.sql("select 1 as id, 'x' as `dotted.name`, array(1.5D) as a, named_struct('b', date'2020-01-02') as s")
    frame = DynamicFrame.fromDF(df, glue, "f")
    assert frame.name == "f"
    assert frame.count() == 1
    assert frame.toDF().collect() == df.collect()
    assert frame.toDF().schema == df.schema


def test_print_schema_reads_exactly_as_glues(
    json_frame: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    frame = json_frame(
        {"item name": "a", "item code": 3_000_000_000, "links": [{"note": "n"}], "tags": ["t"], "gone": None, "n": 1},
        {"item name": "b", "item code": "x", "n": 1.5, "s": {"z": True}},
        {"item name": "c", "n": {"deep": [1, "one"]}},
    )
    frame.printSchema()
    assert capsys.readouterr().out == (
        "root\n"
        "|-- item name: string\n"
        "|-- item code: choice\n"
        "|    |-- long\n"
        "|    |-- string\n"
        "|-- links: array\n"
        "|    |-- element: struct\n"
        "|    |    |-- note: string\n"
        "|-- tags: array\n"
        "|    |-- element: string\n"
        "|-- gone: null\n"
        "|-- n: choice\n"
        "|    |-- double\n"
        "|    |-- int\n"
        "|    |-- struct\n"
        "|    |    |-- deep: array\n"
        "|    |    |    |-- element: choice\n"
        "|    |    |    |    |-- int\n"
        "|    |    |    |    |-- string\n"
        "|-- s: struct\n"
        "|    |-- z: boolean\n"
        "\n"
    )


def test_maps_and_decimals_in_print_schema(glue: GlueContext, spark: SparkSession) -> None:
    df = spark.sql("select map('k', 1.5D) as m, cast(1 as decimal(12,3)) as d, cast(1 as smallint) as s")
    assert tree(DynamicFrame.fromDF(df, glue)) == (
        "root\n|-- m: map\n|    |-- keyType: string\n|    |-- valueType: double\n|-- d: decimal\n|-- s: short\n"
    )


def test_int_and_long_do_not_widen(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"n": 1}, {"n": 3_000_000_000})
    assert tree(frame) == "root\n|-- n: choice\n|    |-- int\n|    |-- long\n"
    assert [row["n"] for row in rows(frame)] == [{"int": 1, "long": None}, {"int": None, "long": 3_000_000_000}]


def test_the_schema_in_glues_types(json_frame: Callable[..., Any]) -> None:
    schema = json_frame({"id": 1, "tags": ["a"]}, {"id": 2**40}).schema()
    assert set(schema.getField("id").dataType.choices) == {"int", "long"}
    assert schema.getField("tags").dataType == ArrayType(StringType())
    assert [field.name for field in schema] == ["id", "tags"]
    assert schema.getField("id").dataType.choices["int"] == IntegerType()


def test_show_prints_records_as_json(json_frame: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    frame = json_frame({"a": 1, "b": "x", "c": [1, 2]}, {"a": "one", "b": None, "c": []}, {"a": None, "b": "é"})
    frame.show(2)
    assert capsys.readouterr().out == '{"a": 1, "b": "x", "c": [1, 2]}\n{"a": "one", "b": null, "c": []}\n'


def test_to_df_resolves_what_it_is_asked_to(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"n": 1}, {"n": "x"})
    assert frame.toDF([ResolveOption("n", "Project", IntegerType())]).collect() == [(1,), (None,)]
    with pytest.raises(Exception, match="Missing target type for resolve action Project"):
        frame.toDF([ResolveOption("n", "Project")])
    with pytest.raises(ValueError, match="Target type must be specified with project action"):
        frame.glue_ctx.convert_resolve_option("n", "Project", "int")  # type: ignore[arg-type]


def test_a_schema_can_be_put_on_a_frame(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"n": 1})
    assert frame.with_frame_schema(frame.schema()).schema() == frame.schema()
    other = frame.schema()
    other.getField("n").dataType = LongType()
    with pytest.raises(Exception, match="the schema says"):
        frame.with_frame_schema(other)


def test_a_collection_holds_frames_by_name(json_frame: Callable[..., Any], glue: GlueContext) -> None:
    frame = json_frame({"a": 1, "b": 2})
    both = frame.split_fields("a", "left", "right")
    assert len(both) == 2
    assert rows(both["left"]) == [{"a": 1}]
    assert rows(both.select("right")) == [{"b": 2}]
    assert both.select("nobody").count() == 0
    with pytest.raises(KeyError):
        both["nobody"]
    renamed = both.map(lambda one, ctx: one.rename_field("a", "z"), "ctx")
    assert rows(renamed["left"]) == [{"z": 1}]
    with pytest.raises(TypeError):
        DynamicFrameCollection("x", glue)  # type: ignore[arg-type]


def test_a_job_begins_and_commits(glue: GlueContext) -> None:
    jvm_job = glue._sc._jvm.com.amazonaws.services.glue.util.Job  # type: ignore[union-attr]
    jvm_job.reset()
    job = Job(glue)
    assert not job.isInitialized()
    job.commit()
    job.init("name", {"JOB_NAME": "name", "TempDir": None})
    assert job.isInitialized()
    job.commit()
    with pytest.raises(Exception, match="--job-bookmark-option: always"):
        Job(glue).init("name", {"job_bookmark_option": "always"})
    jvm_job.reset()


def test_without_a_server_a_job_with_bookmarks_reads_everything(glue: GlueContext, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n")
    job = Job(glue)
    for _ in range(2):
        job.init("name", {"job_bookmark_option": "job-bookmark-enable", "job_bookmark_from": None})
        frame = glue.create_dynamic_frame.from_options(
            "s3", {"paths": [str(tmp_path)]}, "csv", {"withHeader": True}, transformation_ctx="orders"
        )
        assert rows(frame) == [{"id": "1"}]
        job.commit()
    glue._sc._jvm.com.amazonaws.services.glue.util.Job.reset()  # type: ignore[union-attr]
