"""Reading and writing files from options."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from awsglue import DynamicFrame
from awsglue.context import GlueContext

from .conftest import rows, tree


def written(directory: Path) -> dict[str, str]:
    """The texts of all visible files under a directory, by directory."""
    texts: dict[str, str] = {}
    for file in sorted(path for path in directory.rglob("*") if path.is_file() and not path.name.startswith(".")):
        place = str(file.parent.relative_to(directory))
        texts[place] = texts.get(place, "") + file.read_text(encoding="utf-8")
    return texts


@pytest.fixture
def csv(glue: GlueContext, tmp_path: Path) -> Callable[..., Any]:
    def read(text: str, encoding: str = "utf-8", **options: Any) -> Any:
        place = tmp_path / "in.csv"
        place.write_bytes(text.encode(encoding))
        return glue.create_dynamic_frame.from_options("s3", {"paths": [str(place)]}, "csv", options)

    return read


def test_csv_without_header_has_numbered_columns_of_text(csv: Callable[..., Any]) -> None:
    frame = csv("id,name\n1,Ann\n")
    assert tree(frame) == "root\n|-- col0: string\n|-- col1: string\n"
    assert rows(frame) == [{"col0": "id", "col1": "name"}, {"col0": "1", "col1": "Ann"}]


def test_csv_options_in_any_case_and_as_texts(csv: Callable[..., Any]) -> None:
    text = 'id;name\n1;"a;""b"""\n2;\n'
    frame = csv(text, withheader="True", separator=";", quoteChar='"', optimizePerformance=True)
    assert rows(frame) == [{"id": "1", "name": 'a;"b"'}, {"id": "2", "name": ""}]
    assert rows(csv('1,"a"\n', quoteChar=-1)) == [{"col0": "1", "col1": '"a"'}]
    with pytest.raises(Exception, match='withHeader: "maybe"'):
        csv(text, withHeader="maybe")


def test_csv_lines_in_fields_skipped_lines_escapes_and_encodings(csv: Callable[..., Any]) -> None:
    assert rows(csv('a,b\n"x\ny",1\n', withHeader=True, multiLine=True)) == [{"a": "x\ny", "b": "1"}]
    assert rows(csv("first\nsecond\n", skipFirst=True)) == [{"col0": "second"}]
    assert rows(csv('"a\\"b",c\n', escaper="\\")) == [{"col0": 'a"b', "col1": "c"}]
    assert rows(csv("São\n", encoding="iso-8859-1")) != [{"col0": "São"}]
    assert rows(csv("\ufeffa\n1\n\n2\n", withHeader=True)) == [{"a": "1"}, {"a": "2"}]


def test_every_file_of_csv_has_its_own_header(glue: GlueContext, tmp_path: Path) -> None:
    (tmp_path / "1.csv").write_text("a,b\n1,2\n")
    (tmp_path / "2.csv").write_text("c,b,a\n3,2,1\n")
    frame = glue.create_dynamic_frame.from_options("s3", {"paths": [str(tmp_path)]}, "csv", {"withHeader": True})
    assert tree(frame) == "root\n|-- a: string\n|-- b: string\n|-- c: string\n"
    assert sorted(str(row["c"]) for row in rows(frame)) == ["3", "None"]
    assert {(row["a"], row["b"]) for row in rows(frame)} == {("1", "2")}


def test_malformed_json_costs_its_line_only(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"a": 1}, '{"a": 2, "new": {"deep": 1}, "b": ', {"a": 3}, "7", "")
    assert tree(frame) == "root\n|-- a: int\n"
    assert frame.count() == 2
    assert frame.errorsCount() == 2
    errors = frame.errorsAsDynamicFrame()
    assert errors.count() == 2
    first = rows(errors)[0]["error"]
    assert first["input"] == '{"a": 2, "new": {"deep": 1}, "b": '
    assert first["msg"].startswith("Unexpected end-of-input")
    assert first["source"].endswith("records.json")
    assert '"deep"' not in first["msg"]


def test_records_that_follow_each_other_and_arrays_of_records(json_frame: Callable[..., Any]) -> None:
    assert [row["a"] for row in rows(json_frame('{"a": 1}{"a": 2}', '[{"a": 3}, {"a": 4}]'))] == [1, 2, 3, 4]


def test_json_over_lines(glue: GlueContext, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"a": 1}, {"a": "x", "n": None}], indent=2))
    (tmp_path / "b.json.gz").write_bytes(gzip.compress(b'{"a":\n2}\n{"a": 3}'))
    frame = glue.create_dynamic_frame.from_options("s3", {"paths": [str(tmp_path)]}, "json", {"multiline": "true"})
    assert tree(frame) == "root\n|-- a: choice\n|    |-- int\n|    |-- string\n|-- n: null\n"
    assert frame.count() == 4
    assert frame.errorsCount() == 0


