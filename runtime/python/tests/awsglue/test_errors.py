"""Error records: what they say, and how many of them a stage tolerates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from awsglue.transforms import ErrorsAsDynamicFrame, Filter, Map

from .conftest import rows, tree

# The errors that a source of files may have.
SOURCE = (
    "root\n|-- error: struct\n|    |-- callsite: struct\n|    |    |-- site: string\n|    |    |-- info: string\n"
    "|    |-- msg: string\n|    |-- input: string\n|    |-- bytesread: long\n|    |-- source: string\n"
)


def _halved(record: Any) -> Any:
    record["half"] = 6 / record["n"]
    return record


@pytest.fixture(params=["1", "0"], ids=["translated", "python"])
def switch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTIC_TRANSLATE_LAMBDAS", request.param)


def test_text_that_is_no_record_says_where_it_broke(json_frame: Callable[..., Any]) -> None:
    errors = json_frame({"n": 1}, '{"n": tru}', "[1]").errorsAsDynamicFrame()
    assert tree(errors) == SOURCE
    first, second = (row["error"] for row in rows(errors))
    assert first["msg"].startswith("Unrecognized token 'tru'")
    assert (first["input"], first["source"][-12:]) == ('{"n": tru}', "records.json")
    assert 6 <= first["bytesread"] <= 10
    assert second["input"] == "[1]"


@pytest.mark.usefixtures("switch")
def test_errors_of_functions_have_a_message_a_trace_and_the_record(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"n": 0, "s": "x"}, {"n": 2, "s": "y"})
    filtered = Filter.apply(frame, lambda record: 1 / record["n"] > 0, info="share")
    mapped = Map.apply(frame, _halved, info="share")
    for failed, line in ((filtered, "1 / record"), (mapped, "6 / record")):
        errors = ErrorsAsDynamicFrame.apply(failed)
        assert tree(errors) == (
            SOURCE
            + "|    |-- stackTrace: string\n|    |-- dynamicRecord: struct\n"
            + "|    |    |-- n: int\n|    |    |-- s: string\n"
        )
        (error,) = (row["error"] for row in rows(errors))
        assert (error["msg"], error["callsite"]["info"]) == ("division by zero", "share")
        assert "test_errors.py" in error["callsite"]["site"]
        trace = error["stackTrace"].splitlines()
        assert trace[0] == "Traceback (most recent call last):"
        assert "test_errors.py" in trace[1]
        assert line in trace[2]
        assert trace[-1] == "ZeroDivisionError: division by zero"
        assert error["dynamicRecord"] == {"n": 0, "s": "x"}


def test_errors_of_all_stages_come_together(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"n": 0, "t": "{}"}, {"n": 2, "t": "{"}, '{"n": 1')
    last = frame.map(_halved).unbox("t", "json", info="box")
    assert (last.count(), last.errorsCount(), last.stageErrorsCount()) == (0, 3, 1)
    assert [(field.name) for field in last.errorsAsDynamicFrame().schema().fields[0].dataType.fields] == [
        "callsite",
        "msg",
        "input",
        "bytesread",
        "source",
        "stackTrace",
        "dynamicRecord",
    ]
    shown = last.errorsAsDynamicFrame()._jdf.showString(9).splitlines()
    assert [('"stackTrace"' in line, '"input"' in line, '"dynamicRecord"' in line) for line in shown] == [
        (False, True, False),
        (True, False, True),
        (False, False, True),
    ]
    assert '"half": 3.0' in shown[2]


@pytest.mark.usefixtures("switch")
def test_as_many_errors_as_a_threshold_says_are_tolerated(json_frame: Callable[..., Any]) -> None:
    frame = json_frame({"n": 0}, {"n": 1}, {"n": 2}, '{"n":')
    once = Filter.apply(frame, lambda record: 1 / record["n"], stageThreshold=1, totalThreshold=2)
    twice = Map.apply(once, lambda record: {"n": 1 // (record["n"] - 1)}, stageThreshold=1, totalThreshold=3)
    assert (twice.count(), twice.errorsCount(), twice.stageErrorsCount()) == (1, 3, 1)
    twice.assertErrorThreshold()
    strict = Map.apply(once, lambda record: {"n": 1 // (record["n"] - 1)}, totalThreshold=2)
    for action in (strict.count, strict.toDF, strict.show, strict.assertErrorThreshold):
        with pytest.raises(Exception, match="3 error records exceed the totalThreshold of 2"):
            action()
    with pytest.raises(Exception, match="2 error records exceed the totalThreshold of 1"):
        Filter.apply(frame, lambda record: 1 / record["n"], totalThreshold=1).drop_fields("n").count()
    # 0 tolerates any number.
    assert Filter.apply(frame, lambda record: 1 / 0).count() == 0
