"""FillMissingValues, the transforms that are refused, and what else stands beside the transforms."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from awsglue import functions, transforms
from awsglue.dataframe_transforms.apply_mapping import ApplyMapping
from awsglueml.transforms import EntityDetector, FillMissingValues, FindIncrementalMatches, FindMatches

from .conftest import rows, tree


def test_missing_values_are_estimated_in_a_further_column(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(
        {"n": 1, "d": 1.5, "s": "a"}, {"n": 2, "d": None, "s": ""}, {"n": None, "d": 2.5, "s": "b"}, {"n": 6, "s": "b"}
    )
    numbers = FillMissingValues.apply(frame, "n")
    assert [row["n_filled"] for row in rows(numbers)] == [1, 2, 3, 6]
    assert tree(numbers).endswith("|-- n_filled: int\n")
    doubles = FillMissingValues.apply(frame, "d", "estimated")
    assert [row["estimated"] for row in rows(doubles)] == [1.5, 2.0, 2.5, 2.0]
    assert [row["s_filled"] for row in rows(FillMissingValues.apply(frame, "s"))] == ["a", "b", "b", "b"]
    with pytest.raises(Exception, match="no record has the field nobody"):
        FillMissingValues.apply(frame, "nobody")
    with pytest.raises(Exception, match="see ResolveChoice"):
        FillMissingValues.apply(json_frame({"v": 1}, {"v": "x"}), "v")


def test_what_only_aws_has_is_refused_by_name(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"a": 1})
    with pytest.raises(NotImplementedError, match="not supported by Mastic: FindMatches: the model"):
        FindMatches.apply(frame, "tfm-1")
    with pytest.raises(NotImplementedError, match="FindIncrementalMatches"):
        FindIncrementalMatches.apply(frame, frame, transformId="tfm-1")
    with pytest.raises(NotImplementedError, match=r"EntityDetector\.detect"):
        EntityDetector().detect(frame, ["EMAIL"])


def test_functions_on_columns(spark: SparkSession) -> None:
    df = spark.sql("select array(1, 2, 3) as a, 9 as b")
    row = df.select(
        functions.replaceArrayElement("a", F.col("b"), 1).alias("a"),
        functions.namedStruct(F.lit("x"), F.col("b")).alias("s"),
    ).first()
    assert row is not None
    assert (row.a, row.s.x) == ([1, 9, 3], 9)
    assert [tuple(pair) for pair in df.select(functions.explodeWithIndex("a")).collect()] == [(0, 1), (1, 2), (2, 3)]


def test_apply_mapping_on_a_dataframe(spark: SparkSession) -> None:
    df = spark.sql("select '7' as A, named_struct('x', 1) as s")
    mapped = ApplyMapping.apply(df, [("a", "string", "n", "int"), ("s.x", "int", "deep.x", "long"), ("a", "same")])
    assert [row.asDict(recursive=True) for row in mapped.collect()] == [{"n": 7, "deep": {"x": 1}, "same": "7"}]
    with pytest.raises(TypeError):
        ApplyMapping.apply(df, [["a", "b"]])  # type: ignore[list-item]


def test_transforms_describe_themselves() -> None:
    assert len(transforms.get_transforms()) == len(transforms.__all__) == 22
    assert {transform.name() for transform in transforms.get_transforms()} == set(transforms.__all__)
    described = json.loads(transforms.describe_transform("RELATIONALIZE") or "")["transform"]
    assert described["name"] == "Relationalize"
    assert [argument["name"] for argument in described["args"]][:3] == ["frame", "staging_path", "name"]
    assert described["args"][2]["defaultValue"] == "roottable"
    assert {error["type"] for error in described["raises"]} == {"KeyError", "RuntimeError"}
    assert transforms.describe_transform("nobody") is None
    for transform in transforms.get_transforms():
        assert transform.describe()["transform"]["description"]
        assert repr(transform()) == f"<Transform: {transform.name()}>"
