"""Filter: every predicate gives what plain Python gives, translated and not."""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from pyspark.sql import SparkSession
from pyspark.sql.column import Column

from awsglue import DynamicFrame, predicates
from awsglue.context import GlueContext
from awsglue.gluetypes import _create_dynamic_record
from awsglue.transforms import Filter
from awsglue.translate import Untranslatable, translate, used_fields

from .conftest import rows

LIMIT = 100
NAMES = ("a", "B", "x y")
CONFIG = {"min": 3, "names": {"a", "b"}}


def longer(text: str | None, least: int = 3) -> bool:
    return text is not None and len(text) > least


def named(record: Any) -> Any:
    value = record["i"]
    if value is None:
        return False
    if value > 10:
        double = value * 2
        return double % 3 == 0
    return record["s"] == "a"


def above(limit: int) -> Callable[[Any], bool]:
    limit_and_one = limit + 1
    return lambda r: r["l"] > limit_and_one


# Each of these becomes SQL.
TRANSLATED: dict[str, Callable[[Any], Any]] = {
    "less": lambda r: r["i"] > 5,
    "not equal": lambda r: r["i"] != 0,
    "equal text": lambda r: r["s"] == "a",
    "is none": lambda r: r["s"] is not None and r["s"] != "",
    "and": lambda r: r["i"] > 5 and r["d"] < 2.5,
    "or": lambda r: r["i"] == 1 or r["s"] == "b",
    "not": lambda r: not r["b"],
    "truth of text": lambda r: r["s"],
    "truth of int": lambda r: r["i"],
    "truth of float": lambda r: r["d"],
    "value of or": lambda r: (r["i"] or r["l"]) == 3,
    "value of and": lambda r: (r["i"] and r["l"]) == 3,
    "in tuple": lambda r: r["s"] in ("a", "B", None),
    "not in list": lambda r: r["i"] not in [1, 2, 3, 2147483647],
    "lower": lambda r: r["s"].lower() == "abc",
    "strip": lambda r: r["s"].strip() == "",
    "strip characters": lambda r: r["s"].strip("a1") == "",
    "startswith": lambda r: r["s"].startswith(("a", "B")),
    "chain": lambda r: r["s"].upper().replace("A", "_").endswith("_"),
    "len": lambda r: len(r["s"]) > 3,
    "int of text": lambda r: int(r["s"]) > 10,
    "int of text equals": lambda r: int(r["s"]) == 12 or int(r["s"]) == -(2**61),
    "int of text against int": lambda r: int(r["s"]) >= r["i"],
    "float of text": lambda r: float(r["s"]) >= 1.5,
    "float of text nan": lambda r: float(r["s"]) != float(r["s"]),
    "str": lambda r: str(r["i"]) == "None" or str(r["b"]) == "True",
    "times": lambda r: r["i"] * r["i"] > 4000000000,
    "plus on longs": lambda r: r["l"] + 1 > 0,
    "beyond 64 bits": lambda r: r["l"] * 4 > 2**63,
    "modulo": lambda r: r["i"] % 7 == 3,
    "negative modulo": lambda r: r["i"] % -7 == -3,
    "floor": lambda r: r["i"] // 3 == -1,
    "division by zero": lambda r: 10 / r["i"] > 0.5,
    "modulo zero": lambda r: 10 % r["i"] == 1,
    "float times": lambda r: r["d"] * 2 == r["d"],
    "nan": lambda r: r["d"] >= 0 or r["d"] != r["d"],
    "nested": lambda r: r["st"]["x"] > 1,
    "deeply nested": lambda r: r["st"]["in"]["z"] < 1.5,
    "get": lambda r: r.get("s") == "a" or (r.get("nope", 7) == 7 and r.get("opt", "zz") == "zz"),
    "attributes": lambda r: r.i >= 0 and r.s < "b",
    "globals": lambda r: r["i"] > LIMIT or r["s"] in NAMES,
    "closure": above(10),
    "defaults": lambda r, low=2, high=9: low <= r["i"] < high,
    "a function": lambda r: longer(r["s"]),
    "statements": named,
    "ternary": lambda r: ("big" if r["i"] > 5 else "small") == "small",
    "texts put together": lambda r: f"{r['i']}-{r['s']}" == "1-a" or r["s"] + "x" == "ax",
    "choice equal": lambda r: r["ch"] == 1 or r["ch"] == "1",
    "choice less": lambda r: r["ch"] > 0,
    "int of choice": lambda r: int(r["ch"]) > 0,
    "optional": lambda r: r["opt"] != "a",
    "optional is none": lambda r: r["opt"] is None,
    "int against text": lambda r: r["i"] > r["s"],
    "bool is int": lambda r: r["b"] + 1 == 2 and r["b"] == True,  # noqa: E712
    "bool is": lambda r: r["b"] is True,
    "int of float": lambda r: int(r["d"]) == 3,
    "no such field": lambda r: r["nosuch"] > 1,
    "in text": lambda r: "b" in r["s"],
    "in config": lambda r: r["s"] in CONFIG["names"] and CONFIG["min"] == 3,
    "minus and abs": lambda r: -r["i"] < abs(r["d"]),
    "int equals float": lambda r: r["i"] == 1.0 or r["b"] == 1,
    "method of a number": lambda r: r["i"].lower() == "x",
    "constant": lambda r: True,
    "raises": lambda r: 1 / 0 if r["i"] == 1 else r["missing"],
    "size of array": lambda r: len(r["arr"]) > 1 or not r["arr"],
}

