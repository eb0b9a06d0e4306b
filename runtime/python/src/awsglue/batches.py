"""Functions of a script over the records of a frame, a batch at a time.

Nobody knows the shape of what such a function answers, so records go to it and come back as texts, and the JVM looks at
the answers before it reads them. A function runs once for each record, however often the frame is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from pyspark import TaskContext
from pyspark.sql import DataFrame

from awsglue.gluetypes import _create_dynamic_record
from awsglue.predicates import told
from awsglue.records import Encoder, decode

if TYPE_CHECKING:
    import pyarrow as pa

    from awsglue.dynamicframe import DynamicFrame

__all__ = ["answers", "map_partitions", "map_records"]

_ANSWER = "record string, message string, input string, trace string"
_ANSWERS_AT_ONCE = 1000

_Batches = Iterator["pa.RecordBatch"]
_Answer = tuple[str | None, str | None, str | None, str | None]


def map_records(frame: DynamicFrame, function: Callable[[Any], Any], at: tuple[Any, ...]) -> Any:
    """The JVM's frame of what a function makes of each record.

    Args:
        at: the arguments that all transforms of the JVM end with.
    """
    return _answers(frame, _EachRecord(function), at)


def answers(frame: DynamicFrame, function: Callable[[Any], Any], condition: str) -> DataFrame:
    """What a function answers for the records for which a condition in SQL holds; it runs when somebody looks."""
    texts = DataFrame(frame._jdf.functionRecordsWhere(condition), frame.glue_ctx.spark_session)
    return texts.mapInArrow(_EachRecord(function), _ANSWER)


def map_partitions(
    frame: DynamicFrame,
    function: Callable[[int, Iterator[dict[str, Any]]], Iterable[dict[str, Any]]],
    at: tuple[Any, ...],
) -> Any:
    """The JVM's frame of what a function makes of the records of each partition, which it gets with their number.

    It takes and makes dicts with the keys ``record``, ``isError`` and ``errorMessage``.
    """
    return _answers(frame, _EachPartition(function), at)


def _answers(frame: DynamicFrame, function: Callable[[_Batches], _Batches], at: tuple[Any, ...]) -> Any:
    texts = DataFrame(frame._jdf.functionRecords(), frame.glue_ctx.spark_session)
    return frame._jdf.functionAnswers(texts.mapInArrow(function, _ANSWER)._jdf, *at)


class _EachRecord:
    """Answers a batch of the same length for each batch."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function

    def __call__(self, batches: _Batches) -> _Batches:
        encode = Encoder()
        for batch in batches:
            yield _batch([self._answer(text, encode) for text in batch.column(0).to_pylist()])

    def _answer(self, text: str, encode: Encoder) -> _Answer:
        try:
            made = self._function(_create_dynamic_record(decode(text)))
            if isinstance(made, dict) and made:
                return encode(made), None, None, None
            kind = type(made).__name__ if made else "None"
            return None, f"User-specified function returned {kind} instead of DynamicRecord", text, None
        except Exception as failure:
            message, trace = told(failure)
            return None, message, text, trace


class _EachPartition:
    def __init__(self, function: Callable[[int, Iterator[dict[str, Any]]], Iterable[dict[str, Any]]]) -> None:
        self._function = function

    def __call__(self, batches: _Batches) -> _Batches:
        context = TaskContext.get()
        answers = iter(self._function(context.partitionId() if context else 0, _wrapped(batches)))
        encode = Encoder()
        while some := [_unwrapped(answer, encode) for answer in islice(answers, _ANSWERS_AT_ONCE)]:
            yield _batch(some)


def _wrapped(batches: _Batches) -> Iterator[dict[str, Any]]:
    for batch in batches:
        for text in batch.column(0).to_pylist():
            yield {"record": decode(text), "isError": False, "errorMessage": ""}


def _unwrapped(answer: dict[str, Any], encode: Encoder) -> _Answer:
    text = encode(answer["record"])
    if answer.get("isError"):
        return None, str(answer.get("errorMessage") or ""), text, None
    return text, None, None, None


def _batch(answers: list[_Answer]) -> pa.RecordBatch:
    import pyarrow as pa  # only functions need it, and it takes its time

    columns = list(zip(*answers, strict=True)) if answers else [(), (), (), ()]
    return pa.RecordBatch.from_arrays(
        [pa.array(column, pa.string()) for column in columns], names=["record", "message", "input", "trace"]
    )