def test_numbers_of_json(json_frame: Callable[..., Any]) -> None:
    frame = json_frame('{"i": 2147483647, "l": 2147483648, "b": 9223372036854775808, "d": 1.0, "m": -2147483648}')
    assert tree(frame) == "root\n|-- i: int\n|-- l: long\n|-- b: double\n|-- d: double\n|-- m: int\n"
    assert rows(frame) == [{"i": 2147483647, "l": 2147483648, "b": 9.223372036854775808e18, "d": 1.0, "m": -2147483648}]


def test_json_with_a_declared_schema(glue: GlueContext, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1, "d": "2020-01-02", "x": 1}\n{"a": 2.5}\n')
    schema = json.dumps(
        {
            "dataType": "struct",
            "properties": {},
            "fields": [
                {"name": name, "container": {"dataType": kind, "properties": {}}, "properties": {}}
                for name, kind in (("a", "long"), ("d", "date"))
            ],
        }
    )
    frame = glue.create_dynamic_frame.from_options("s3", {"paths": [str(tmp_path)]}, "json", {"withSchema": schema})
    assert tree(frame) == "root\n|-- a: long\n|-- d: date\n"
    assert [(row["a"], str(row["d"])) for row in rows(frame)] == [(1, "2020-01-02"), (None, "None")]
    with pytest.raises(Exception, match=r'jsonPath: "\$..a"'):
        glue.create_dynamic_frame.from_options("s3", {"paths": [str(tmp_path)]}, "json", {"jsonPath": "$..a"})


