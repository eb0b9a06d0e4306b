"""Transforms of fields and choices."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from pyspark.sql import SparkSession

from awsglue import DynamicFrame
from awsglue import transforms as all_transforms
from awsglue.context import GlueContext
from awsglue.transforms import *  # noqa: F403
from awsglue.transforms import (
    ApplyMapping,
    Coalesce,
    DropFields,
    DropNullFields,
    FlatMap,
    MapToCollection,
    RenameField,
    Repartition,
    ResolveChoice,
    SelectFields,
    SelectFromCollection,
    SplitFields,
    Union,
)
from awsglue.transforms.transform import GlueTransform

from .conftest import rows, tree


def test_the_star_gives_transforms_and_nothing_else() -> None:
    assert "DynamicFrame" not in all_transforms.__all__
    assert "GlueTransform" not in all_transforms.__all__
    for name in all_transforms.__all__:
        assert issubclass(globals()[name], GlueTransform)
    assert all_transforms.get_transform("dropfields") is DropFields
    assert DropFields() == DropFields()
    assert DropFields.name() == "DropFields"


def test_apply_mapping_renames_casts_and_keeps_the_order_of_mappings(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"a": "7", "b": {"c": 1}, "d.e": 1.5, "rest": 0}, {"a": "x", "b": None, "d.e": None})
    mapped = ApplyMapping.apply(
        frame=frame,
        mappings=[
            ("`d.e`", "double", "out.de", "string"),
            ("a", "string", "a", "int"),
            ("b.c", "int", "out.c", "long"),
            ("missing", "string", "missing", "string"),
            ("a", "string", "`a.text`", "string"),
        ],
    )
    assert tree(mapped) == (
        "root\n|-- out: struct\n|    |-- de: string\n|    |-- c: long\n|-- a: int\n|-- a.text: string\n"
    )
    assert rows(mapped) == [
        {"out": {"de": "1.5", "c": 1}, "a": 7, "a.text": "7"},
        {"out": None, "a": None, "a.text": "x"},
    ]


def test_short_mappings_leave_types_out(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"a": 1, "b": "2"})
    assert rows(frame.apply_mapping([("a", "z"), ("b", "y", "int")])) == [{"z": 1, "y": 2}]
    assert rows(frame.applyMapping(("a", "int", "q", "string"))) == [{"q": "1"}]
    with pytest.raises(TypeError):
        frame.apply_mapping([["a", "int", "b", "int"]])
    with pytest.raises(ValueError, match="length 2, 3, or 4"):
        frame.apply_mapping([("a",)])
    with pytest.raises(Exception, match="expected: string, int, long"):
        frame.apply_mapping([("a", "int", "b", "number")])


def test_sources_match_in_any_case_unless_told(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"Name": "x"})
    assert rows(frame.apply_mapping([("name", "string", "n", "string")])) == [{"n": "x"}]
    assert tree(frame.apply_mapping([("name", "string", "n", "string")], case_sensitive=True)) == "root\n"


def test_of_a_choice_the_declared_type_is_taken_and_numbers_that_fit_it(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"n": 1}, {"n": "2"}, {"n": 2.5})
    assert [row["n"] for row in rows(frame.apply_mapping([("n", "int", "n", "long")]))] == [1, None, None]
    assert [row["n"] for row in rows(frame.apply_mapping([("n", "string", "n", "long")]))] == [None, 2, None]
    assert [row["n"] for row in rows(frame.apply_mapping([("n", "double", "n", "double")]))] == [1.0, None, 2.5]
    assert [row["n"] for row in rows(frame.apply_mapping([("n", "choice", "n", "long")]))] == [1, 2, 2]
    whole = frame.apply_mapping([("n", "choice", "m", "choice")])
    assert tree(whole) == "root\n|-- m: choice\n|    |-- double\n|    |-- int\n|    |-- string\n"


def test_what_cannot_be_cast_is_null_also_under_ansi(json_frame: Callable[..., Any], spark: SparkSession) -> None:
    frame = json_frame({"s": "3000000000", "l": 3_000_000_000, "t": "2020-01-02"}, {"s": "no", "l": 1, "t": "no"})
    spark.conf.set("spark.sql.ansi.enabled", "true")
    try:
        mapped = frame.apply_mapping(
            [("s", "string", "s", "int"), ("l", "choice", "l", "int"), ("t", "string", "t", "date")]
        )
        assert [(row["s"], row["l"], str(row["t"])) for row in rows(mapped)] == [
            (None, None, "2020-01-02"),
            (None, 1, "None"),
        ]
    finally:
        spark.conf.unset("spark.sql.ansi.enabled")


TEXTS = (
    *("", " ", "1", " 12 ", "-7", "+5", "3.7", "3.", ".5", "-.5", ".", "-", "+", "1e5", "1E-3", "1e", "1e400", "1_000"),
    *("12abc", "abc", "N/A", "None", "nan", "NaN", "+NaN", "inf", "-Inf", "Infinity", "-infinity", "info", "many", "d"),
    *("1d", "2F", "0x1p3", "1,5", "\t9\n", "\u00a09", "\u0663", "127", "128", "32768", "2147483648", "-2147483649"),
    *("9223372036854775807", "9223372036854775808", "99999999.994", "99999999.995", "true", "Y", "no", "0", "tr", "t"),
    *("2020-1-5", "2020-02-30", "2020-01-01T10:00:00Z", "10:00", "2020", "epoch", "12-31"),
)
TYPES = ("byte", "short", "int", "long", "float", "double", "decimal(10,2)", "boolean", "date", "timestamp")


def test_texts_are_cast_as_spark_tries_to_cast_them(json_frame: Callable[..., Any]) -> None:
    texts = json_frame(*({"text": text} for text in TEXTS))
    ours = texts.apply_mapping([("text", "string", "text", "string")])
    ours = ours.apply_mapping([("text", "string", f"as_{kind[:7]}", kind) for kind in TYPES]).toDF()
    names = {"byte": "tinyint", "short": "smallint", "long": "bigint"}
    theirs = texts.toDF().selectExpr(*(f"try_cast(text as {names.get(kind, kind)}) as_{kind[:7]}" for kind in TYPES))
    assert ours.schema == theirs.schema
    # Python has no dates beyond the year 9999.
    written = [f"cast({name} as string) {name}" for name in ours.columns]
    for our_row, their_row, text in zip(
        ours.selectExpr(*written).collect(), theirs.selectExpr(*written).collect(), TEXTS, strict=True
    ):
        assert our_row == their_row, text


def test_decimals_and_whole_parts_in_mappings(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"d": "1.239", "links": [{"x": 1}], "s": {"y": 2}})
    mapped = frame.apply_mapping(
        [("d", "string", "d", "decimal(5,2)"), ("links", "array", "l", "array"), ("s", "struct", "text", "string")]
    )
    assert tree(mapped) == (
        "root\n|-- d: decimal\n|-- l: array\n|    |-- element: struct\n|    |    |-- x: int\n|-- text: string\n"
    )
    assert [(str(row["d"]), row["l"], row["text"]) for row in rows(mapped)] == [("1.24", [{"x": 1}], '{"y":2}')]


def test_drop_fields_reaches_into_arrays_and_takes_emptied_records_along(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(
        {"id": 1, "friends": [{"name": "n", "age": 2}], "only": {"child": 1}, "a.b": 1, "o": {"p": {"q": 1}}}
    )
    dropped = DropFields.apply(frame, ["friends.age", "only.child", "`a.b`", "unknown", "o.p.q"])
    assert rows(dropped) == [{"id": 1, "friends": [{"name": "n"}]}]
    assert rows(frame.drop_fields("friends")) == [{"id": 1, "only": {"child": 1}, "a.b": 1, "o": {"p": {"q": 1}}}]


def test_a_record_that_is_null_stays_null_when_a_field_is_dropped(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"s": {"a": 1, "b": 2}}, {"s": None}, {"s": {"a": None}})
    assert [row["s"] for row in rows(frame.drop_fields(["s.b"]))] == [{"a": 1}, None, {"a": None}]


def test_select_fields_keeps_the_records_around_nested_ones(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"a": 1, "s": {"x": 1, "y": 2}, "f": [{"u": 1, "v": 2}], "z": 0})
    assert rows(SelectFields.apply(frame, ["s.y", "a", "f.v", "none"])) == [{"s": {"y": 2}, "a": 1, "f": [{"v": 2}]}]


def test_rename_field_keeps_its_place(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"a": 1, "address": {"state": "S", "zip": 1}, "p.q": 2})
    renamed = RenameField.apply(frame, "address.state", "address.state_code")
    assert rows(renamed) == [{"a": 1, "address": {"state_code": "S", "zip": 1}, "p.q": 2}]
    assert list(rows(frame.rename_field("a", "b"))[0]) == ["b", "address", "p.q"]
    assert rows(frame.rename_field("`p.q`", "name").select_fields("name")) == [{"name": 2}]
    assert rows(frame.rename_field("address.zip", "zip").drop_fields("p.q")) == [
        {"a": 1, "address": {"state": "S"}, "p.q": 2, "zip": 1}
    ]
    assert rows(frame.rename_field("unknown", "b")) == rows(frame)


def test_drop_null_fields_prints_what_it_drops(
    json_frame: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    frame = json_frame(
        {"a": 1, "gone": None, "s": {"g": None, "k": 1}, "l": [{"g": None, "k": 1}], "d.t": None, "e": [None]}
    )
    dropped = DropNullFields.apply(frame)
    assert capsys.readouterr().out == "null_fields ['gone', 's.g', 'l.g', '`d.t`']\n"
    assert rows(dropped) == [{"a": 1, "s": {"k": 1}, "l": [{"k": 1}], "e": [None]}]


def test_choices_by_cast_project_columns_and_struct(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(
        {"id": 1, "n": 1, "z": 0}, {"id": 2, "n": "2", "z": 0}, {"id": 3, "n": "x", "z": 0}, {"id": 4, "n": None}
    )
    values = {
        action: [row["n"] for row in rows(ResolveChoice.apply(frame, specs=[("n", action)]))]
        for action in ("cast:int", "project:string", "cast:String", "project:double")
    }
    assert values["cast:int"] == [1, 2, None, None]
    assert values["project:string"] == [None, "2", "x", None]
    assert values["cast:String"] == ["1", "2", "x", None]
    assert values["project:double"] == [None] * 4
    columns = ResolveChoice.apply(frame, choice="make_cols")
    assert [field.name for field in columns.schema()] == ["id", "n_int", "z", "n_string"]
    struct = ResolveChoice.apply(frame, choice="MAKE_STRUCT")
    assert "n: struct\n|    |-- int: int\n|    |-- string: string" in tree(struct)
    assert struct.toDF().schema == frame.toDF().schema


def test_choices_inside_records_and_arrays(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"u": {"id": 1}, "l": [{"p": 1}, {"p": "2.5"}], "t": [1, "2"]}, {"u": {"id": "x"}})
    resolved = frame.resolveChoice(specs=[("u.id", "cast:string"), ("l[].p", "cast:double"), ("t[]", "cast:int")])
    assert rows(resolved) == [
        {"u": {"id": "1"}, "l": [{"p": 1.0}, {"p": 2.5}], "t": [1, 2]},
        {"u": {"id": "x"}, "l": None, "t": None},
    ]
    assert rows(frame.resolveChoice(choice="cast:string"))[0] == {
        "u": {"id": "1"},
        "l": [{"p": "1"}, {"p": "2.5"}],
        "t": ["1", "2"],
    }


def test_a_column_without_choice_is_cast_and_otherwise_left_alone(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"n": "12"})
    assert rows(frame.resolveChoice(specs=("n", "cast:int"))) == [{"n": 12}]
    assert rows(frame.resolveChoice(choice="make_cols")) == [{"n": "12"}]
    assert rows(frame.resolveChoice(specs=[("n", "project:int")])) == [{"n": "12"}]
    with pytest.raises(ValueError, match="both missing"):
        frame.resolveChoice()
    with pytest.raises(ValueError, match="both specified"):
        frame.resolveChoice([("n", "cast:int")], "make_cols")
    with pytest.raises(Exception, match='resolve action "nonsense"'):
        frame.resolveChoice(specs=[("n", "nonsense")])


def test_match_catalog_takes_the_types_of_a_table(json_frame: Callable[..., Any], spark: SparkSession) -> None:
    spark.sql("create table matched (n bigint, other string) using parquet")
    try:
        resolved = json_frame({"n": 1}, {"n": "2"}).resolveChoice(
            choice="match_catalog", database="default", table_name="matched"
        )
        assert tree(resolved) == "root\n|-- n: long\n"
        assert rows(resolved) == [{"n": 1}, {"n": 2}]
    finally:
        spark.sql("drop table matched")


def test_match_catalog_reaches_into_records_and_arrays(json_frame: Callable[..., Any], spark: SparkSession) -> None:
    columns = "S struct<n: decimal(6,3), l: array<bigint>>, items array<struct<p: double>>"
    spark.sql(f"create table matched ({columns}) using parquet")
    try:
        frame = json_frame(
            {"s": {"n": 1, "l": "none", "other": 1}, "items": [{"p": 1}, {"p": "2.5"}], "free": 1},
            {"s": {"n": "2.25", "l": [1], "other": "x"}, "free": "y"},
        )
        resolved = frame.resolveChoice(choice="MATCH_CATALOG", database="default", table_name="matched")
        assert [(row["s"]["n"], row["s"]["l"], row["items"]) for row in rows(resolved)] == [
            (Decimal("1.000"), None, [{"p": 1.0}, {"p": 2.5}]),
            (Decimal("2.250"), [1], None),
        ]
        assert {field.name for field in resolved.schema() if field.dataType.typeName() == "choice"} == {"free"}
    finally:
        spark.sql("drop table matched")


def test_make_cols_inside_records_and_arrays_of_records(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"s": {"v": 1, "w": 0}, "l": [{"v": 1}, {"v": "x"}], "t": [1, "x"]}, {"s": {"v": "y", "w": 0}})
    columns = frame.resolveChoice(choice="make_cols")
    assert rows(columns)[0] == {
        "s": {"v_int": 1, "w": 0, "v_string": None},
        "l": [{"v_int": 1, "v_string": None}, {"v_int": None, "v_string": "x"}],
        "t": [{"int": 1, "string": None}, {"int": None, "string": "x"}],
    }
    with pytest.raises(Exception, match="make_cols on the elements of an array"):
        frame.resolveChoice(specs=[("t[]", "make_cols")])


def test_union_merges_schemas(json_frame: Callable[..., Any], glue: GlueContext, spark: SparkSession) -> None:
    left = json_frame({"a": 1, "s": {"x": 1}})
    right = DynamicFrame.fromDF(spark.sql("select 'x' as a, named_struct('y', 2) as s, 3 as b"), glue)
    both = Union.apply(left, right)
    assert tree(both) == (
        "root\n|-- a: choice\n|    |-- int\n|    |-- string\n"
        "|-- s: struct\n|    |-- x: int\n|    |-- y: int\n|-- b: int\n"
    )
    assert rows(both) == [
        {"a": {"int": 1, "string": None}, "s": {"x": 1, "y": None}, "b": None},
        {"a": {"int": None, "string": "x"}, "s": {"x": None, "y": 2}, "b": 3},
    ]


def test_partitions_and_collections(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"a": 1, "b": 2}, {"a": 2, "b": 3})
    assert Repartition.apply(frame, 3).getNumPartitions() == 3
    assert Coalesce.apply(Repartition.apply(frame, 3), 1).getNumPartitions() == 1
    both = SplitFields.apply(frame, ["a"])
    assert set(both.keys()) == {frame.name + "1", frame.name + "2"}
    assert SelectFromCollection.apply(both, frame.name + "1").count() == 2
    mapped = MapToCollection.apply(both, lambda one, ctx: one.rename_field("a", "z"))
    assert rows(mapped[frame.name + "1"]) == [{"z": 1}, {"z": 2}]
    flat = FlatMap.apply(both, RenameField, "frame", old_name="b", new_name="y")
    assert rows(flat[frame.name + "2"]) == [{"y": 2}, {"y": 3}]


def test_plans_hold_projections_only(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"a": 1, "n": 1}, {"a": 2, "n": "x"})
    chain = (
        frame.resolveChoice(choice="make_cols")
        .apply_mapping([("a", "int", "a", "string")])
        .filter(lambda r: r["a"] == "1")
    )
    plan = chain.toDF()._jdf.queryExecution().toString()
    for step in ("MapPartitions", "DeserializeToObject", "BatchEvalPython", "SerializeFromObject"):
        assert step not in plan
