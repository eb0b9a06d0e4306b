"""Null against a missing field, in frames in which some records lack a field and others have null in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pyspark.sql import SparkSession

from awsglue import DynamicFrame
from awsglue.context import GlueContext
from awsglue.transforms import ErrorsAsDynamicFrame

from .conftest import rows

RECORDS = (
    {"id": 1, "x": 1, "s": {"y": "a", "z": 1}},
    {"id": 2, "x": None, "s": {"y": None, "z": 2}},
    {"id": 3, "s": {"z": 3}},
    {"id": 4, "x": "4", "s": None},
    {"id": 5, "x": 2},
)


@pytest.fixture(params=["0", "1"])
def switch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Functions of Python as they are, and as SQL."""
    monkeypatch.setenv("MASTIC_TRANSLATE_LAMBDAS", request.param)


def shown(frame: Any) -> list[Any]:
    return [json.loads(line) for line in frame._jdf.showString(100).splitlines()]


def ids(frame: Any) -> list[int]:
    return [row["id"] for row in rows(frame)]


@pytest.mark.usefixtures("switch")
def test_predicates_tell_null_from_a_missing_field(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(*RECORDS)
    assert ids(frame.filter(lambda r: r["x"] != 1)) == [2, 4, 5]
    assert ids(frame.filter(lambda r: r["x"] is None)) == [2]
    assert ids(frame.filter(lambda r: r.get("x", 7) == 7)) == [3]
    assert ids(frame.filter(lambda r: r["s"]["y"] is None)) == [2]
    assert ids(frame.filter(lambda r: r["s"].get("y", "b") == "b")) == [3]
    failing = frame.filter(lambda r: r["s"]["y"].lower() == "a")
    assert ids(failing) == [1]
    # None has no method lower; who has no field y is dropped, and so is who has no record s.
    assert [row["error"]["dynamicRecord"]["id"] for row in rows(failing.errorsAsDynamicFrame())] == [2]


@pytest.mark.usefixtures("switch")
def test_functions_see_and_keep_the_difference(json_frame: Callable[..., Any]) -> None:
    def numbered(record: Any) -> Any:
        record["id"] = record["id"] + 1
        return record

    def fields(record: Any) -> Any:
        return {"id": record["id"], "all": " ".join(sorted(record)), "s": " ".join(sorted(record.get("s") or ()))}

    made = json_frame(*RECORDS).map(numbered)
    assert shown(made) == [{**record, "id": at + 2} for at, record in enumerate(RECORDS)]
    assert [(row["all"], row["s"]) for row in rows(made.map(fields))] == [
        ("id s x", "y z"),
        ("id s x", "y z"),
        ("id s", "z"),
        ("id s x", ""),
        ("id x", ""),
    ]


def test_readers_see_the_difference(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(*RECORDS)
    assert shown(frame) == list(RECORDS)
    assert shown(frame.select_fields(["id", "s.y"])) == [
        {"id": 1, "s": {"y": "a"}},
        {"id": 2, "s": {"y": None}},
        {"id": 3, "s": {}},
        {"id": 4, "s": None},
        {"id": 5},
    ]
    assert shown(frame.unnest()) == [
        {"id": 1, "x": 1, "s.y": "a", "s.z": 1},
        {"id": 2, "x": None, "s.y": None, "s.z": 2},
        {"id": 3, "s.z": 3},
        {"id": 4, "x": "4"},
        {"id": 5, "x": 2},
    ]


def test_transforms_keep_the_difference(json_frame: Callable[..., Any]) -> None:
    mapped = json_frame(*RECORDS).apply_mapping(
        [("id", "id"), ("x", "choice", "n", "int"), ("s.y", "string", "y", "string")]
    )
    assert shown(mapped) == [
        {"id": 1, "n": 1, "y": "a"},
        {"id": 2, "n": None, "y": None},
        {"id": 3},
        {"id": 4, "n": 4},
        {"id": 5, "n": 2},
    ]
    uncastable = json_frame({"id": 1, "x": "one"}, {"id": 2}).resolveChoice([("x", "cast:int")]).rename_field("x", "y")
    assert shown(uncastable) == [{"id": 1, "y": None}, {"id": 2}]
    assert ids(uncastable.filter(lambda r: r["y"] is None)) == [1]


def test_error_records_keep_the_difference(json_frame: Callable[..., Any]) -> None:
    def fail(record: Any) -> Any:
        raise ValueError("no")

    for failed in (json_frame(*RECORDS).map(fail), json_frame(*RECORDS).filter(lambda r: 1 / 0)):
        errors = ErrorsAsDynamicFrame.apply(failed)
        assert [record["error"]["dynamicRecord"] for record in shown(errors)] == list(RECORDS)
    both = json_frame(*RECORDS).filter(lambda r: 1 / 0 if r["id"] < 3 else True).map(fail)
    assert [record["error"]["dynamicRecord"] for record in shown(both.errorsAsDynamicFrame())] == list(RECORDS)


def test_a_union_knows_who_lacks_a_field(
    json_frame: Callable[..., Any], glue: GlueContext, spark: SparkSession
) -> None:
    table = DynamicFrame.fromDF(spark.sql("select 9 as id, cast(null as int) as x, 'only' as t"), glue)
    both = json_frame(*RECORDS).union(table)
    assert shown(both) == [*RECORDS, {"id": 9, "x": None, "t": "only"}]
    assert ids(both.filter(lambda r: r["x"] is None)) == [2, 9]
    assert ids(table.union(json_frame({"id": 10})).filter(lambda r: r.get("x", 0) == 0)) == [10]


def test_more_fields_than_fit_into_one_word(json_frame: Callable[..., Any]) -> None:
    wide = [{f"f{n}": None for n in range(130) if n % 5 != turn} for turn in range(5)] + [
        {f"f{n}": n for n in range(130)}
    ]
    frame = json_frame(*wide)
    assert shown(frame) == wide
    for name in ("f63", "f64", "f129"):
        lacking = frame.filter(lambda r, name=name: r.get(name, 1) == 1)
        assert [record[name] for record in shown(lacking) if name in record] == []
        assert lacking.count() == 1


def test_nobody_else_sees_it(
    json_frame: Callable[..., Any], glue: GlueContext, spark: SparkSession, tmp_path: Any
) -> None:
    frame = json_frame(*RECORDS)
    assert frame.toDF().columns == ["id", "x", "s"]
    assert "__absent" not in frame.toDF()._jdf.queryExecution().executedPlan().toString()
    glue.write_dynamic_frame.from_options(
        frame.drop_fields(["x"]), "s3", {"path": str(tmp_path / "p")}, format="parquet"
    )
    assert spark.read.parquet(str(tmp_path / "p")).columns == ["id", "s"]
    declared = glue.create_dynamic_frame.from_options
    schema = json.dumps(
        {
            "dataType": "struct",
            "fields": [{"name": name, "container": {"dataType": "int"}, "properties": {}} for name in ("id", "x")],
        }
    )
    (tmp_path / "j").mkdir()
    (tmp_path / "j/a").write_text('{"id": 1, "x": null}\n{"id": 2}\n')
    known = declared("s3", {"paths": [str(tmp_path / "j")]}, format="json", format_options={"withSchema": schema})
    assert shown(known) == [{"id": 1, "x": None}, {"id": 2}]