def test_which_files_are_read(glue: GlueContext, tmp_path: Path) -> None:
    for name in ("1.json", "k=1/2.json", "k=1/deep/3.json", "skip.txt", "_hidden/4.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(json.dumps({"name": name}) + "\n")

    def names(**options: Any) -> set[str]:
        frame = glue.create_dynamic_frame.from_options("s3", {"paths": [str(tmp_path)], **options}, "json")
        assert tree(frame) == "root\n|-- name: string\n"
        return {row["name"] for row in rows(frame)}

    assert names() == {"1.json", "skip.txt"}
    assert names(recurse=True) == {"1.json", "k=1/2.json", "k=1/deep/3.json", "skip.txt"}
    assert names(recurse="true", exclusions='["**.txt", "k=1/deep/**"]') == {"1.json", "k=1/2.json"}
    pattern = glue.create_dynamic_frame.from_options("s3", {"paths": [f"{tmp_path}/*.json"]}, "json")
    assert pattern.count() == 1


def test_a_path_without_files_has_no_records(glue: GlueContext, tmp_path: Path) -> None:
    for name in ("json", "csv"):
        frame = glue.create_dynamic_frame.from_options("s3", {"paths": [str(tmp_path / "none")]}, name)
        assert frame.count() == 0
        assert tree(frame) == "root\n"


def test_the_file_of_a_record(glue: GlueContext, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1}\n')
    frame = glue.create_dynamic_frame.from_options(
        "s3", {"paths": [str(tmp_path)]}, "json", {"attachFilename": "file", "attachTimestamp": ""}
    )
    assert rows(frame)[0]["file"].endswith("/a.json")


def test_options_that_nothing_obeys_are_refused(glue: GlueContext, tmp_path: Path) -> None:
    with pytest.raises(Exception, match='boundedFiles: "ten"'):
        glue.create_dynamic_frame.from_options("s3", {"paths": [str(tmp_path)], "boundedFiles": "ten"}, "json")
    with pytest.raises(Exception, match='not supported by Mastic: connection_type "dynamodb"'):
        glue.create_dynamic_frame.from_options("dynamodb", {"dynamodb.input.tableName": "t"})
    with pytest.raises(Exception, match='not supported by Mastic: format "excel"'):
        glue.create_dynamic_frame.from_options("s3", {"paths": [str(tmp_path)]}, "excel")
    with pytest.raises(Exception, match="compressionType lzo, the format parameter must be specified"):
        glue.getSource("s3", paths=[], compressionType="lzo")
    with pytest.raises(Exception, match="option paths is missing"):
        glue.create_dynamic_frame.from_options("s3", {}, "json")


def test_json_is_written_without_nulls_and_choices_as_what_they_hold(
    json_frame: Callable[..., Any], glue: GlueContext, tmp_path: Path
) -> None:
    frame = json_frame({"k": "x", "n": 1, "s": {"a": None, "b": [1, "b"]}}, {"k": "x", "n": "two", "gone": None})
    result = glue.write_dynamic_frame.from_options(frame, "s3", {"path": str(tmp_path / "out")}, "json")
    assert result.count() == 0
    lines = [json.loads(line) for line in written(tmp_path / "out")["."].splitlines()]
    assert lines == [{"k": "x", "n": 1, "s": {"b": [1, "b"]}}, {"k": "x", "n": "two"}]


def test_csv_is_written_with_a_header_and_quotes_around_texts(
    glue: GlueContext, spark: SparkSession, tmp_path: Path
) -> None:
    df = spark.sql("select 1 as id, 'a\"b' as name, cast(null as string) as n, 1.5D as d, array(1) as l").coalesce(1)
    frame = DynamicFrame.fromDF(df, glue)
    glue.write_dynamic_frame.from_options(frame, "s3", {"path": str(tmp_path / "a")}, "csv")
    assert written(tmp_path / "a")["."] == '"id","name","n","d","l"\n1,"a""b",,1.5,"[1]"\n'
    options = {"separator": "|", "quoteChar": -1, "writeHeader": False}
    glue.write_dynamic_frame.from_options(frame, "s3", {"path": str(tmp_path / "b")}, "csv", options)
    assert written(tmp_path / "b")["."] == '1|a"b||1.5|[1]\n'


def test_partition_keys_become_directories(json_frame: Callable[..., Any], glue: GlueContext, tmp_path: Path) -> None:
    frame = json_frame({"y": 2020, "m": "a/b", "v": 1}, {"y": 2021, "m": None, "v": 2})
    options = {"path": str(tmp_path / "out"), "partitionKeys": ["y", "m"]}
    glue.write_dynamic_frame.from_options(frame, "s3", options, "json")
    assert written(tmp_path / "out") == {
        "y=2020/m=a%2Fb": '{"v":1}\n',
        "y=2021/m=__HIVE_DEFAULT_PARTITION__": '{"v":2}\n',
    }
    assert not list((tmp_path / "out").rglob("_*/*"))
    with pytest.raises(Exception, match='partition key "nope" is not a column'):
        glue.write_dynamic_frame.from_options(frame, "s3", {**options, "partitionKeys": ["nope"]}, "json")


@pytest.mark.parametrize("written_as", ["parquet", "glueparquet", "orc"])
def test_columnar_files_and_no_marker(
    written_as: str, json_frame: Callable[..., Any], glue: GlueContext, spark: SparkSession, tmp_path: Path
) -> None:
    frame = json_frame({"y": 1, "a": 1, "gone": None, "s": {"g": None, "k": 1}}, {"y": 2, "a": "x"})
    out = tmp_path / "out"
    for _ in range(2):
        glue.write_dynamic_frame.from_options(frame, "s3", {"path": str(out), "partitionKeys": ["y"]}, written_as)
    assert not list(out.rglob("_*"))
    assert {path.name for path in out.iterdir()} == {"y=1", "y=2"}
    name = "orc" if written_as == "orc" else "parquet"
    back = glue.create_dynamic_frame.from_options("s3", {"paths": [str(out)]}, name)
    assert back.count() == 4
    assert tree(back) == (
        "root\n|-- a: struct\n|    |-- int: int\n|    |-- string: string\n|-- s: struct\n|    |-- k: int\n|-- y: int\n"
    )
    assert spark.read.format(name).load(str(out)).count() == 4


def test_sinks_and_collections(json_frame: Callable[..., Any], glue: GlueContext, tmp_path: Path) -> None:
    frame = json_frame({"a": 1, "b": 2})
    both = frame.split_fields("a", "left", "right")
    glue.write_from_options(both, "s3", {"path": str(tmp_path / "out")}, "json")
    assert written(tmp_path / "out") == {"left": '{"a":1}\n', "right": '{"b":2}\n'}
    with pytest.raises(TypeError, match="Got <class 'str'>"):
        glue.write_from_options("x", "s3", {"path": "p"}, "json")  # type: ignore[arg-type]
    sink = glue.getSink("s3", path=str(tmp_path / "sink"))
    with pytest.raises(Exception, match="no format is set"):
        sink.writeFrame(frame)
    sink.setFormat("json")
    assert sink.writeFrame(frame).name == frame.name + "_errors"
    assert frame.write("s3", {"path": str(tmp_path / "w")}, "json").count() == 0


def test_dataframes_through_glues_sources(glue: GlueContext, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1}\n')
    df = glue.create_data_frame.from_options("s3", {"paths": [str(tmp_path)]}, format="json")
    assert df.collect() == [(1,)]
    assert glue.create_dynamic_frame.from_rdd(df.rdd, "r").count() == 1