# These run in Python.
FALLBACK: dict[str, Callable[[Any], Any]] = {
    "re": lambda r: bool(re.match("a+", r["s"])),
    "long against float": lambda r: r["l"] > r["d"],
    "any": lambda r: any(x == "a" for x in r["arr"]),
    "index": lambda r: len(r["arr"]) > 1 and r["arr"][0] == "a",
    "slice": lambda r: r["s"][:2] == "ab",
    "percent": lambda r: "%s" % r["i"] == "1",  # noqa: UP031
    "isdigit": lambda r: r["s"].isdigit(),
    "round": lambda r: round(r["d"]) == 3,
    "int plus": lambda r: int(r["s"]) + 1 > 10,
    "try": lambda r: _tried(r),
    "whole record": lambda r: len(r) == 11 and "opt" not in r,
    "keys": lambda r: "opt" in r.keys(),  # noqa: SIM118
    "date": lambda r: r["day"] < date(2020, 1, 1),
    "int of text at the end of 64 bits": lambda r: int(r["s"]) == 2**63,
    "partial": __import__("functools").partial(longer, least=1),
}


def _tried(record: Any) -> bool:
    try:
        return int(record["s"]) > 1
    except ValueError:
        return True


_TYPE = {"dataType": "string", "properties": {}}


def _field(name: str, container: Any, presence: str = "NULLABLE") -> dict[str, Any]:
    if isinstance(container, str):
        container = {"dataType": container, "properties": {}}
    return {"name": name, "container": container, "properties": {"presence": presence}}


def _struct(*fields: dict[str, Any]) -> dict[str, Any]:
    return {"dataType": "struct", "properties": {}, "fields": list(fields)}


_CHOICE = {
    "dataType": "choice",
    "properties": {},
    "choices": [{"dataType": kind, "properties": {}} for kind in ("double", "int", "string")],
}
SCHEMA = _struct(
    _field("i", "int"),
    _field("l", "long"),
    _field("d", "double"),
    _field("s", "string"),
    _field("b", "boolean"),
    _field("st", _struct(_field("x", "int"), _field("y", "string"), _field("in", _struct(_field("z", "double"))))),
    _field("arr", {"dataType": "array", "properties": {}, "elementType": _TYPE}),
    _field("req", "int", "ALWAYS"),
    _field("opt", "string", "OPTIONAL"),
    _field("ch", _CHOICE),
    _field("day", "date"),
)
DDL = (
    "i int, l bigint, d double, s string, b boolean, st struct<x:int,y:string,in:struct<z:double>>, arr array<string>,"
    " req int, opt string, ch struct<double:double,int:int,string:string>, day date"
)

