"""Map and its sisters: functions that make records of records."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyspark.sql import SparkSession

from awsglue import DynamicFrame, gluetypes
from awsglue.context import GlueContext
from awsglue.records import Encoder, decode
from awsglue.transforms import Map

from .conftest import rows, tree


@pytest.fixture(params=["1", "0"], ids=["translated", "python"])
def switch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MASTIC_TRANSLATE_LAMBDAS", request.param)
    return str(request.param)


def test_a_function_changes_records(json_frame: Callable[..., Any], switch: str) -> None:
    def merged(record: Any) -> Any:
        record["name"] = record["first"] + " " + record["last"]
        record["address"] = {"street": record["street"], "number": record["no"]}
        del record["street"]
        del record["no"]
        return record

    frame = json_frame({"first": "Ada", "last": "L", "street": "s", "no": 1})
    mapped = Map.apply(frame=frame, f=merged)
    assert rows(mapped) == [
        {"first": "Ada", "last": "L", "name": "Ada L", "address": {"street": "s", "number": 1}},
    ]
    assert mapped.errorsCount() == 0


def test_what_raises_or_answers_nothing_is_an_error_record(json_frame: Callable[..., Any], switch: str) -> None:
    def halved(record: Any) -> Any:
        if record["n"] == 3:
            return None
        if record["n"] == 4:
            return {}
        record["n"] = 12 // record["n"]
        record["m"] = record["m"]
        return record

    frame = json_frame({"n": 2, "m": 1}, {"n": 0, "m": 1}, {"n": 3, "m": 1}, {"n": 4, "m": 1}, {"n": 1})
    mapped = frame.map(halved, info="halves", totalThreshold=4)
    assert rows(mapped) == [{"n": 6, "m": 1}]
    assert (mapped.count(), mapped.errorsCount(), mapped.stageErrorsCount()) == (1, 4, 4)
    errors = [row["error"] for row in rows(mapped.errorsAsDynamicFrame())]
    nothing = "User-specified function returned None instead of DynamicRecord"
    assert [error["msg"] for error in errors] == [
        "integer division or modulo by zero",
        nothing,
        nothing,
        "'m'",
    ]
    assert errors[1]["dynamicRecord"] == {"n": 3, "m": 1}
    assert errors[0]["callsite"]["info"] == "halves"
    with pytest.raises(Exception, match="4 error records exceed the stageThreshold of 3"):
        frame.map(halved, stageThreshold=3).toDF()


def test_types_of_python_become_those_of_the_frame(json_frame: Callable[..., Any]) -> None:
    made = {
        "small": 1,
        "large": 2**40,
        "double": 1.5,
        "nan": math.nan,
        "decimal": Decimal("12345678901.125"),
        "day": date(2020, 2, 29),
        "moment": datetime(2020, 1, 2, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=2))),
        "bytes": b"\x00\xff",
        "text": "\x00n1",
        "unicode": "é😀",
        "null": None,
        "list": [1, None],
        "tuple": (1, "a"),
        "record": {"a": {"b": True}},
    }

    def answer(record: Any) -> Any:
        return made

    mapped = json_frame({"x": 1}).map(answer)
    names = {field.name: field.dataType.typeName() for field in mapped.schema()}
    assert names == {
        "small": "int",
        "large": "long",
        "double": "double",
        "nan": "double",
        "decimal": "decimal",
        "day": "date",
        "moment": "timestamp",
        "bytes": "binary",
        "text": "string",
        "unicode": "string",
        "null": "null",
        "list": "array",
        "tuple": "array",
        "record": "struct",
    }
    row = rows(mapped)[0]
    assert math.isnan(row.pop("nan"))
    assert row.pop("moment") == datetime(2020, 1, 2, 1, 4, 5, 6).replace(tzinfo=UTC).astimezone().replace(tzinfo=None)
    expected = {key: value for key, value in made.items() if key not in ("nan", "moment")}
    assert row == {**expected, "list": [1, None], "tuple": row["tuple"]}
    assert row["tuple"] == [{"int": 1, "string": None}, {"int": None, "string": "a"}]


def test_values_that_no_field_can_have_are_errors(json_frame: Callable[..., Any]) -> None:
    values: list[Any] = [{1, 2}, "\ud800", object(), [timedelta(1)]]

    def answer(record: Any) -> Any:
        return {"v": values[record["i"]]} if record["i"] < 4 else [record]

    mapped = json_frame(*[{"i": i} for i in range(5)]).map(answer)
    assert mapped.count() == 0
    messages = [row["error"]["msg"] for row in rows(mapped.errorsAsDynamicFrame())]
    assert messages[0] == "a record cannot hold a value of type set"
    assert "surrogates not allowed" in messages[1]
    assert messages[4] == "User-specified function returned list instead of DynamicRecord"


def test_functions_see_types_nulls_and_choices_as_they_are(glue: GlueContext, spark: SparkSession) -> None:
    df = spark.sql(
        "select 1S as small, 5L as large, 1.50BD as amount, date'2020-01-02' as day, timestamp'2020-01-02 03:04:05.5Z'"
        " as moment, x'00ff' as bytes, cast('NaN' as double) as nan, map('k', 1) as m, cast(null as string) as nothing"
    )

    def seen(record: Any) -> Any:
        return {"seen": repr(dict(record)), "same": record}

    mapped = DynamicFrame.fromDF(df, glue).map(seen)
    moment = datetime(2020, 1, 2, 3, 4, 5, 500000, tzinfo=UTC).astimezone().replace(tzinfo=None)
    assert rows(mapped)[0]["seen"] == repr(
        {
            "small": 1,
            "large": 5,
            "amount": Decimal("1.50"),
            "day": date(2020, 1, 2),
            "moment": moment,
            "bytes": b"\x00\xff",
            "nan": math.nan,
            "m": {"k": 1},
            "nothing": None,
        }
    )
    assert "|    |-- large: int\n" in tree(mapped)
    assert "|    |-- amount: decimal\n" in tree(mapped)


def test_a_missing_field_stays_missing_and_a_choice_is_its_value(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"v": 1, "s": {"a": 1}}, {"v": "x"}, {"v": None, "s": {}}, {"v": {"in": [1.5]}})
    seen = frame.map(lambda record: {"seen": repr(dict(record))})
    assert [row["seen"] for row in rows(seen)] == [
        "{'v': 1, 's': {'a': 1}}",
        "{'v': 'x'}",
        "{'v': None, 's': {}}",
        "{'v': {'in': [1.5]}}",
    ]


def test_a_function_runs_once_for_each_record(json_frame: Callable[..., Any], tmp_path: Path) -> None:
    calls = str(tmp_path / "calls")

    def counted(record: Any) -> Any:
        with open(calls, "a") as file:  # noqa: PTH123
            file.write("x")
        record["pid"] = os.getpid()
        return record

    mapped = json_frame({"n": 1}, {"n": 2}).map(counted)
    assert mapped.count() == 2
    assert mapped.toDF().count() == 2
    assert mapped.errorsCount() == 0
    assert Path(calls).read_text() == "xx"


def test_functions_of_whole_partitions(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"n": 1}, {"n": 2}, {"n": 3}).coalesce(1)

    def some(records: Any) -> Any:
        total = 0
        for wrapped in records:
            assert set(wrapped) == {"record", "isError", "errorMessage"}
            total += wrapped["record"]["n"]
            if wrapped["record"]["n"] == 2:
                yield {**wrapped, "isError": True, "errorMessage": "two"}
        yield {"record": {"total": total}}

    made = frame.mapPartitions(some)
    assert rows(made) == [{"total": 6}]
    error = rows(made.errorsAsDynamicFrame())[0]["error"]
    assert (error["msg"], error["dynamicRecord"]) == ("two", {"n": 2})
    indexed = frame.mapPartitionsWithIndex(
        lambda index, records: ({"record": {"n": wrapped["record"]["n"], "index": index}} for wrapped in records)
    )
    assert [row["index"] for row in rows(indexed)] == [0, 0, 0]
    assert frame._rdd.map(lambda wrapped: wrapped["record"]["n"]).collect() == [1, 2, 3]


_SCALAR = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, width=64),
    st.text(max_size=4).filter(lambda text: text.isprintable() or "\x00" in text),
)
_VALUE = st.recursive(
    _SCALAR,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)),
    max_leaves=6,
)
_RECORDS = st.lists(st.dictionaries(st.sampled_from(["p", "q", "r.s", "`t"]), _VALUE, max_size=4), max_size=8)
_TYPED = st.recursive(
    st.one_of(
        _SCALAR,
        st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9),
        st.dates(),
        st.binary(max_size=4),
        st.text(max_size=3).map(lambda text: "\x00" + text),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner, max_size=2)),
    max_leaves=8,
)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.dictionaries(st.text(max_size=3), _TYPED, min_size=1, max_size=4))
def test_texts_of_records_keep_every_value_and_type(record: dict[str, Any]) -> None:
    back = decode(Encoder()(record))
    assert repr(back) == repr(record)


def _type_of(value: Any) -> gluetypes.DataType:
    if value is None:
        return gluetypes.NullType()
    if isinstance(value, bool):
        return gluetypes.BooleanType()
    if isinstance(value, int):
        return gluetypes.IntegerType() if -(2**31) <= value < 2**31 else gluetypes.LongType()
    if isinstance(value, float):
        return gluetypes.DoubleType()
    if isinstance(value, str):
        return gluetypes.StringType()
    if isinstance(value, list):
        element: gluetypes.DataType = gluetypes.NullType()
        for part in value:
            element = gluetypes.mergeDataTypes(element, _type_of(part))
        return gluetypes.ArrayType(element)
    return gluetypes.StructType([gluetypes.Field(name, _type_of(part)) for name, part in value.items()])


def _canonical(json_value: Any) -> Any:
    """A schema in which the alternatives of choices, which have no order, stand in that of their names."""
    if isinstance(json_value, dict):
        parts = {key: _canonical(part) for key, part in json_value.items()}
        if "choices" in parts:
            parts["choices"] = sorted(parts["choices"], key=lambda choice: choice["dataType"])
        return parts
    return [_canonical(part) for part in json_value] if isinstance(json_value, list) else json_value


def _filled(value: Any) -> Any:
    """Without the fields that are None: where others lack the field, None and missing are the same to functions."""
    if isinstance(value, dict):
        return {key: _filled(part) for key, part in sorted(value.items()) if part is not None}
    return [_filled(part) for part in value] if isinstance(value, list) else value


def _seen(record: Any) -> Any:
    return {"seen": repr(_filled(record["record"]))}


@settings(max_examples=4, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_RECORDS)
def test_a_frame_keeps_every_value_and_type_on_its_way(json_frame: Callable[..., Any], records: list[Any]) -> None:
    wrapped = [{"record": record} for record in records] or [{"record": {}}]
    frame = json_frame(*wrapped)
    schema = _type_of(wrapped[0])
    for record in wrapped[1:]:
        schema = gluetypes.mergeDataTypes(schema, _type_of(record))
    assert _canonical(frame.schema().jsonValue()) == _canonical(schema.jsonValue())
    seen = [row["seen"] for row in rows(frame.map(_seen))]
    assert seen == [repr(_filled(record["record"])) for record in wrapped]
    same = frame.map(lambda record: record)
    assert _canonical(same.schema().jsonValue()) == _canonical(schema.jsonValue())
    assert rows(same) == rows(frame)
