"""Records of two frames put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pyspark.sql import SparkSession

from awsglue import DynamicFrame
from awsglue.context import GlueContext
from awsglue.transforms import Join

from .conftest import rows, tree


def test_all_fields_stay_and_the_second_of_a_name_gets_a_dot(json_frame: Callable[..., Any]) -> None:
    people = json_frame({"id": 1, "name": "Ada", "zip": "10"}, {"id": 2, "name": "Bo", "zip": "20"})
    homes = json_frame({"person": 1, "zip": "11", "street": "s"}, {"person": 3, "zip": "30", "street": "t"})
    joined = Join.apply(frame1=people, frame2=homes, keys1=["id"], keys2=["person"])
    assert rows(joined) == [{"id": 1, "name": "Ada", "zip": "10", "person": 1, "street": "s", ".zip": "11"}]
    assert rows(joined.drop_fields(["`.zip`", "person"])) == [{"id": 1, "name": "Ada", "zip": "10", "street": "s"}]
    assert people.join("id", "person", homes).name == people.name + homes.name


def test_keys_of_one_name_collide_too(json_frame: Callable[..., Any]) -> None:
    left, right = json_frame({"id": 1, "a": 1}), json_frame({"id": 1, "b": 2})
    assert rows(left.join("id", "id", right)) == [{"id": 1, "a": 1, "b": 2, ".id": 1}]


def test_a_record_without_the_field_leaves_its_place_to_the_other(json_frame: Callable[..., Any]) -> None:
    people = json_frame({"id": "p1", "name": "n", "image": "i"}, {"id": "p2", "name": "m"})
    parties = json_frame({"pid": "p1", "party": "x"}, {"pid": "p2", "party": "y", "image": "j"})
    never = people.join("id", "pid", parties)
    assert (
        tree(never) == "root\n|-- id: string\n|-- name: string\n|-- image: string\n|-- pid: string\n|-- party: string\n"
    )
    assert [row["image"] for row in sorted(rows(never), key=lambda row: row["id"])] == ["i", "j"]
    both = people.join("id", "pid", json_frame({"pid": "p1", "image": 7}, {"pid": "p2", "image": 8}))
    assert sorted(
        (row["id"], row["image"], row[".image"]) for row in rows(both.resolveChoice(choice="cast:string"))
    ) == [
        ("p1", "i", 7),
        ("p2", "8", None),
    ]


def test_joins_can_be_repeated(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"id": 1, "x": "a"})
    twice = frame.join("id", "id", frame).join("id", "id", frame)
    assert rows(twice) == [{"id": 1, "x": "a", ".id": 1, ".x": "a", "..id": 1, "..x": "a"}]


def test_null_matches_nothing_and_a_missing_key_neither(json_frame: Callable[..., Any]) -> None:
    left = json_frame({"id": None, "a": 1}, {"a": 2}, {"id": 3, "a": 3})
    assert [row["a"] for row in rows(left.join("id", "id", json_frame({"id": None}, {"id": 3}, {"other": 1})))] == [3]
    assert left.join("nobody", "id", left).count() == 0


def test_several_keys_and_nested_keys(json_frame: Callable[..., Any]) -> None:
    left = json_frame(
        {"k": {"a": 1}, "b": "x", "l": 1}, {"k": {"a": 1}, "b": "y", "l": 2}, {"k": None, "b": "x", "l": 3}
    )
    right = json_frame({"c": 1, "d": {"e": "y"}, "r": 9})
    assert [(row["l"], row["r"]) for row in rows(left.join(["k.a", "b"], ["c", "d.e"], right))] == [(2, 9)]
    with pytest.raises(Exception, match="2 keys against 1"):
        left.join(["k.a", "b"], ["c"], right)


def test_numbers_are_equal_by_value_and_texts_only_to_texts(json_frame: Callable[..., Any]) -> None:
    left = json_frame({"k": 1}, {"k": 3_000_000_000}, {"k": "1"}, {"k": 2.0}, {"k": {"s": 1}}, {"k": "x"})
    right = json_frame(
        {"j": 1, "r": "int"}, {"j": "x", "r": "text"}, {"j": 2, "r": "two"}, {"j": {"s": 1}, "r": "struct"}
    )
    assert sorted(row["r"] for row in rows(left.join("k", "j", right))) == ["int", "struct", "text", "two"]
    assert left.join("k", "j", json_frame({"j": True})).count() == 0
    exact = json_frame({"k": 2**53}, {"k": 2**53 + 1})
    assert exact.join("k", "k", exact).count() == 2


def test_the_plan_is_a_hash_or_merge_join_even_between_choices(json_frame: Callable[..., Any]) -> None:
    left, right = json_frame({"k": 1}, {"k": "1"}), json_frame({"k": 1, "u": 0}, {"k": "x", "u": 0})
    joined = left.join("k", "k", right).select_fields(["u"])
    plan = joined.toDF()._jdf.queryExecution().toString()
    assert "BroadcastHashJoin" in plan or "SortMergeJoin" in plan
    for step in ("MapPartitions", "DeserializeToObject", "NestedLoop", "Cartesian"):
        assert step not in plan


def test_a_newer_frame_replaces_records_of_the_same_keys(json_frame: Callable[..., Any]) -> None:
    source = json_frame({"id": 1, "v": "old"}, {"id": 1, "v": "twin"}, {"id": 2, "v": "kept"}, {"id": 2, "v": "kept"})
    staged = json_frame({"id": 1, "v": "new"}, {"id": 3, "v": 5})
    merged = source.mergeDynamicFrame(staged, ["id"])
    assert tree(merged) == "root\n|-- id: int\n|-- v: choice\n|    |-- int\n|    |-- string\n"
    texts = sorted((row["id"], row["v"]) for row in rows(merged.resolveChoice(choice="cast:string")))
    assert texts == [(1, "new"), (2, "kept"), (2, "kept"), (3, "5")]


def test_frames_of_dataframes_join_and_keep_their_types(glue: GlueContext, spark: SparkSession) -> None:
    left = DynamicFrame.fromDF(spark.sql("select 1L as id, date'2020-01-02' as day, 1.50BD as amount"), glue, "left")
    right = DynamicFrame.fromDF(spark.sql("select cast(1 as decimal(5,1)) as key, x'00ff' as bytes"), glue, "right")
    joined = left.join("id", "key", right)
    assert joined.name == "leftright"
    assert joined.toDF().dtypes == [
        ("id", "bigint"),
        ("day", "date"),
        ("amount", "decimal(3,2)"),
        ("key", "decimal(5,1)"),
        ("bytes", "binary"),
    ]
    assert joined.count() == 1