INTS = [None, 0, 1, -1, 2, 3, 5, 7, 9, 10, 11, 12, -2, -3, -7, 100, 101, 46341, -46341, 2**31 - 1, -(2**31)]
LONGS = [*INTS, 2**53, 2**53 + 1, 2**63 - 1, -(2**63), 2**61, 2**61 + 1, 10**18]
DOUBLES = [
    None,
    0.0,
    -0.0,
    1.0,
    1.5,
    2.5,
    -1.5,
    3.0,
    3.7,
    -3.7,
    math.nan,
    math.inf,
    -math.inf,
    1e16,
    1e300,
    5e-324,
    0.1,
]
TEXTS = [
    *(None, "", "a", "A", "b", "B", "abc", "ABC", " abc ", "\t\n", "\u00a0", "\u2003x\u2003", "0", "1", "12", " 12 "),
    *(
        "+12",
        "-12",
        "1_000",
        "1__0",
        "_1",
        "1_",
        "+",
        "3.7",
        "1e3",
        "1E3",
        "nan",
        "-NaN",
        "inf",
        "-Infinity",
        "infinit",
    ),
    *(
        "1.5d",
        "1f",
        "0x10",
        "\u0663\u0664",
        "\uff11\uff12",
        "true",
        "None",
        "É",
        "é",
        "ß",
        "İ",
        "Σ",
        "ΑΣ",
        "😀",
        "a😀b",
    ),
    *(
        "a'b\"\\n",
        "9" * 18,
        "9" * 19,
        "9" * 40,
        "-" + "9" * 40,
        "0" * 30 + "12",
        "9" * 4301,
        str(2**63 - 1),
        str(2**63),
    ),
    *(str(-(2**63)), str(-(2**63) - 1), ".5", "5.", ".", "-", "x y", "ab", "a\x00b", "12\n", "1,5", "\x1c12", "1 2"),
    *("\u00a012\u3000", "\x8512", "\u2028 7", "1\u0661", "\U00016ac1", "1e400", "1e", "e1", "1_0.0_1e1_0", "1._0"),
]
CHOICES = [None, 1, 0, -5, 2**31 - 1, "1", "x", "", "7", 1.0, 1.5, math.nan]


def _records(count: int) -> list[dict[str, Any]]:
    pick = random.Random(42)
    records = []
    for _ in range(count):
        inner = None if pick.random() < 0.2 else {"z": pick.choice(DOUBLES)}
        struct = None if pick.random() < 0.1 else {"x": pick.choice(INTS), "y": pick.choice(TEXTS), "in": inner}
        record = {
            "i": pick.choice(INTS),
            "l": pick.choice(LONGS),
            "d": pick.choice(DOUBLES),
            "s": pick.choice(TEXTS),
            "b": pick.choice([None, True, False]),
            "st": struct,
            "arr": pick.choice([None, [], ["a"], ["a", "b"], [None, "a"]]),
            "req": pick.randrange(9),
            "ch": pick.choice(CHOICES),
            "day": pick.choice([None, date(2019, 12, 31), date(2020, 1, 1)]),
        }
        if pick.random() > 0.3:
            record["opt"] = pick.choice([text for text in TEXTS if text is not None])
        records.append(record)
    return records


RECORDS = _records(1500)


def _row(record: dict[str, Any]) -> tuple[Any, ...]:
    choice = record["ch"]
    held = {"double": None, "int": None, "string": None}
    if choice is not None:
        held["double" if isinstance(choice, float) else "int" if isinstance(choice, int) else "string"] = choice
    values = {**record, "opt": record.get("opt"), "ch": None if choice is None else held}
    return tuple(values[field["name"]] for field in SCHEMA["fields"])


def _python(predicate: Callable[[Any], Any], record: dict[str, Any]) -> int:
    try:
        return 1 if predicate(_create_dynamic_record(record)) else 0
    except (KeyError, ValueError, TypeError):
        return 0
    except Exception:
        return 2


@pytest.fixture(scope="module")
def nasty(spark: SparkSession) -> Iterator[Any]:
    df = spark.createDataFrame([_row(record) for record in RECORDS], DDL).coalesce(1).cache()
    df.count()
    yield df
    df.unpersist()


_EXPRESSIONS_AT_ONCE = 16


def _evaluate(df: Any, sql: list[str]) -> list[list[Any]]:
    """The values of SQL expressions, a list of one value for each record for each of them."""
    parse = df.sparkSession._jvm.dev.mastic.runtime.frame.predicate.Predicates.parse
    values: list[list[Any]] = []
    for start in range(0, len(sql), _EXPRESSIONS_AT_ONCE):
        some = [
            Column(parse(text)).alias(f"c{at}") for at, text in enumerate(sql[start : start + _EXPRESSIONS_AT_ONCE])
        ]
        values.extend([list(column) for column in zip(*df.select(*some).collect(), strict=True)])
    return values


