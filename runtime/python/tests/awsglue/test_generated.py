"""Functions, values and shapes that nobody thought of; hypothesis draws the same ones each time."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyspark.sql import SparkSession
from pyspark.sql import types as T

from awsglue import DynamicFrame
from awsglue.context import GlueContext
from awsglue.gluetypes import _create_dynamic_record
from awsglue.translate import Untranslatable, translate

from .conftest import rows

_FRAMES = settings(
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
_NUMBERS = count()

# --- functions ------------------------------------------------------------

# What a record of the functions' frame may hold: i, d, s and b are always there, opt may be missing, but is never None,
# mix may be missing, None, or one of two types, and so may the fields of the record st.
_TEXTS = ["", "a", "Ab", " b ", "12", "-3", "1.5", "x1", "é"]
_INTS = [0, 1, -1, 2, 7, 2**31 - 1, -(2**31), 2**40, 2**63 - 1]
_FLOATS = [0.0, 1.0, -1.5, 2.5, 1e16]


def _records() -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = []
    for at in range(240):
        record: dict[str, Any] = {"i": _INTS[at % 7], "s": _TEXTS[at % 9], "b": (None, True, False)[at % 3]}
        record["l"] = None if at % 11 == 10 else _INTS[at % len(_INTS)]
        record["d"] = None if at % 13 == 12 else _FLOATS[at % 5]
        if at % 4:
            record["opt"] = _TEXTS[at % 8]
        if at % 5:
            record["mix"] = (None, 1, "1", 0, "a", 7)[at % 6]
        if at % 17:
            inner: dict[str, Any] = {}
            if at % 2:
                inner["x"] = None if at % 10 == 3 else at % 6
            if at % 3:
                inner["y"] = None if at % 14 == 4 else _TEXTS[at % 5]
            record["st"] = None if at % 19 == 18 else inner
        records.append(record)
    return records


RECORDS = _records()

_texts = st.sampled_from(_TEXTS).map(repr)
_whole = st.sampled_from([0, 1, 2, -1, 3, 7, 10**10]).map(repr)
_fields = ["i", "l", "d", "s", "b", "opt", "mix"]
_any_field = st.one_of(
    st.sampled_from([f'r["{name}"]' for name in [*_fields, "nobody"]]),
    st.sampled_from(['r["st"]["x"]', 'r["st"]["y"]', 'r["st"].get("x")', 'r["st"].get("y", "z")', 'r["st"]["none"]']),
    st.sampled_from(['r.get("opt")', 'r.get("opt", "a")', 'r.get("mix")', 'r.get("mix", 1)', 'r.get("nobody", 2)']),
)
_numbers_ = st.sampled_from(['r["i"]', 'r["l"]', 'r["d"]', 'r["st"]["x"]', 'r["mix"]', 'r["b"]'])
_words = st.sampled_from(['r["s"]', 'r["opt"]', 'r["st"]["y"]', 'r["mix"]', 'r.get("opt", "a")'])


def _infix(left: Any, operators: list[str], right: Any) -> Any:
    return st.tuples(left, st.sampled_from(operators), right).map(lambda part: f"({part[0]} {part[1]} {part[2]})")


def _called(forms: list[str], value: Any) -> Any:
    return st.tuples(st.sampled_from(forms), value).map(lambda part: part[0].format(part[1]))


_text = st.recursive(
    _words | _texts,
    lambda inner: st.one_of(
        _called(
            ["{}.lower()", "{}.upper()", "{}.strip()", "{}.lstrip('a ')", "{}.replace('1', 'é')", "str({})"], inner
        ),
        _infix(inner, ["+"], inner),
    ),
    max_leaves=3,
)
_number = st.recursive(
    _numbers_ | _whole | _called(["len({})", "int({})", "float({})"], _text),
    lambda inner: st.one_of(
        _infix(inner, ["+", "-", "*", "/", "//", "%"], inner),
        _called(["-{}", "abs({})", "int({})", "float({})"], inner),
    ),
    max_leaves=3,
)
_value = st.one_of(_any_field, _number, _text, st.sampled_from(["None", "True", "1.5"]))
_test = st.one_of(
    _infix(_number, ["<", "<=", ">", ">=", "==", "!="], _number),
    _infix(_text, ["<", "==", "!=", ">=", "in", "not in"], _text),
    _infix(_value, ["==", "!=", "<", ">"], _value),
    _infix(_value, ["in", "not in"], st.sampled_from(["(1, 'a', None)", "['12', 7]", "(0.0, True)", "{'Ab', 2}"])),
    _called(["{} is None", "{} is not None", "bool({})", "{}"], _value),
    _called(["{}.startswith('a')", "{}.endswith(('b', '1'))", "{}.startswith('')"], _text),
    st.tuples(_whole, _number, _whole).map(lambda part: f"({part[0]} <= {part[1]} < {part[2]})"),
)
_predicate = st.recursive(
    _test,
    lambda inner: st.one_of(
        _infix(inner, ["and", "or"], inner),
        _called(["(not {})", "({})"], inner),
        st.tuples(inner, inner, inner).map(lambda part: f"({part[0]} if {part[1]} else {part[2]})"),
    ),
    max_leaves=4,
)


def _status(predicate: Callable[[Any], Any], record: dict[str, Any]) -> int:
    try:
        return 1 if predicate(_create_dynamic_record(json.loads(json.dumps(record)))) else 0
    except (KeyError, ValueError, TypeError):
        return 0
    except Exception:
        return 2


@pytest.fixture(scope="module")
def mixed(glue: GlueContext, tmp_path_factory: pytest.TempPathFactory) -> Any:
    directory = tmp_path_factory.mktemp("mixed")
    (directory / "records.json").write_text("\n".join(map(json.dumps, RECORDS)))
    return glue.create_dynamic_frame.from_options("s3", {"paths": [str(directory)]}, format="json")


def _evaluated(frame: Any, sql: list[str]) -> list[list[Any]]:
    jvm_frame = frame._jdf.frame()
    columns = [jvm_frame.expression(text).alias(f"c{at}") for at, text in enumerate(sql)]
    told = jvm_frame.toldRows()
    array = frame._sc._gateway.new_array(frame._sc._jvm.org.apache.spark.sql.Column, len(columns))
    for at, column in enumerate(columns):
        array[at] = column
    table = [tuple(row) for row in _dataframe(frame, told.select(array)).collect()]
    return [list(column) for column in zip(*table, strict=True)]


def _dataframe(frame: Any, dataset: Any) -> Any:
    from pyspark.sql import DataFrame

    return DataFrame(dataset, frame.glue_ctx.spark_session)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@_FRAMES
@given(predicates=st.lists(_predicate, min_size=30, max_size=30, unique=True))
def test_a_predicate_is_the_same_in_sql_and_in_python(mixed: Any, predicates: list[str]) -> None:
    schema = json.loads(mixed._jdf.physicalSchema())
    translated = {}
    for text in predicates:
        predicate = eval(f"lambda r: {text}")  # noqa: S307
        try:
            translated[text] = (predicate, translate(predicate, schema))
        except Untranslatable:
            continue
    assert translated
    statuses = _evaluated(mixed, [translation.status for _, translation in translated.values()])
    kept = _evaluated(mixed, [translation.keep for _, translation in translated.values()])
    for (text, (predicate, translation)), got, keeps in zip(translated.items(), statuses, kept, strict=True):
        want = [_status(predicate, record) for record in RECORDS]
        wrong = [(w, g, record) for w, g, record in zip(want, got, RECORDS, strict=True) if w != g]
        assert not wrong, (text, wrong[:3], translation.status[:500])
        assert [bool(keep) for keep in keeps] == [status == 1 for status in want], text
        assert translation.fails or 2 not in want, text


def _shown(frame: Any) -> list[str]:
    return sorted(frame._jdf.showString(1000).splitlines())


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@settings(_FRAMES, max_examples=8)
@given(one=_value, other=_value, whole=st.booleans())
def test_a_function_makes_the_same_records_in_sql_and_in_python(
    mixed: Any, one: str, other: str, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{{**r, 'one': {one}, 's': {other}}}" if whole else f"{{'one': {one}, 'more': {{'other': {other}}}}}"
    function = eval(f"lambda r: {text}")  # noqa: S307
    made = []
    for switch in ("0", "1"):
        monkeypatch.setenv("MASTIC_TRANSLATE_LAMBDAS", switch)
        frame = mixed.map(function)
        errors = [
            (row["error"]["msg"], str(row["error"]["dynamicRecord"])) for row in rows(frame.errorsAsDynamicFrame())
        ]
        made.append((_shown(frame), frame.schema().jsonValue(), sorted(errors)))
    assert made[0] == made[1], text


# --- values ------------------------------------------------------------

_ATOMS: dict[str, tuple[T.DataType, Any]] = {
    "int": (T.IntegerType(), st.integers(-(2**31), 2**31 - 1)),
    "long": (T.LongType(), st.integers(2**31, 2**63 - 1)),
    "double": (T.DoubleType(), st.floats(allow_nan=False, allow_infinity=False)),
    "string": (T.StringType(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)),
    "boolean": (T.BooleanType(), st.booleans()),
    "float": (T.FloatType(), st.floats(width=32, allow_nan=False, allow_infinity=False)),
    "short": (T.ShortType(), st.integers(-(2**15), 2**15 - 1)),
    "byte": (T.ByteType(), st.integers(-128, 127)),
    "binary": (T.BinaryType(), st.binary(max_size=5).map(bytearray)),
    "date": (T.DateType(), st.dates(min_value=datetime(1900, 1, 1).date())),
    "timestamp": (T.TimestampType(), st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1))),
    "decimal": (T.DecimalType(12, 3), st.decimals(-(10**8), 10**8, places=3, allow_nan=False)),
}
_JSON = ["int", "long", "double", "string", "boolean"]
_AVRO = [*_JSON, "float", "binary", "date", "decimal"]


@st.composite
def _tables(draw: Any, atoms: list[str]) -> tuple[T.StructType, list[dict[str, Any]]]:
    """A schema of nested types and rows of it, of which the first has a value in every position."""
    names = iter("abcdefghijklmnopqrstuvwxyz")

    def position(depth: int) -> tuple[T.DataType, Any]:
        kind = draw(st.sampled_from(["atom", "atom", "struct", "array"] if depth < 2 else ["atom"]))
        if kind == "atom":
            return _ATOMS[draw(st.sampled_from(atoms))]
        if kind == "array":
            element, values = position(depth + 1)
            return T.ArrayType(element), st.lists(values, min_size=1, max_size=3)
        fields = {next(names): position(depth + 1) for _ in range(draw(st.integers(1, 2)))}
        struct = T.StructType([T.StructField(name, part) for name, (part, _) in fields.items()])
        return struct, st.fixed_dictionaries({name: values for name, (_, values) in fields.items()})

    fields = {next(names): position(0) for _ in range(draw(st.integers(1, 4)))}
    schema = T.StructType([T.StructField(name, part) for name, (part, _) in fields.items()])
    full = st.fixed_dictionaries({name: values for name, (_, values) in fields.items()})
    some = st.fixed_dictionaries({name: st.none() | values for name, (_, values) in fields.items()})
    return schema, [draw(full), *draw(st.lists(some, max_size=3))]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).timestamp()
    if isinstance(value, Decimal):
        return value.quantize(Decimal("0.001"))
    return value


def _in_order(records: list[Any]) -> list[str]:
    return sorted(repr(_plain(record)) for record in records)


def _types(frame: Any) -> str:
    """The types of a frame without what a format may forget: whether there are nulls."""
    return str(frame.toDF().schema.simpleString())


@settings(_FRAMES, max_examples=5)
@given(table=_tables(list(_ATOMS)))
def test_a_dataframe_comes_back_out_of_a_frame(
    spark: SparkSession, glue: GlueContext, table: tuple[T.StructType, list[dict[str, Any]]]
) -> None:
    schema, records = table
    frame = DynamicFrame.fromDF(spark.createDataFrame(records, schema), glue)
    again = DynamicFrame.fromDF(frame.toDF(), glue)
    assert again.toDF().schema.simpleString() == schema.simpleString()
    assert _in_order(rows(again)) == _in_order(records)


@pytest.mark.parametrize(
    ("name", "atoms", "options"),
    [
        ("parquet", list(_ATOMS), {}),
        ("glueparquet", list(_ATOMS), {}),
        ("orc", list(_ATOMS), {}),
        ("avro", _AVRO, {"version": "1.8"}),
        ("json", _JSON, {}),
    ],
)
def test_files_keep_every_value_and_type(
    spark: SparkSession, glue: GlueContext, tmp_path: Path, name: str, atoms: list[str], options: dict[str, Any]
) -> None:
    @settings(_FRAMES, max_examples=3)
    @given(table=_tables(atoms))
    def check(table: tuple[T.StructType, list[dict[str, Any]]]) -> None:
        schema, records = table
        path = str(tmp_path / str(next(_NUMBERS)))
        # In one file: fields stand in the order in which they are first seen.
        frame = DynamicFrame.fromDF(spark.createDataFrame(records, schema).coalesce(1), glue)
        glue.write_dynamic_frame.from_options(frame, "s3", {"path": path}, name, options)
        reading = "parquet" if name == "glueparquet" else name
        back = glue.create_dynamic_frame.from_options("s3", {"paths": [path]}, reading, options)
        assert _in_order(rows(back)) == _in_order(records)
        assert _types(back) == schema.simpleString()

    check()


@settings(_FRAMES, max_examples=4)
@given(records=st.lists(st.fixed_dictionaries(dict.fromkeys(("a", "b"), _ATOMS["string"][1])), min_size=1, max_size=5))
def test_files_of_csv_keep_every_text(
    spark: SparkSession, glue: GlueContext, tmp_path: Path, records: list[dict[str, str]]
) -> None:
    path = str(tmp_path / str(next(_NUMBERS)))
    frame = DynamicFrame.fromDF(spark.createDataFrame(records, "a string, b string"), glue)
    glue.write_dynamic_frame.from_options(frame, "s3", {"path": path}, "csv")
    options = {"withHeader": True, "multiLine": True}
    back = glue.create_dynamic_frame.from_options("s3", {"paths": [path]}, "csv", options)
    assert _in_order(rows(back)) == _in_order(records)


# --- shapes ------------------------------------------------------------


@st.composite
def _nested(draw: Any) -> list[dict[str, Any]]:
    """Records of one nested shape, in which fields may be missing or None and lists empty."""

    def shape(depth: int) -> Any:
        kind = draw(st.sampled_from(["atom", "list", "list", "record"] if depth < 3 else ["atom"]))
        if kind == "atom":
            return draw(st.sampled_from([st.integers(0, 9), st.sampled_from(["", "x", "y.z"])]))
        if kind == "list":
            return st.lists(shape(depth + 1), max_size=3)
        return record(depth + 1)

    def record(depth: int) -> Any:
        names = draw(st.lists(st.sampled_from(["a", "b", "id", "index", "val"]), min_size=1, max_size=3, unique=True))
        return st.fixed_dictionaries({}, optional={name: st.none() | shape(depth) for name in names})

    whole = st.fixed_dictionaries({"key": st.just(0)}, optional={"p": shape(0), "q": shape(1), "id": shape(2)})
    records: list[dict[str, Any]] = draw(st.lists(whole, min_size=1, max_size=6))
    return [{**one, "key": at} for at, one in enumerate(records)]


class _Tables:
    """Frames of relationalize, from which nested values are looked up again."""

    def __init__(self, frames: Any) -> None:
        self.rows = {name: rows(frames[name]) for name in frames.keys()}  # noqa: SIM118
        self.used = dict.fromkeys(self.rows, 0)

    def check(self, value: Any, row: dict[str, Any], column: str) -> None:
        """Whether a row, with the tables that it points to, says what a value of a record is."""
        if isinstance(value, dict):
            for name, part in value.items():
                self.check(part, row, f"{column}.{name}" if column else name)
        elif isinstance(value, list):
            number = row[column]
            assert number is not None
            elements = [one for one in self.rows["t_" + column] if one["id"] == number]
            assert [one["index"] for one in elements] == list(range(len(value)))
            self.used["t_" + column] += len(elements)
            for element, part in zip(elements, value, strict=True):
                self.check(part, element, column + ".val")
        else:
            assert row.get(column) == value


@settings(_FRAMES, max_examples=12)
@given(records=_nested())
def test_relations_can_be_joined_back(json_frame: Callable[..., Any], records: list[dict[str, Any]]) -> None:
    tables = _Tables(json_frame(*records).relationalize("t", "s3://nowhere/"))
    root = sorted(tables.rows["t"], key=lambda row: row["key"])
    tables.used["t"] = len(root)
    for record, row in zip(records, root, strict=True):
        tables.check(record, row, "")
    # No row stands for nothing.
    assert tables.used == {name: len(some) for name, some in tables.rows.items()}
