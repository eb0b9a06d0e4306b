"""The JVM's classes under Glue's names, called as programs that speak to Glue's own over py4j call them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from py4j.java_gateway import java_import
from pyspark import RDD
from pyspark.serializers import BatchedSerializer, CPickleSerializer
from pyspark.sql import DataFrame

from awsglue.context import GlueContext

PEOPLE = [
    {"id": 1, "name": "Ada", "address": {"city": "London", "zip": "N1"}, "tags": ["a", "b"], "text": '{"x": 1}'},
    {"id": 2, "name": "Alan", "address": {"city": "London", "zip": "N2"}, "tags": [], "text": '{"x": 2}'},
    {"id": "3", "name": "Grace", "address": {"city": "New York", "zip": "1"}, "tags": ["c"], "text": "oops"},
]


@pytest.fixture(scope="module")
def jvm(glue: GlueContext) -> Any:
    found: Any = glue._sc._jvm
    for name in (
        "com.amazonaws.services.glue.*",
        "com.amazonaws.services.glue.schema.*",
        "com.amazonaws.services.glue.errors.CallSite",
        "com.amazonaws.services.glue.log.GlueLogger",
        "com.amazonaws.services.glue.util.AWSConnectionUtils",
        "com.amazonaws.services.glue.util.GluePythonUtils",
        "com.amazonaws.services.glue.util.Job",
        "com.amazonaws.services.glue.util.JsonOptions",
    ):
        java_import(found, name)
    return found


@pytest.fixture(scope="module")
def context(glue: GlueContext, jvm: Any) -> Any:
    return jvm.GlueContext(glue._sc._jsc.sc(), 1, 2)


@pytest.fixture
def people(context: Any, jvm: Any, tmp_path: Path) -> Any:
    directory = tmp_path / "people"
    directory.mkdir()
    (directory / "people.json").write_text("".join(json.dumps(person) + "\n" for person in PEOPLE))
    source = context.getSource("s3", jvm.JsonOptions(json.dumps({"paths": [str(directory)]})), "", "")
    source.setFormat("json", jvm.JsonOptions("{}"))
    return source.getDynamicFrame(1, 2)


@pytest.fixture
def at(jvm: Any) -> tuple[Any, ...]:
    # Python's int is an Integer over py4j, and finds a long.
    return "ctx", jvm.CallSite("here", None), 0, 0


@pytest.fixture
def seq(jvm: Any) -> Callable[..., Any]:
    def make(*values: Any) -> Any:
        return jvm.PythonUtils.toSeq(list(values))

    return make


def columns(frame: Any) -> list[str]:
    return [field["name"] for field in json.loads(frame.schema().toString())["fields"]]


def lines(frame: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in frame.showString(20).splitlines()]


def test_mappings_are_specs_of_tuples(people: Any, jvm: Any, at: Any, seq: Any) -> None:
    tuples = jvm.scala
    specs = seq(
        jvm.MappingSpec.apply(tuples.Tuple4.apply("id", "string", "key", "string")),
        jvm.MappingSpec.apply(tuples.Tuple3.apply("name", "who", "string")),
        jvm.MappingSpec.apply(tuples.Tuple2.apply("address.city", "city")),
    )
    mapped = people.applyMapping(specs, False, *at)
    first, _, last = lines(mapped)
    assert (first["key"], first["who"], first["city"]) == (None, "Ada", "London")
    assert last == {"key": "3", "who": "Grace", "city": "New York"}


def test_choices_are_resolved_by_specs_or_by_one_option(
    glue: GlueContext, people: Any, jvm: Any, at: Any, seq: Any
) -> None:
    utils = jvm.GluePythonUtils
    nothing = utils.constructOption(None)
    specs = seq(jvm.ResolveSpec.apply("id", "cast:long"))
    resolved = people.resolveChoice(specs, nothing, nothing, nothing, *at, nothing)
    assert [line["id"] for line in lines(resolved)] == [1, 2, 3]
    option = utils.constructOption(utils.constructChoiceOption("make_cols"))
    resolved = people.resolveChoice(seq(), option, nothing, nothing, *at, nothing)
    assert {"id_int", "id_string"} < set(columns(resolved))
    assert utils.constructChoiceOption("") is None
    rows = DataFrame(people.toDF(seq(jvm.ResolveSpec.apply("id", "project:int"))), glue.spark_session)
    assert [row["id"] for row in rows.collect()] == [1, 2, None]


def test_fields_are_edited_by_sequences_of_paths(people: Any, jvm: Any, at: Any, seq: Any) -> None:
    assert columns(people.dropFields(seq("address", "tags", "text"), *at)) == ["id", "name"]
    assert columns(people.selectFields(seq("name"), *at)) == ["name"]
    assert columns(people.renameField("name", "who", *at)) == ["id", "who", "address", "tags", "text"]
    first, rest = jvm.GluePythonUtils.seqAsJava(people.splitFields(seq("name"), *at))
    assert (columns(first), columns(rest)) == (["name"], ["id", "address", "tags", "text"])
    assert jvm.RecordUtils.quoteName("a.b") == "`a.b`"


def test_frames_are_put_together_and_taken_apart(people: Any, jvm: Any, at: Any, seq: Any, tmp_path: Path) -> None:
    as_list = jvm.GluePythonUtils.seqAsJava
    other = people.selectFields(seq("name", "tags"), *at)
    joined = people.join(seq("name"), seq("name"), other, *at)
    assert joined.count() == 3 and ".name" in columns(joined)
    assert people.union(other, *at).count() == 6
    tables = as_list(people.relationalize("root", str(tmp_path), jvm.JsonOptions("{}"), *at))
    assert [(table.getName(), table.name(), table.count()) for table in tables] == [
        ("root", "root", 3),
        ("root_tags", "root_tags", 3),
    ]
    assert "address.city" in columns(people.unnest(*at))
    early, late = as_list(people.splitRows(seq("name"), seq("Alan"), seq("<"), *at))
    assert (early.count(), late.count()) == (1, 2)
    merged = people.mergeDynamicFrames(other, seq("name"), "ctx", jvm.JsonOptions("{}"), *at[1:])
    assert merged.count() == 3
    assert people.repartition(2, *at).getNumPartitions() == 2
    assert people.coalesce(1, False, *at).getNumPartitions() == 1


def test_texts_are_unboxed_and_failures_become_error_records(people: Any, at: Any) -> None:
    unboxed = people.unbox("text", "json", "{}", *at)
    assert [line["text"] for line in lines(unboxed)] == [{"x": 1}, {"x": 2}]
    assert (unboxed.count(), unboxed.errorsCount(), unboxed.stageErrorsCount()) == (2, 1, 1)
    assert lines(unboxed.errorsAsDynamicFrame())[0]["error"]["callsite"]["site"] == "here"
    unboxed.assertErrorThreshold()


def test_records_go_to_python_and_back_as_pickled_dicts(
    glue: GlueContext, context: Any, people: Any, jvm: Any, at: Any
) -> None:
    serializer = BatchedSerializer(CPickleSerializer())
    records = RDD(people.javaToPython(), glue._sc, serializer)
    assert [record["record"]["id"] for record in records.collect()] == [1, 2, "3"]

    def change(wrapped: dict[str, Any]) -> dict[str, Any]:
        if wrapped["record"]["name"] == "Alan":
            return {"record": wrapped["record"], "isError": True, "errorMessage": "no Alan"}
        wrapped["record"] = {"name": wrapped["record"]["name"], "n": len(wrapped["record"]["tags"])}
        return wrapped

    changed = records.map(change)
    changed._jrdd_deserializer = serializer  # type: ignore[attr-defined]
    back = jvm.DynamicFrame.fromPythonRDD(people, changed._jrdd, context, at[0], "changed", *at[1:])
    assert back.getName() == "changed"
    assert sorted(line["n"] for line in lines(back)) == [1, 2]
    assert back.errorsCount() == 1
    assert lines(back.errorsAsDynamicFrame())[0]["error"]["msg"] == "no Alan"


def test_a_schema_is_text_as_a_tree_and_as_json(people: Any, seq: Any, at: Any) -> None:
    named = people.selectFields(seq("name", "id"), *at)
    assert named.schema().treeString() == "root\n|-- name: string\n|-- id: choice\n|    |-- int\n|    |-- string\n"
    assert named.pyWithFrameSchema(named.schema().toString()).count() == 3


def test_sinks_write_frames_and_tables_of_spark(
    glue: GlueContext, context: Any, people: Any, jvm: Any, at: Any, seq: Any, tmp_path: Path
) -> None:
    sink = context.getSink("s3", jvm.JsonOptions(json.dumps({"path": str(tmp_path / "out")})), "")
    sink.setFormat("json", jvm.JsonOptions("{}"))
    sink.setAccumulableSize(10)
    assert sink.pyWriteDynamicFrame(people, "here", "why").count() == 0
    rows = people.selectFields(seq("name"), *at).toDF(seq())
    assert sink.pyWriteDataFrame(rows, context, "here", "why").count() == 0
    assert len(glue.spark_session.read.json(str(tmp_path / "out")).collect()) == 6
    assert people.spigot(str(tmp_path / "some"), jvm.JsonOptions('{"topk": 2}'), *at).count() == 3
    assert jvm.DynamicFrame.apply(rows, context).count() == 3
    assert jvm.DynamicFrame.emptyDynamicFrame(context).count() == 0
    timed = context.addIngestionTimeColumns(rows, "hour").columns()
    assert list(timed) == ["name", "ingest_year", "ingest_month", "ingest_day", "ingest_hour"]


def test_a_job_is_a_matter_of_its_class(context: Any, glue: GlueContext, jvm: Any) -> None:
    jvm.Job.init("a-job", glue.spark_session._jsparkSession, {"JOB_RUN_ID": "jr_1", "TempDir": None})
    assert jvm.Job.isInitialized()
    jvm.Job.commit()
    jvm.Job.init("a-job", context, {})
    jvm.Job.commit()
    jvm.Job.reset()
    jvm.GlueLogger().info("done")
    assert jvm.AWSConnectionUtils.getGlueProxyUrl() == ""
