"""Every format, as sources read it and as sinks write it."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from awsglue import DynamicFrame
from awsglue.context import GlueContext

from .conftest import rows, tree

Read = Callable[..., Any]


@pytest.fixture
def read(glue: GlueContext, tmp_path: Path) -> Read:
    """Reads a text, or the files of a directory, in a format."""

    def of(name: str, source: str | bytes | Path, connection: dict[str, Any] | None = None, **options: Any) -> Any:
        place = source
        if not isinstance(source, Path):
            place = tmp_path / "in"
            place.write_bytes(source if isinstance(source, bytes) else source.encode())
        return glue.create_dynamic_frame.from_options(
            "s3", {"paths": [str(place)], **(connection or {})}, name, options
        )

    return of


def test_escapes_of_csv_mean_the_next_character(read: Read) -> None:
    text = 'a\\,b,c\\nd,"e\\"f\\tg"\n\\\\,"x""y",z"z\n'
    assert rows(read("csv", text, escaper="\\")) == [
        {"col0": "a,b", "col1": "c\nd", "col2": 'e"f\tg'},
        {"col0": "\\", "col1": 'x"y', "col2": 'z"z'},
    ]


def test_records_of_csv_are_skipped_after_the_header_and_may_be_short(read: Read) -> None:
    frame = read("csv", "a|b\nfirst|1\n\nsecond|\nthird\n", withHeader=True, skipFirst="true", separator="|")
    assert rows(frame) == [{"a": "second", "b": ""}, {"a": "third", "b": None}]
    assert rows(read("csv", "a§b\n", separator="§", strictCheckForQuoting=True)) == [{"col0": "a", "col1": "b"}]
    multiline = read("csv", 'a,"b\n\nc",d\ne,"open\n', multiLine=True)
    assert rows(multiline) == [
        {"col0": "a", "col1": "b\n\nc", "col2": "d"},
        {"col0": "e", "col1": "open", "col2": None},
    ]


@pytest.mark.parametrize("options", [{}, {"multiline": True}])
def test_json_along_a_path(options: dict[str, Any], read: Read) -> None:
    text = '{"x": {"items": [{"id": 1, "in": {"a": [{"n": 1}]}}, {"id": "two"}]}, "items": 7}\n'
    assert [row["id"] for row in rows(read("json", text, jsonPath="$.x.items[*]", **options).resolveChoice(
        choice="cast:string"))] == ["1", "two"]  # fmt: skip
    assert rows(read("json", text, jsonPath="$['x'].items[0].in.a", **options)) == [{"n": 1}]
    wrong = read("json", text, jsonPath="$.items", **options)
    assert (wrong.count(), wrong.errorsCount()) == (0, 1)


def test_records_before_malformed_text_are_kept(read: Read) -> None:
    frame = read("json", '{"a":\n1}\n{"a": 2}\n{"a": \n', multiLine=True)
    assert tree(frame) == "root\n|-- a: int\n"
    assert (frame.count(), frame.errorsCount()) == (2, 1)


XML = """<?xml version="1.0"?>
<!-- <book>not a book</book> -->
<shop>
  <book id="007" lang='a>b'><title>Ünder &amp; <![CDATA[</book>]]></title><price>9.5</price>
    <author>Ann</author><author><name>Bob</name></author><note/></book>
  <book id="2"><price>10</price><author> Eve </author><in>text<x>true</x></in></book>
  <book><price>1</wrong></book>
  <book>only text</book>
  <books/><book/>