@pytest.mark.parametrize("ansi", ["false", "true"])
def test_sql_and_python_agree_on_nasty_records(nasty: Any, spark: SparkSession, ansi: str) -> None:
    translations = {name: translate(predicate, SCHEMA) for name, predicate in TRANSLATED.items()}
    spark.conf.set("spark.sql.ansi.enabled", ansi)
    spark.conf.set("spark.sql.parser.escapedStringLiterals", ansi)
    try:
        statuses = _evaluate(nasty, [translation.status for translation in translations.values()])
        kept = _evaluate(nasty, [translation.keep for translation in translations.values()])
    finally:
        spark.conf.unset("spark.sql.ansi.enabled")
        spark.conf.unset("spark.sql.parser.escapedStringLiterals")
    for (name, translation), got, keeps in zip(translations.items(), statuses, kept, strict=True):
        want = [_python(TRANSLATED[name], record) for record in RECORDS]
        wrong = [(w, g, record) for w, g, record in zip(want, got, RECORDS, strict=True) if w != g]
        assert not wrong, (name, wrong[:3], translation.status[:500])
        assert [bool(keep) for keep in keeps] == [status == 1 for status in want], name
        assert translation.fails or 2 not in want, name


@pytest.mark.parametrize("name", FALLBACK)
def test_what_is_not_provably_the_same_is_left_to_python(name: str) -> None:
    with pytest.raises(Untranslatable):
        translate(FALLBACK[name], SCHEMA)


def test_python_over_columns_agrees_with_python_on_nasty_records(nasty: Any) -> None:
    cases = {**TRANSLATED, **FALLBACK}
    verdicts = [predicates._verdict(predicate, SCHEMA, lambda name: nasty[name]._jc) for predicate in cases.values()]
    table = nasty.select(*[verdict.alias(f"v{at}") for at, verdict in enumerate(verdicts)]).collect()
    for at, (name, predicate) in enumerate(cases.items()):
        got = [1 if row[at] is None else 0 if row[at] == "" else 2 for row in table]
        assert got == [_python(predicate, record) for record in RECORDS], name


def test_used_fields_are_those_the_code_names() -> None:
    assert used_fields(lambda r: r["a"] > 1 and r.get("b", 2) == 3) == {"a", "b"}
    assert used_fields(lambda r: True) == set()
    assert used_fields(lambda r: len(r)) is None
    assert used_fields(lambda r: any(r[name] for name in "ab")) is None
    assert used_fields(lambda r: eval("r['a']")) is None  # noqa: S307
    assert used_fields(print) is None


@pytest.fixture(params=["1", "0"], ids=["translated", "python"])
def switch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MASTIC_TRANSLATE_LAMBDAS", request.param)
    return str(request.param)


def test_filter_drops_keeps_and_fails(json_frame: Callable[..., Any], switch: str) -> None:
    frame = json_frame({"age": "31"}, {"age": "x"}, {"age": None}, {"other": 1}, {"age": "5"}, {"age": ["no", "text"]})
    kept = Filter.apply(frame=frame, f=lambda row: int(row["age"]) > 30)
    assert [row["age"]["string"] for row in rows(kept)] == ["31"]
    assert kept.count() == 1
    assert kept.errorsCount() == 0


def test_other_exceptions_make_error_records(json_frame: Callable[..., Any], switch: str) -> None:
    frame = json_frame({"n": 0, "m": 1}, {"n": 2, "m": 2}, {"n": 4, "m": 3})
    kept = frame.filter(lambda row: 8 / row["n"] > 3, info="divides")
    assert [row["n"] for row in rows(kept)] == [2]
    assert (kept.count(), kept.errorsCount(), kept.stageErrorsCount()) == (1, 1, 1)
    error = rows(kept.errorsAsDynamicFrame())[0]["error"]
    assert error["msg"] == "division by zero"
    assert error["dynamicRecord"] == {"n": 0, "m": 1}
    assert error["callsite"]["info"] == "divides"
    assert "test_filter.py" in error["callsite"]["site"]
    later = kept.drop_fields("m")
    assert (later.errorsCount(), later.stageErrorsCount()) == (1, 0)


