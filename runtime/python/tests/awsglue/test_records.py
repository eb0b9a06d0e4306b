"""Records taken apart: unbox, split_rows, spigot."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from awsglue import DynamicFrame
from awsglue.context import GlueContext
from awsglue.transforms import Spigot, SplitRows, Unbox

from .conftest import rows, tree


def test_json_in_a_text_becomes_a_value(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(
        {"id": 1, "box": {"inner": '{"a": 1, "b": [1, "x"]}'}},
        {"id": 2, "box": {"inner": '{"a": 3000000000}'}},
        {"id": 3, "box": None},
        {"id": 4, "box": {"inner": "null"}},
    )
    unboxed = Unbox.apply(frame, "box.inner", "json")
    assert tree(unboxed) == (
        "root\n|-- id: int\n|-- box: struct\n|    |-- inner: struct\n"
        "|    |    |-- a: choice\n|    |    |    |-- int\n|    |    |    |-- long\n"
        "|    |    |-- b: array\n|    |    |    |-- element: choice\n"
        "|    |    |    |    |-- int\n|    |    |    |    |-- string\n"
    )
    assert [row["box"] and row["box"]["inner"] and row["box"]["inner"]["a"] for row in rows(unboxed)] == [
        {"int": 1, "long": None},
        {"int": None, "long": 3_000_000_000},
        None,
        None,
    ]


def test_a_malformed_text_is_an_error_record_with_the_parsers_words(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(
        {"id": 1, "t": '{"a": "b'}, {"id": 2, "t": '{"a": 1}'}, {"id": 3, "t": "1 2"}, {"id": 4, "t": ""}
    )
    unboxed = frame.unbox("t", "json", totalThreshold=3)
    assert rows(unboxed) == [{"id": 2, "t": {"a": 1}}]
    errors = [row["error"] for row in rows(unboxed.errorsAsDynamicFrame())]
    assert errors[0]["msg"].startswith("unbox failed Unexpected end-of-input in VALUE_STRING\n at [Source: ")
    assert errors[0]["dynamicRecord"] == {"id": 1, "t": '{"a": "b'}
    assert len(errors) == unboxed.errorsCount() == 3
    assert unboxed.count() == 1


def test_csv_in_a_text(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"t": 'a;"b;c"'}, {"t": "1;2;3"})
    assert rows(frame.unbox("t", "csv", separator=";")) == [
        {"t": {"col0": "a", "col1": "b;c", "col2": None}},
        {"t": {"col0": "1", "col1": "2", "col2": "3"}},
    ]
    headed = json_frame({"t": "x,y\n1,2"}, {"t": "y,z\n3,4"})
    assert [row["t"] for row in rows(headed.unbox("t", "csv", withHeader=True))] == [
        {"x": "1", "y": "2", "z": None},
        {"x": None, "y": "3", "z": "4"},
    ]
    schema = json.dumps(
        {
            "dataType": "struct",
            "fields": [{"name": name, "container": {"dataType": "int"}, "properties": {}} for name in ("x", "y")],
        }
    )
    typed = json_frame({"t": "x,y\n1,two"}).unbox("t", "csv", withHeader=True, withSchema=schema)
    assert rows(typed) == [{"t": {"x": 1, "y": None}}]


def test_only_texts_and_bytes_can_be_unboxed(
    json_frame: Callable[..., Any], glue: GlueContext, spark: SparkSession
) -> None:
    frame = json_frame({"n": 1, "t": "{}", "c": 1}, {"n": 1, "t": "{}", "c": "[2]"})
    with pytest.raises(Exception, match=r"the field n is \[int\] \(expected: string or binary\)"):
        frame.unbox("n", "json")
    with pytest.raises(Exception, match="no record has the field nobody"):
        frame.unbox("nobody", "json")
    with pytest.raises(Exception, match='not supported by Mastic: unbox of format "orc"'):
        frame.unbox("t", "orc")
    with pytest.raises(Exception, match="rowTag"):
        frame.unbox("t", "xml")
    some = frame.unbox("c", "json")
    assert [row["c"] for row in rows(some)] == [[2]]
    assert [row["error"]["msg"] for row in rows(some.errorsAsDynamicFrame())] == ["unbox failed the value is no text"]
    binary = DynamicFrame.fromDF(spark.sql("""select cast('{"a": 1}' as binary) as b"""), glue)
    assert rows(binary.unbox("b", "json")) == [{"b": {"a": 1}}]


def test_xml_in_a_text(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(
        {"id": 1, "t": "<r a='1'><n>2</n><n>x</n></r>"},
        {"id": 2, "t": "<r><n>3</n></r> <r/>"},
        {"id": 3, "t": "<r><n>3</r>"},
        {"id": 4, "t": "<r><n>1</n></r><r><n>2</n></r>"},
        {"id": 5, "t": "<s/>"},
        {"id": 6, "t": None},
    )
    unboxed = Unbox.apply(frame, "t", "xml", rowTag="r")
    assert tree(unboxed) == (
        "root\n|-- id: int\n|-- t: struct\n|    |-- _a: int\n|    |-- n: choice\n"
        "|    |    |-- array\n|    |    |    |-- element: choice\n|    |    |    |    |-- int\n"
        "|    |    |    |    |-- string\n|    |    |-- int\n"
    )
    assert [(row["id"], row["t"] and row["t"]["n"]["int"]) for row in rows(unboxed)] == [(1, None), (2, 3), (6, None)]
    errors = {row["error"]["dynamicRecord"]["id"]: row["error"]["msg"] for row in rows(unboxed.errorsAsDynamicFrame())}
    assert errors.pop(3).startswith("unbox failed ")
    assert errors == {
        4: "unbox failed one record was expected, behind it is another",
        5: "unbox failed the text holds no record",
    }


def test_lines_of_logs_in_a_text(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"t": "10.0.0.1 GET 12"}, {"t": "10.0.0.2 PUT -"}, {"t": "nothing of it"})
    unboxed = frame.unbox("t", "grokLog", logFormat="%{IP:client} %{WORD:verb} %{NOTSPACE:bytes}")
    assert rows(unboxed) == [
        {"t": {"client": "10.0.0.1", "verb": "GET", "bytes": "12"}},
        {"t": {"client": "10.0.0.2", "verb": "PUT", "bytes": None}},
    ]
    assert rows(unboxed.errorsAsDynamicFrame())[0]["error"]["dynamicRecord"] == {"t": "nothing of it"}


def test_ion_in_a_text(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"t": "{a: 1, b: [x, 2.5], c: 2020-01-01T00:00:00Z}"}, {"t": "{a: 3000000000}"}, {"t": "{a"})
    first, second = rows(frame.unbox("t", "ion"))
    assert first["t"]["a"] == {"int": 1, "long": None}
    assert (first["t"]["b"][0]["string"], first["t"]["c"].year) == ("x", 2020)
    assert second["t"]["a"]["long"] == 3_000_000_000


def test_avro_in_bytes(glue: GlueContext, spark: SparkSession, tmp_path: Path) -> None:
    values = (
        "named_struct('i', 7, 'l', 8L, 'f', cast(0.5 as float), 's', 'x', 'day', date'2020-02-03', 'a', array(1, 2))"
    )
    table = spark.sql(f"select id, {values} as v from range(2)")
    table.selectExpr("v.*").coalesce(1).limit(1).write.format("avro").save(str(tmp_path / "one"))
    (file,) = (tmp_path / "one").glob("*.avro")
    whole = spark.createDataFrame([(1, bytearray(file.read_bytes())), (2, bytearray(b"no avro"))], "id int, t binary")
    unboxed = DynamicFrame.fromDF(whole, glue).unbox("t", "avro", version="1.8")
    assert "|-- l: long\n|    |-- f: float\n" in tree(unboxed)
    expected = {"i": 7, "l": 8, "f": 0.5, "s": "x", "day": date(2020, 2, 3), "a": [1, 2]}
    assert [row["t"] for row in rows(unboxed)] == [expected]
    assert rows(unboxed.errorsAsDynamicFrame())[0]["error"]["msg"] == "unbox failed Not an Avro data file."
    schema = json.dumps({"type": "record", "name": "r", "fields": [{"name": "n", "type": ["null", "int", "string"]}]})
    bare = spark.createDataFrame(
        [(bytearray(b"\x02\x0e"),), (bytearray(b"\x04\x02x"),), (bytearray(b"\x00"),)], "t binary"
    )
    read = DynamicFrame.fromDF(bare, glue).unbox("t", "avro", avroSchema=schema)
    assert [row["t"]["n"] for row in rows(read)] == [
        {"int": 7, "string": None},
        {"int": None, "string": "x"},
        None,
    ]


def test_filters_after_unbox_reach_the_files(glue: GlueContext, spark: SparkSession, tmp_path: Path) -> None:
    spark.sql("""select id, concat('{"a":', id, '}') as t from range(10)""").write.parquet(str(tmp_path / "p"))
    frame = DynamicFrame.fromDF(spark.read.parquet(str(tmp_path / "p")), glue)
    few = frame.unbox("t", "json").filter(lambda record: record["id"] < 3)
    assert sorted(row["t"]["a"] for row in rows(few)) == [0, 1, 2]
    spark.conf.set("spark.sql.maxMetadataStringLength", "1000")
    assert "LessThan(id,3)" in few.toDF()._jdf.queryExecution().toString()


def test_rows_are_split_by_comparisons(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(
        *[{"i": i, "s": chr(97 + i), "n": {"d": i / 2}} for i in range(5)],
        {"s": "z"},
        {"i": None},
        {"i": "3", "s": "b"},
    )
    both = SplitRows.apply(frame, {"i": {">": 0, "<=": 3}, "s": {"!=": "c"}, "n.d": {"<": 1.5}}, "yes", "no")
    assert [row["s"] for row in rows(both["yes"])] == ["b"]
    assert both["no"].count() == 7
    assert list(frame.split_rows({"i": {">=": 2**40}}, "a", "b").keys()) == ["a", "b"]
    assert frame.split_rows({"i": {"=": "3"}}, "a", "b")["a"].count() == 1
    assert frame.split_rows({"nobody": {"=": 1}}, "a", "b")["b"].count() == 8
    with pytest.raises(Exception, match='operator "~" of split_rows'):
        frame.split_rows({"i": {"~": 1}}, "a", "b")
    plan = both["yes"].toDF()._jdf.queryExecution().toString()
    assert "MapPartitions" not in plan


def test_a_spigot_writes_a_sample_and_gives_the_records_on(json_frame: Callable[..., Any], tmp_path: Path) -> None:
    frame = json_frame(*[{"id": i, "t": "x y"} for i in range(300)])
    target = tmp_path / "spigot"
    same = Spigot.apply(frame, str(target), {"topk": 5})
    assert same.count() == 300
    lines = [line for text in _written(target) for line in text.splitlines()]
    assert lines == [json.dumps({"id": i, "t": "x y"}, separators=(",", ":")) for i in range(5)]
    frame.spigot(str(tmp_path / "few"), {"prob": 0.0})
    assert "".join(_written(tmp_path / "few")) == ""
    with pytest.raises(Exception, match="prob between 0 and 1"):
        frame.spigot(str(target), {"prob": 2})


def _written(directory: Path) -> list[str]:
    """The texts of the files in a directory, if there is one."""
    files = sorted(directory.iterdir()) if directory.exists() else []
    return [file.read_text() for file in files if not file.name.startswith(".")]
