"""Nested frames as flat ones: relationalize and unnest, and the JSON of DynamoDB."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyspark.sql import SparkSession

from awsglue import DynamicFrame, utils
from awsglue.context import GlueContext
from awsglue.transforms import Relationalize, UnnestFrame

from .conftest import rows, tree

COMPANY = {
    "name": "Acme",
    "address": {"city": "X", "geo": {"lat": 1.5}},
    "employees": [{"name": "Ada", "tags": ["a", "b"]}, {"name": "Bo"}],
    "codes": [10, 20],
    "grid": [[1], [2, 3]],
}


def test_arrays_become_frames_that_join_by_number(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(COMPANY, {"name": "None"}, {"name": "Empty", "codes": [], "employees": None})
    flat = Relationalize.apply(frame=frame, staging_path="s3://nowhere/staging", name="company")
    assert list(flat.keys()) == [
        "company",
        "company_employees",
        "company_employees.val.tags",
        "company_codes",
        "company_grid",
        "company_grid.val",
    ]
    assert tree(flat["company"]) == (
        "root\n|-- name: string\n|-- address.city: string\n|-- address.geo.lat: double\n"
        "|-- employees: long\n|-- codes: long\n|-- grid: long\n"
    )
    assert rows(flat["company"])[0] == {
        "name": "Acme",
        "address.city": "X",
        "address.geo.lat": 1.5,
        "employees": 1,
        "codes": 1,
        "grid": 1,
    }
    assert [(row["employees"], row["codes"]) for row in rows(flat["company"])] == [(1, 1), (None, None), (None, 3)]
    assert rows(flat["company_employees"]) == [
        {"id": 1, "index": 0, "employees.val.name": "Ada", "employees.val.tags": 1},
        {"id": 1, "index": 1, "employees.val.name": "Bo", "employees.val.tags": None},
    ]
    assert rows(flat["company_employees.val.tags"]) == [
        {"id": 1, "index": 0, "employees.val.tags.val": "a"},
        {"id": 1, "index": 1, "employees.val.tags.val": "b"},
    ]
    assert rows(flat["company_codes"]) == [{"id": 1, "index": i, "codes.val": v} for i, v in enumerate([10, 20])]
    assert rows(flat["company_grid.val"])[-1] == {"id": 2, "index": 1, "grid.val.val": 3}
    assert tree(flat["company_codes"]) == "root\n|-- id: long\n|-- index: int\n|-- codes.val: int\n"
    renamed = flat["company_employees"].rename_field("`employees.val.name`", "name").select_fields(["id", "name"])
    assert rows(renamed) == [{"id": 1, "name": "Ada"}, {"id": 1, "name": "Bo"}]


def test_types_and_maps_are_kept(glue: GlueContext, spark: SparkSession) -> None:
    df = spark.sql(
        "select array(date'2020-01-02') as days, map('k', array(1)) as m, array('', null) as texts, 1BD as d"
    )
    flat = DynamicFrame.fromDF(df, glue).relationalize("r", "/anywhere")
    assert flat["r"].toDF().dtypes == [
        ("days", "bigint"),
        ("m", "map<string,array<int>>"),
        ("texts", "bigint"),
        ("d", "decimal(1,0)"),
    ]
    assert flat["r_days"].toDF().dtypes[2] == ("days.val", "date")
    assert [row["texts.val"] for row in rows(flat["r_texts"])] == ["", None]


def test_of_a_choice_each_alternative_goes_its_way(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"v": [1, "x"]}, {"v": {"a": 1}}, {"v": 3_000_000_000}, {"v": "t"})
    flat = frame.relationalize("r", "/tmp")
    assert rows(flat["r"].resolveChoice(specs=[("v", "cast:string")])) == [
        {"v": "1", "v.a": None},
        {"v": None, "v.a": 1},
        {"v": "3000000000", "v.a": None},
        {"v": "t", "v.a": None},
    ]
    assert tree(flat["r_v"]) == "root\n|-- id: long\n|-- index: int\n|-- v.val: choice\n|    |-- int\n|    |-- string\n"


def test_two_fields_of_one_flat_name_are_refused(json_frame: Callable[..., Any]) -> None:
    with pytest.raises(Exception, match=r'two fields become the column "a\.b"'):
        json_frame({"a": {"b": 1}, "a.b": 2}).unnest()


def test_records_that_could_come_in_another_order_are_kept_first(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(*[{"k": f"k{i}", "a": [f"a{i}", f"b{i}"]} for i in range(200)])
    shuffled = frame.repartition(5).filter(lambda record: record["k"] != "k7")
    flat = shuffled.relationalize("r", "/tmp")
    back = flat["r"].join("a", "id", flat["r_a"])
    assert sorted((row["k"], row["a.val"]) for row in rows(back)) == sorted(
        (f"k{i}", f"{letter}{i}") for i in range(200) for letter in "ab" if i != 7
    )
    plan = flat["r_a"].toDF()._jdf.queryExecution().toString()
    assert "ExistingRDD" in plan
    again = frame.relationalize("r", "/tmp")["r_a"].toDF()._jdf.queryExecution().toString()
    assert "FileScan" in again
    assert "ExistingRDD" not in again


_LEAF = st.one_of(st.none(), st.integers(-5, 5), st.text("ab", max_size=2))
_ITEM = st.fixed_dictionaries({}, optional={"x": _LEAF, "deep": st.lists(st.integers(0, 3), max_size=3)})
_RECORD = st.fixed_dictionaries(
    {},
    optional={
        "s": st.fixed_dictionaries({"n": st.integers(0, 9)}, optional={"l": st.lists(_LEAF, max_size=3)}),
        "items": st.one_of(st.none(), st.lists(_ITEM, max_size=3)),
        "v": _LEAF,
    },
)


def _value(row: dict[str, Any], column: str) -> Any:
    value = row.get(column)
    return next((part for part in value.values() if part is not None), None) if isinstance(value, dict) else value


def _elements(flat: Any, table: str, column: str, number: Any) -> Any:
    """The array of a number, put together again."""
    if number is None:
        return None
    found = [row for row in flat.get(table, []) if row["id"] == number]
    return [
        {part: _value(row, f"{column}.val.{part}") for part in ("x", "deep")}
        if f"{column}.val" not in row
        else _value(row, f"{column}.val")
        for row in sorted(found, key=lambda row: row["index"])
    ]


@settings(max_examples=4, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_RECORD, min_size=5, max_size=12))
def test_relationalized_frames_can_be_joined_back(json_frame: Callable[..., Any], records: list[Any]) -> None:
    named = [
        {"no": no, "s": {"n": -1}, "items": [{"x": 1, "deep": [1]}], **record} for no, record in enumerate(records)
    ]
    first = {"no": -1, "s": {"n": 0, "l": [1]}, "items": [{"x": "a", "deep": [0]}], "v": 1}
    frames = json_frame(first, *named).relationalize("r", "/tmp")
    flat = {key: rows(frames[key]) for key in frames.keys()}  # noqa: SIM118
    for record in named:
        row = next(row for row in flat["r"] if row["no"] == record["no"])
        assert row["s.n"] == record["s"]["n"]
        assert _value(row, "v") == record.get("v")
        assert _elements(flat, "r_s.l", "s.l", row["s.l"]) == record["s"].get("l")
        items = _elements(flat, "r_items", "items", row["items"])
        for item in items or []:
            item["deep"] = _elements(flat, "r_items.val.deep", "items.val.deep", item["deep"])
        expected = record["items"]
        assert items == (None if expected is None else [{"x": i.get("x"), "deep": i.get("deep")} for i in expected])


def test_unnest_names_fields_by_their_way(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(
        {"id": 1, "s": {"a": 1, "t": {"b": "x"}}, "links": [{"note": "n", "in": {"deep": 1}, "more": [{"z": 1}]}]},
        {"id": 2, "s": None},
    )
    flat = UnnestFrame.apply(frame)
    assert tree(flat) == (
        "root\n|-- id: int\n|-- s.a: int\n|-- s.t.b: string\n|-- links: array\n|    |-- element: struct\n"
        "|    |    |-- links.val.note: string\n|    |    |-- links.val.in.deep: int\n"
        "|    |    |-- links.val.more: array\n|    |    |    |-- element: struct\n"
        "|    |    |    |    |-- links.val.more.val.z: int\n"
    )
    assert [(row["id"], row["s.a"], row["s.t.b"]) for row in rows(flat)] == [(1, 1, "x"), (2, None, None)]


def test_a_staging_path_comes_from_the_job(json_frame: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    frame = json_frame({"a": [1]})
    monkeypatch.setattr(utils, "_global_args", {}, raising=True)
    arguments: dict[str, Any] = {}
    monkeypatch.setattr("awsglue.transforms.relationalize._global_args", arguments)
    with pytest.raises(KeyError, match="TempDir"):
        Relationalize.apply(frame)
    arguments["TempDir"] = ""
    with pytest.raises(RuntimeError, match="Unable to set staging_path using args"):
        Relationalize.apply(frame)
    arguments["TempDir"] = "s3://bucket/tmp"
    assert set(Relationalize.apply(frame).keys()) == {"roottable", "roottable_a"}


ITEMS = [
    {
        "Item": {
            "pk": {"S": "a"},
            "count": {"N": "12"},
            "flag": {"BOOL": True},
            "gone": {"NULL": True},
            "tags": {"SS": ["x", "y"]},
            "map": {"M": {"app": {"S": "n"}, "size": {"N": "1"}, "list": {"L": [{"S": "p"}, {"S": "q"}]}}},
            "mixed": {"L": [{"S": "p"}, {"N": "1"}]},
        }
    },
    {"Item": {"pk": {"S": "b"}, "count": {"S": "many"}, "map": {"M": {"S": {"S": "a field called S"}}}}},
]


def test_dynamodb_items_lose_the_names_of_types(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(*ITEMS)
    simple = frame.simplify_ddb_json()
    assert tree(simple) == (
        "root\n|-- pk: string\n|-- count: string\n|-- flag: boolean\n|-- gone: null\n|-- tags: array\n"
        "|    |-- element: string\n|-- map: struct\n|    |-- app: string\n|    |-- size: string\n|    |-- list: array\n"
        "|    |    |-- element: string\n|    |-- S: string\n|-- mixed: array\n|    |-- element: struct\n"
        "|    |    |-- S: string\n|    |    |-- N: string\n"
    )
    assert rows(simple)[0]["map"] == {"app": "n", "size": "1", "list": ["p", "q"], "S": None}
    assert [row["count"] for row in rows(simple)] == ["12", "many"]
    flat = frame.unnest_ddb_json()
    assert "map.app" in [field.name for field in flat.schema()]
    assert rows(flat)[1]["map.S"] == "a field called S"


def test_numbers_stay_when_a_script_changes_how_files_are_split(
    glue: GlueContext, spark: SparkSession, tmp_path: Path
) -> None:
    lines = [json.dumps({"key": at, "parts": [{"of": at}]}) for at in range(300)]
    (tmp_path / "records.json").write_text("\n".join(lines))
    spark.conf.set("spark.sql.files.maxPartitionBytes", "2000b")
    try:
        frame = glue.create_dynamic_frame.from_options("s3", {"paths": [str(tmp_path)]}, "json")
        tables = frame.relationalize("t", "s3://nowhere/")
        root = {row["parts"]: row["key"] for row in rows(tables["t"])}
        assert tables["t"].getNumPartitions() > 2
        spark.conf.set("spark.sql.files.maxPartitionBytes", "5000b")
        assert [root[row["id"]] for row in rows(tables["t_parts"])] == [
            row["parts.val.of"] for row in rows(tables["t_parts"])
        ]
    finally:
        spark.conf.unset("spark.sql.files.maxPartitionBytes")