def test_thresholds_are_exceeded_by_more_errors_than_they_say(json_frame: Callable[..., Any], switch: str) -> None:
    frame = json_frame({"n": 0}, {"n": 0}, {"n": 1})
    assert frame.filter(lambda r: 1 / r["n"], stageThreshold=2, totalThreshold=2).count() == 1
    assert frame.filter(lambda r: 1 / r["n"]).count() == 1
    strict = frame.filter(lambda r: 1 / r["n"], stageThreshold=1)
    for action in (strict.count, strict.toDF, strict.show, strict.assertErrorThreshold):
        with pytest.raises(Exception, match="2 error records exceed the stageThreshold of 1"):
            action()


def test_a_missing_field_is_not_none(json_frame: Callable[..., Any], switch: str) -> None:
    missing = json_frame({"id": 1, "x": 5}, {"id": 2})
    assert [row["id"] for row in rows(missing.filter(lambda r: r["x"] != 0))] == [1]
    assert [row["id"] for row in rows(missing.filter(lambda r: r.get("x") is None))] == [2]


def test_none_is_not_missing(json_frame: Callable[..., Any], switch: str) -> None:
    null = json_frame({"id": 1, "x": 5}, {"id": 2, "x": None})
    assert [row["id"] for row in rows(null.filter(lambda r: r["x"] != 0))] == [1, 2]


def test_a_choice_is_its_value(json_frame: Callable[..., Any], switch: str) -> None:
    frame = json_frame({"id": 1, "v": 5}, {"id": 2, "v": "5"}, {"id": 3, "v": {"in": 5}}, {"id": 4, "v": [5, "x"]})
    assert [row["id"] for row in rows(frame.filter(lambda r: r["v"] == 5 or r["v"] == "5"))] == [1, 2]
    assert [row["id"] for row in rows(frame.filter(lambda r: r["v"]["in"] == 5))] == [3]
    assert [row["id"] for row in rows(frame.filter(lambda r: r["v"][1] == "x"))] == [4]


def test_filters_reach_the_files(glue: GlueContext, spark: SparkSession, tmp_path: Any, switch: str) -> None:
    spark.sql("select id, cast(id as string) as name, named_struct('zip', id) as a from range(10)").write.parquet(
        str(tmp_path / "p")
    )
    frame = DynamicFrame.fromDF(spark.read.parquet(str(tmp_path / "p")), glue)
    spark.conf.set("spark.sql.maxMetadataStringLength", "1000")
    kept = frame.filter(lambda r: r["id"] > 3 and r["name"] != "5" and r["a"]["zip"] < 8)
    assert sorted(row["id"] for row in rows(kept)) == [4, 6, 7]
    plan = kept.toDF()._jdf.queryExecution().toString()
    assert ("GreaterThan(id,3)" in plan and "LessThan(a.zip,8)" in plan) == (switch == "1")
    assert ("BatchEvalPython" in plan) == (switch == "0")


def test_the_schema_that_filter_sees_says_what_null_means(json_frame: Callable[..., Any]) -> None:
    frame = json_frame(
        {"a": 1, "n": None, "u": 1, "s": {"x": 1}},
        {"a": 2, "n": 1, "m": 1, "u": None, "s": {}},
        {"a": 1, "n": 1, "s": None},
    )
    schema = json.loads(frame._jdf.physicalSchema())
    presence = {field["name"]: field["properties"]["presence"] for field in schema["fields"]}
    assert presence == {"a": "ALWAYS", "n": "NULLABLE", "u": "UNCERTAIN", "s": "NULLABLE", "m": "OPTIONAL"}


def test_names_that_differ_in_case_only_are_different_fields(json_frame: Callable[..., Any], switch: str) -> None:
    numbers = json_frame({"n": 1}, {"n": 3})
    frame = numbers.map(lambda r: {"id": r["n"], "ID": r["n"] + 1, "s": {"v": 0, "V": str(r["n"])}})
    assert [row["id"] for row in rows(frame.filter(lambda r: r["ID"] == 2 and r["s"]["V"] == "1"))] == [1]
    swapped = frame.map(lambda r: {"id": r["ID"], "ID": r["id"], "s": r["s"]})
    assert [list(row.values()) for row in rows(swapped)] == [[2, 1, {"v": 0, "V": "1"}], [4, 3, {"v": 0, "V": "3"}]]
    assert [field.name for field in swapped.unnest().schema()] == ["id", "ID", "s.v", "s.V"]
