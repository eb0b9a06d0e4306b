"""Map: every function makes the same frame, translated and not."""

from __future__ import annotations

import json
import logging
import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from pyspark.sql import SparkSession

from awsglue import DynamicFrame, made
from awsglue.context import GlueContext
from awsglue.translate import Untranslatable, translate_map

from .conftest import rows, tree

NAMES = {"x": "ex"}


def _set(record: Any) -> Any:
    record["sum"] = record["i"] + 1
    record["text"] = f"{record['i']}:{record['s']}"
    return record


def _branches(record: Any) -> Any:
    if record["i"] > 2:
        record["kind"] = "big"
        record["v"] = record["i"] * 3_000_000_000
    else:
        record["kind"] = 0.5
        record["v"] = record["s"]
    return record


def _delete(record: Any) -> Any:
    del record["s"]
    record["i"] = str(record["i"])
    return record


def _nested(record: Any) -> Any:
    inner = {"of": record["st"], "n": record["i"]}
    inner["late"] = record["s"]
    record["inner"] = inner
    record["copy"] = record["arr"]
    return record


def _some(record: Any) -> Any:
    if record["i"] == 3:
        return None
    if record["i"] == 1:
        record["extra"] = 1
    return record


def _fails(record: Any) -> Any:
    record["half"] = 6 // record["i"]
    record["upper"] = record["s"].upper()
    return record


def _alias(record: Any) -> Any:
    other = record
    other["a"] = 1
    record["b"] = other["a"] + 1
    return other


def _again(record: Any) -> Any:
    record["i"] = record["i"] + 1
    record["i"] = record["i"] * 2
    del record["s"]
    record["s"] = record["i"]
    return record


TRANSLATED: dict[str, Callable[[Any], Any]] = {
    "same": lambda r: r,
    "set": _set,
    "branches": _branches,
    "delete": _delete,
    "nested": _nested,
    "some": _some,
    "fails": _fails,
    "alias": _alias,
    "again": _again,
    "new record": lambda r: {"id": r["i"], "name": r.get("s", "none"), "more": {"b": r["b"], "f": r["f"]}},
    "spread": lambda r: {**r, "i": 0, "extra": {"x": r["l"]}},
    "literals": lambda r: {"a": 1, "b": 2**40, "c": "t", "d": None, "e": 1.5, "f": True, "g": {}},
    "optional": lambda r: {"got": r.get("opt", 1), "i": r["i"]},
    "missing": lambda r: {"got": r["opt"]},
    "choice": lambda r: {"ch": r["ch"], "twice": r["ch"] + r["ch"]},
    "never": lambda r: None,
}

FALLBACK: dict[str, Callable[[Any], Any]] = {
    "attribute": lambda r: setattr(r, "x", 1) or r,
    "items": lambda r: {key: str(value) for key, value in r.items()},
    "list": lambda r: {"l": [r["i"], 1]},
    "beyond 64 bits": lambda r: {"n": r["l"] * 4},
    "perhaps empty": lambda r: {"x": 1} if r["i"] == 1 else {},
    "none or missing": lambda r: {"a": 1, "s": r["s"]} if r["i"] == 1 else {"a": 1},
    "update": lambda r: r.update(x=1) or r,
    "map": lambda r: NAMES,
}

DDL = (
    "i int, l bigint, f double, s string, b boolean, st struct<x:bigint,y:string>, arr array<bigint>, opt string,"
    " ch struct<double:double,int:int,string:string>, m map<string,int>, amount decimal(12,3), day date, small float"
)
WITHOUT = ["m"]


def _records(count: int) -> list[tuple[Any, ...]]:
    pick = random.Random(3)
    big = [1, 5, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**62, None]
    return [
        (
            pick.choice([0, 1, 2, 3, 4, -7, 2**31 - 1]),
            pick.choice(big),
            pick.choice([0.0, -0.0, 1.5, math.inf, math.nan, None]),
            pick.choice(["a", "ß", "", "\x00n1", "x y", None]),
            pick.choice([True, False]),
            pick.choice([None, (pick.choice(big), "y"), (7, None)]),
            pick.choice([None, [], [1, 2**40], [None]]),
            pick.choice(["o", None]),
            pick.choice([None, (1.5, None, None), (None, 2, None), (None, None, "t")]),
        )
        for _ in range(count)
    ]