</shop>
"""


def test_xml_rows_become_records(read: Read) -> None:
    frame = read("xml", XML, rowTag="book")
    assert tree(frame) == (
        "root\n|-- _id: int\n|-- _lang: string\n|-- title: string\n|-- price: choice\n|    |-- double\n|    |-- int\n"
        "|-- author: choice\n|    |-- array\n|    |    |-- element: choice\n|    |    |    |-- string\n"
        "|    |    |    |-- struct\n|    |    |    |    |-- name: string\n|    |-- string\n|-- note: string\n"
        "|-- in: struct\n|    |-- x: boolean\n|    |-- _VALUE: string\n|-- _VALUE: string\n"
    )
    first, second, third = rows(frame)
    assert (first["_id"], first["_lang"], first["title"]) == (7, "a>b", "Ünder & </book>")
    assert (first["price"], first["note"]) == ({"double": 9.5, "int": None}, "")
    assert second["author"]["string"] == " Eve "
    assert second["in"] == {"x": True, "_VALUE": "text"}
    assert third["_VALUE"] == "only text"
    error = rows(frame.errorsAsDynamicFrame())[0]["error"]
    assert error["input"] == "<book><price>1</wrong></book>"


def test_options_of_xml(read: Read) -> None:
    options = {"excludeAttribute": True, "treatEmptyValuesAsNulls": True, "ignoreSurroundingSpaces": "true"}
    names = tree(read("xml", XML, rowTag="book", **options))
    assert "_id" not in names
    assert "|-- note: null\n" in names
    frame = read("xml", XML.encode("utf-16"), rowTag="book", encoding="UTF-16", attributePrefix="@", valueTag="text")
    assert [name for name in frame.toDF().columns if name in ("@id", "text")] == ["@id", "text"]
    fields = [{"name": "_id", "container": {"dataType": "string", "properties": {}}, "properties": {}}]
    schema = json.dumps({"dataType": "struct", "properties": {}, "fields": fields})
    assert rows(read("xml", XML, rowTag="book", withSchema=schema))[0] == {"_id": "007"}
    with pytest.raises(Exception, match="option rowTag is missing"):
        read("xml", XML)


def test_lines_of_logs(read: Read) -> None:
    text = "10.0.0.1 [a b] 200 1.5\nnonsense\n10.0.0.2 [c] - 2\n"
    pattern = r"%{IP:client} \[%{TAGS:tags}\] (?:%{INT:status:int}|%{NOTHING:none}) %{NUMBER:took:double}"
    patterns = "TAGS [a-z ]+\nNOTHING -"
    frame = read("grokLog", text, logFormat=pattern, customPatterns=patterns)
    assert [(row["client"], row["tags"], row["status"], row["took"], row["none"]) for row in rows(frame)] == [
        ("10.0.0.1", "a b", 200, 1.5, None),
        ("10.0.0.2", "c", None, 2.0, None),
    ]
    assert rows(frame.errorsAsDynamicFrame())[0]["error"]["input"] == "nonsense"
    pairs = read("grokLog", "a\n1\nb\n2\n", logFormat=r"%{WORD:key}\n%{INT:n:long}", LineCount="2")
    assert [(row["key"], row["n"]) for row in rows(pairs)] == [("a", 1), ("b", 2)]
    assert "n: long" in tree(pairs)
    assert "n: string" in tree(read("grokLog", "1\n", logFormat="%{INT:n:int}", StrictMode=True))
    with pytest.raises(Exception, match=r"logFormat: %\{NOBODY:x\}"):
        read("grokLog", text, logFormat="%{NOBODY:x}")


def test_ion(read: Read) -> None:
    text = """
        {id: 1, d: 1.50, t: 2020-01-02T03:04:05.678Z, b: {{AQI=}}, s: sym, l: [1, "x"], n: null, big: 5000000000}
        {id: "x", d: 123.4, f: 1e0}
        7
        {id: 2"""
    frame = read("ion", text)
    assert tree(frame) == (
        "root\n|-- id: choice\n|    |-- int\n|    |-- string\n|-- d: decimal\n|-- t: timestamp\n|-- b: binary\n"
        "|-- s: string\n|-- l: array\n|    |-- element: choice\n|    |    |-- int\n|    |    |-- string\n|-- n: null\n"
        "|-- big: long\n|-- f: double\n"
    )
    first, second = rows(frame)
    assert (first["d"], first["b"], str(first["t"])) == (Decimal("1.50"), b"\x01\x02", "2020-01-02 03:04:05.678000")
    assert (second["d"], second["f"]) == (Decimal("123.40"), 1.0)
    assert frame.errorsCount() == 2


def test_avro_and_its_versions(glue: GlueContext, spark: SparkSession, read: Read, tmp_path: Path) -> None:
    sql = "select 1 as id, 1.50BD as d, date'2020-01-02' as day, timestamp'2020-01-02 03:04:05' as t, array('a') as l"
    frame = DynamicFrame.fromDF(spark.sql(sql), glue)
    for version in ("1.7", "1.8"):
        options = {"path": str(tmp_path / version)}
        glue.write_dynamic_frame.from_options(frame, "s3", options, "avro", {"version": version})
    assert rows(read("avro", tmp_path / "1.7")) == [
        {"id": 1, "d": "1.50", "day": "2020-01-02", "t": "2020-01-02 03:04:05", "l": ["a"]}
    ]
    typed = read("avro", tmp_path / "1.8", version="1.8")
    assert tree(typed).startswith("root\n|-- id: int\n|-- d: decimal\n|-- day: date\n|-- t: long\n|-- l: array\n")
    raw = read("avro", tmp_path / "1.8")
    assert tree(raw).startswith("root\n|-- id: int\n|-- d: binary\n|-- day: int\n|-- t: long\n")


def test_avro_of_several_schemas_and_unions(spark: SparkSession, read: Read, tmp_path: Path) -> None:
    union = '{"type":"record","name":"r","fields":[{"name":"u","type":["null","string","int"]}]}'
    ones = spark.sql("select named_struct('member0', 'x', 'member1', cast(null as int)) as u")
    ones.write.format("avro").option("avroSchema", union).save(str(tmp_path / "a"))
    spark.sql("select 7 as u, 1 as v").write.format("avro").save(str(tmp_path / "a/b"))
    frame = read("avro", tmp_path / "a", {"recurse": True})
    assert tree(frame) == "root\n|-- u: choice\n|    |-- int\n|    |-- string\n|-- v: int\n"
    assert sorted(str(row["u"]) for row in rows(frame)) == [
        "{'int': 7, 'string': None}",
        "{'int': None, 'string': 'x'}",
    ]


def test_choices_are_unions_of_avro(
    json_frame: Callable[..., Any], glue: GlueContext, read: Read, tmp_path: Path
) -> None:
    frame = json_frame(
        {"p": "x", "c": 1, "n": {"c": [1, "a"]}, "r": {"a": 1}, "w": 1},
        {"p": "y", "c": "one", "n": {"c": [True]}, "r": "text", "w": 2**40},
        {"p": "y", "c": None},
    )
    options = {"path": str(tmp_path / "a"), "partitionKeys": ["p"]}
    glue.write_dynamic_frame.from_options(frame, "s3", options, "avro")
    back = read("avro", tmp_path / "a", {"recurse": True})
    # Spark reads numbers of two widths as the wider.
    assert tree(back).replace("|-- w: long\n", "") == tree(frame.drop_fields(["p", "w"]))
    values = [(row["c"], row["n"], row["r"], row["w"]) for row in rows(back)]
    assert sorted(values, key=str) == sorted(
        [
            ({"int": 1, "string": None}, {"c": [_of(int=1), _of(string="a")]}, {"string": None, "struct": {"a": 1}}, 1),
            ({"int": None, "string": "one"}, {"c": [_of(boolean=True)]}, {"string": "text", "struct": None}, 2**40),
            (None, None, None, None),
        ],
        key=str,
    )


def _of(**held: Any) -> dict[str, Any]:
    return {"boolean": None, "int": None, "string": None, **held}


def test_what_avro_cannot_tell_apart_stays_a_record(
    glue: GlueContext, spark: SparkSession, read: Read, tmp_path: Path
) -> None:
    days = DynamicFrame.fromDF(spark.sql("select date'2020-01-02' as c"), glue)
    both = days.union(DynamicFrame.fromDF(spark.sql("select 7 as c"), glue))
    for version in ("1.7", "1.8"):
        options = {"path": str(tmp_path / version)}
        glue.write_dynamic_frame.from_options(both, "s3", options, "avro", {"version": version})
    assert tree(read("avro", tmp_path / "1.7")) == "root\n|-- c: choice\n|    |-- int\n|    |-- string\n"
    records = read("avro", tmp_path / "1.8", version="1.8")
    assert tree(records) == "root\n|-- c: struct\n|    |-- date: date\n|    |-- int: int\n"


@pytest.mark.parametrize("name", ["parquet", "orc", "avro"])
def test_a_file_of_another_format_is_named(name: str, read: Read, tmp_path: Path) -> None:
    (tmp_path / "wrong.dat").write_text("neither of these, however long the text may be")
    with pytest.raises(Exception, match=r"wrong\.dat"):
        read(name, tmp_path / "wrong.dat").toDF().collect()


CODECS = {
    "json": ["", "gzip", "bzip2"],
    "csv": ["", "gzip", "bzip2"],
    "parquet": ["", "uncompressed", "gzip", "zstd"],
    "glueparquet": ["snappy"],
    "orc": ["", "zlib"],
    "avro": ["", "deflate"],
}
ENDINGS = {"gzip": ".gz", "bzip2": ".bz2"}


@pytest.mark.parametrize(("name", "codec"), [(form, codec) for form, codecs in CODECS.items() for codec in codecs])
def test_what_is_written_can_be_read(
    name: str, codec: str, glue: GlueContext, spark: SparkSession, read: Read, tmp_path: Path
) -> None:
    sql = "select id, concat('n \\'\\\",', id) as name, id % 2 as y, if(id = 3, null, id / 4) as q from range(6)"
    frame = DynamicFrame.fromDF(spark.sql(sql), glue)
    expected = sorted((str(row["id"]), row["name"], str(row["q"])) for row in rows(frame))
    for keys in ([], ["y"]):
        out = tmp_path / f"out{len(keys)}"
        sink = glue.getSink("s3", path=str(out), partitionKeys=keys, compression=codec)
        sink.setFormat(name)
        sink.writeFrame(frame)
        assert {place.name for place in out.iterdir() if place.is_dir()} == ({"y=0", "y=1"} if keys else set())
        files = [file for file in out.rglob("*") if file.is_file() and not file.name.startswith(".")]
        assert all(file.name.startswith("run-") and "-part-r-0000" in file.name for file in files), files
        if name in ("json", "csv"):
            assert {file.suffix for file in files} == {ENDINGS.get(codec, "")}
        reader = "parquet" if name == "glueparquet" else name
        back = read(reader, out, {"recurse": True}, **({"withHeader": True} if name == "csv" else {}))
        shown = sorted((str(row["id"]), row["name"], str(None if row["q"] == "" else row["q"])) for row in rows(back))
        assert shown == expected


def test_compressed_files_whose_names_do_not_tell(read: Read) -> None:
    compressed = gzip.compress(b'{"a": 1}\n{"a": 2}\n')
    assert rows(read("json", compressed, {"compressionType": "gzip"})) == [{"a": 1}, {"a": 2}]
    csv = gzip.compress(b"a\n1\n2\n")
    assert rows(read("csv", csv, {"compressionType": "gzip"}, withHeader=True)) == [{"a": "1"}, {"a": "2"}]
    with pytest.raises(Exception, match="not supported by Mastic: compressionType lzo"):
        read("json", compressed, {"compressionType": "lzo"})


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    """Five files of four bytes, the last name the oldest."""
    for number in range(5):
        file = tmp_path / "dated" / f"{number}.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"f{number}\n\n")
        os.utime(file, (1_600_000_000 - number, 1_600_000_000 - number))
    return tmp_path / "dated"


def test_bounds_take_the_oldest_files(read: Read, dated: Path) -> None:
    def names(**connection: Any) -> list[str]:
        return sorted(row["col0"] for row in rows(read("csv", dated, connection)))

    assert names(boundedFiles="2") == ["f3", "f4"]
    assert names(boundedSize="9") == ["f3", "f4"]
    assert names(boundedSize="1") == ["f4"]
    assert names(boundedFiles="9", boundedSize="") == ["f0", "f1", "f2", "f3", "f4"]


def test_small_files_are_read_together(read: Read, dated: Path) -> None:
    assert read("csv", dated, {"groupFiles": "inPartition", "groupSize": "8"}).getNumPartitions() == 3
    assert read("csv", dated, {"groupFiles": "inPartition", "groupSize": "1000000"}).getNumPartitions() == 1
    with pytest.raises(Exception, match='groupFiles: "some"'):
        read("csv", dated, {"groupFiles": "some"})


def test_samples_look_at_few_files(glue: GlueContext, dated: Path) -> None:
    sample = glue.create_sample_dynamic_frame_from_options(
        "s3", {"paths": [str(dated)]}, 3, {"maxSampleFilesPerPartition": 2}, "csv"
    )
    assert sorted(row["col0"] for row in rows(sample)) == ["f0", "f1"]
    assert glue.create_sample_dynamic_frame_from_options("s3", {"paths": [str(dated)]}, 3, format="csv").count() == 3


def test_a_failing_write_leaves_nothing(glue: GlueContext, spark: SparkSession, tmp_path: Path) -> None:
    failing = DynamicFrame.fromDF(
        spark.sql("select if(id = 7, raise_error('no'), id) as id, id % 2 as y from range(0, 8, 1, 2)"), glue
    )
    for name in ("json", "glueparquet"):
        options = {"path": str(tmp_path / name), "partitionKeys": ["y"]}
        with pytest.raises(Exception, match="no"):
            glue.write_dynamic_frame.from_options(failing, "s3", options, name)
        assert [path for path in (tmp_path / name).rglob("*") if path.is_file()] == []


def test_empty_frames(glue: GlueContext, spark: SparkSession, tmp_path: Path) -> None:
    empty = DynamicFrame.fromDF(spark.sql("select 1 as a where false"), glue)
    glue.write_dynamic_frame.from_options(empty, "s3", {"path": str(tmp_path / "p")}, "glueparquet")
    assert [path for path in (tmp_path / "p").rglob("*") if not path.name.startswith(".")] == []
    nothing = DynamicFrame.fromDF(spark.range(0).drop("id"), glue)
    for name in ("json", "parquet", "csv", "avro"):
        glue.write_dynamic_frame.from_options(nothing, "s3", {"path": str(tmp_path / "n")}, name)


def test_the_writer_of_glue_is_told_its_sizes(glue: GlueContext, spark: SparkSession, tmp_path: Path) -> None:
    frame = DynamicFrame.fromDF(spark.range(10).coalesce(1), glue)
    options = {"useGlueParquetWriter": True, "compression": "gzip", "blockSize": 1048576, "pageSize": "65536"}
    glue.write_dynamic_frame.from_options(frame, "s3", {"path": str(tmp_path / "p")}, "parquet", options)
    assert [path.name.endswith(".gz.parquet") for path in (tmp_path / "p").glob("run-*")] == [True]
    with pytest.raises(Exception, match="not supported by Mastic: compression lzo"):
        glue.write_dynamic_frame.from_options(
            frame, "s3", {"path": str(tmp_path / "p"), "compression": "lzo"}, "glueparquet"
        )
    with pytest.raises(Exception, match='format "xml" as a sink, it can only be read'):
        glue.write_dynamic_frame.from_options(frame, "s3", {"path": str(tmp_path / "p")}, "xml")
    with pytest.raises(Exception, match='format "glueparquet" as a source, it only writes'):
        glue.create_dynamic_frame.from_options("s3", {"paths": [str(tmp_path / "p")]}, "glueparquet")


def test_what_has_been_kept_for_long_enough_is_deleted(glue: GlueContext, dated: Path) -> None:
    (dated / "new.csv").write_text("new\n")
    glue.purge_s3_path(str(dated), {"retentionPeriod": 1, "manifestFilePath": str(dated.parent / "manifest")})
    assert [path.name for path in dated.iterdir() if not path.name.startswith(".")] == ["new.csv"]
    assert len((dated.parent / "manifest/Success.csv").read_text().splitlines()) >= 5
    assert (dated.parent / "manifest/Failed.csv").read_text() == ""
    with pytest.raises(Exception, match="not supported by Mastic: storage classes of"):
        glue.transition_s3_path(str(dated), "GLACIER", {"retentionPeriod": 1})