@pytest.fixture(scope="module")
def frame(glue: GlueContext, spark: SparkSession) -> Any:
    names = DDL.split(", ch ")[0] + ", ch struct<double:double,int:int,string:string>"
    df = spark.createDataFrame(_records(60), names).coalesce(1)
    df = df.selectExpr("*", "12.500BD as amount", "date'2020-02-29' as day", "cast(0.1 as float) as small").cache()
    as_declared = DynamicFrame.fromDF(df, glue)
    schema = json.loads(as_declared._jdf.schema().toString())
    for field in schema["fields"]:
        if field["name"] == "opt":
            field["properties"]["presence"] = "OPTIONAL"
        if field["name"] == "ch":
            choices = [part["container"] for part in field["container"]["fields"]]
            field["container"] = {"dataType": "choice", "properties": {}, "choices": choices}
    return DynamicFrame(as_declared._jdf.pyWithFrameSchema(json.dumps(schema)), glue)


def _schema(frame: Any) -> dict[str, Any]:
    return dict(json.loads(frame._jdf.physicalSchema()))


def _by_name(schema: Any) -> Any:
    """The schema with fields in the order of their names, without the numbers of bits: they say nothing."""
    if isinstance(schema, dict):
        parts = {key: _by_name(value) for key, value in schema.items() if key != "mark"}
        if "fields" in parts:
            parts["fields"] = sorted(parts["fields"], key=lambda field: str(field["name"]))
        return parts
    return [_by_name(part) for part in schema] if isinstance(schema, list) else schema


def _errors(frame: Any) -> list[str]:
    return sorted(
        repr((row["error"]["msg"], row["error"]["dynamicRecord"])) for row in rows(frame.errorsAsDynamicFrame())
    )


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_translated_function_makes_the_same_frame(frame: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    function = TRANSLATED[name]
    made.fields(translate_map(function, _schema(frame)).made)
    translated = frame.map(function)
    monkeypatch.setenv("MASTIC_TRANSLATE_LAMBDAS", "0")
    in_python = frame.map(function)
    assert _by_name(_schema(translated)) == _by_name(_schema(in_python))
    names = sorted(field["name"] for field in _schema(in_python)["fields"])
    got, want = ([repr([row[name] for name in names]) for row in rows(one)] for one in (translated, in_python))
    assert got == want
    assert translated.errorsCount() == in_python.errorsCount()
    if in_python.errorsCount():
        assert _errors(translated) == _errors(in_python)
    assert "ArrowEvalPython" not in (plan := translated.toDF()._jdf.queryExecution().toString())
    assert "MapInArrow" not in plan


@pytest.mark.parametrize("name", FALLBACK)
def test_what_is_not_provably_the_same_runs_in_python(frame: Any, name: str) -> None:
    with pytest.raises(Untranslatable):
        made.fields(translate_map(FALLBACK[name], _schema(frame)).made)


def test_types_that_change_on_the_way_keep_a_function_in_python(glue: GlueContext, spark: SparkSession) -> None:
    for column in ("map('k', 1)", "cast('2020-01-01' as timestamp_ntz)", "array(map('k', 1))"):
        schema = _schema(DynamicFrame.fromDF(spark.sql(f"select {column} as c, 1 as n"), glue))
        with pytest.raises(Untranslatable, match="does not come back from Python"):
            made.fields(translate_map(lambda r: r, schema).made)
        assert made.fields(translate_map(lambda r: {"n": r["n"]}, schema).made)


def test_a_translated_function_lets_filters_and_columns_through(
    glue: GlueContext, spark: SparkSession, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    spark.sql("select id, concat('n', id) as name, id as other from range(10)").write.parquet(str(tmp_path / "p"))
    frame = DynamicFrame.fromDF(spark.read.parquet(str(tmp_path / "p")), glue)
    with caplog.at_level(logging.DEBUG, logger="awsglue"):
        few = frame.map(_with_label).filter(lambda r: r["id"] > 7).select_fields(["label"])
    assert sorted(row["label"] for row in rows(few)) == ["<n8>", "<n9>"]
    spark.conf.set("spark.sql.maxMetadataStringLength", "1000")
    plan = few.toDF()._jdf.queryExecution().toString()
    scan = next(line for line in reversed(plan.splitlines()) if "FileScan" in line)
    assert "other" not in scan.split("ReadSchema:")[1]
    assert "function _with_label runs as SQL" in caplog.text
    with caplog.at_level(logging.DEBUG, logger="awsglue"):
        frame.map(FALLBACK["items"])
    assert "runs in Python" in caplog.text


def _with_label(record: Any) -> Any:
    record["label"] = "<" + record["name"] + ">"
    return record


def test_the_tree_of_a_translated_function(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"a": 1, "s": {"x": 1}}, {"a": "t"})
    assert tree(frame.map(lambda r: {**r, "n": 2**40})) == (
        "root\n|-- a: choice\n|    |-- int\n|    |-- string\n|-- s: struct\n|    |-- x: int\n|-- n: long\n"
    )
