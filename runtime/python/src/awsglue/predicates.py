"""How a predicate of a script meets the rows of a frame: as an expression of Spark where that is provably the same, and
otherwise as a Python function over the columns that it uses.
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from collections.abc import Callable
from typing import Any

from pyspark.sql import functions as F
from pyspark.sql.column import Column
from pyspark.sql.types import StringType

from awsglue.gluetypes import _create_dynamic_record
from awsglue.symbols import ABSENCE
from awsglue.translate import Untranslatable, translate, used_fields

__all__ = ["apply", "is_on", "name_of", "told"]

_log = logging.getLogger(__name__)

_SWITCH = "MASTIC_TRANSLATE_LAMBDAS"

# Glue drops records on which a predicate raises these, because they are what wrong data raises.
_DROPPING = (KeyError, ValueError, TypeError)


def apply(jdf: Any, predicate: Callable[[Any], Any], at: tuple[Any, ...]) -> Any:
    """The JVM's frame of the records that a predicate keeps.

    Args:
        at: the arguments that all transforms of the JVM end with.
    """
    schema = json.loads(jdf.physicalSchema())
    try:
        translation = translate(predicate, schema) if is_on() else None
    except Untranslatable as reason:
        _log.debug("predicate %s runs in Python: %s", name_of(predicate), reason)
        translation = None
    if translation is None:
        return jdf.filterByVerdict(_verdict(predicate, schema, jdf.column)._jc, *at)
    _log.debug("predicate %s runs as SQL: %s", name_of(predicate), translation.keep)
    verdict = _verdict(predicate, schema, jdf.column)._jc if translation.fails else None
    return jdf.filterBySql(translation.keep, verdict, *at)


def is_on() -> bool:
    """Whether functions are translated at all."""
    return os.environ.get(_SWITCH, "1") != "0"


def told(failure: Exception) -> tuple[str, str]:
    """The message of an exception and its stack trace, from the function of the script on."""
    ours = failure.__traceback__
    trace = traceback.format_exception(type(failure), failure, ours and (ours.tb_next or ours))
    return str(failure) or type(failure).__name__, "".join(trace).replace("\0", "\u2400")


def name_of(predicate: Callable[[Any], Any]) -> str:
    """What to call a function in the log."""
    return getattr(predicate, "__qualname__", repr(predicate))


def _verdict(predicate: Callable[[Any], Any], schema: dict[str, Any], column: Callable[[str], Any]) -> Column:
    """A column: null for a record to keep, empty for one to drop, and else what was raised.

    That is the message and, behind U+0000, the stack trace.

    Args:
        column: the JVM's column of a name.
    """
    used = used_fields(predicate)
    fields = [field for field in schema["fields"] if used is None or field["name"] in used]
    names = [field["name"] for field in fields]
    if any(map(_asks, fields)):
        names.append(ABSENCE)
    function = F.udf(_Judge(predicate, fields), StringType())
    return function(*[Column(column(name)) for name in names])


class _Judge:
    """Calls a predicate on the values of the columns that it uses."""

    def __init__(self, predicate: Callable[[Any], Any], fields: list[dict[str, Any]]) -> None:
        self._predicate = predicate
        self._record = _Struct(fields)

    def __call__(self, *values: Any) -> str | None:
        record = self._record(values, values[-1] if values else None)
        try:
            return None if self._predicate(_create_dynamic_record(record)) else ""
        except _DROPPING:
            return ""
        except Exception as failure:
            return "\0".join(told(failure))


# Beside the numbers of bits: what a null means in a field without one.
_IS_NONE = -1
_IS_MISSING = -2


def _meaning(field: dict[str, Any]) -> int:
    properties = field.get("properties", {})
    if properties.get("presence") == "OPTIONAL":
        return _IS_MISSING
    return int(properties.get("mark", _IS_NONE)) if properties.get("presence") == "UNCERTAIN" else _IS_NONE


def _asks(field: dict[str, Any]) -> bool:
    """Whether bits say what a null in the field means, or in one of the record that it holds."""
    container = field["container"]
    held = [
        *container.get("fields", ()),
        *(part for one in container.get("choices", ()) for part in one.get("fields", ())),
    ]
    return _meaning(field) >= 0 or any(map(_asks, held))


def _reader(container: dict[str, Any]) -> Callable[[Any, Any], Any]:
    """Turns a value of Spark into that of the record: structs into dicts, choices into what they hold.

    The readers take the bits that say which fields the record lacks besides.
    """
    kind = container["dataType"]
    if kind == "struct":
        return _Struct(container["fields"])
    if kind == "array":
        return _Array(_reader(container["elementType"]))
    if kind == "map":
        return _Map(_reader(container["valueType"]))
    if kind == "choice":
        return _Choice({choice["dataType"]: _reader(choice) for choice in container["choices"]})
    return _as_is


def _as_is(value: Any, bits: Any) -> Any:
    return value


class _Struct:
    def __init__(self, fields: list[dict[str, Any]]) -> None:
        self._fields = [(field["name"], _reader(field["container"]), _meaning(field)) for field in fields]

    def __call__(self, row: Any, bits: Any) -> dict[str, Any]:
        record = {}
        for (name, read, null), value in zip(self._fields, row, strict=False):
            if value is not None:
                record[name] = read(value, bits)
            elif null == _IS_NONE or (null >= 0 and not bits[null // 64] >> null % 64 & 1):
                record[name] = None
        return record


class _Array:
    def __init__(self, element: Callable[[Any, Any], Any]) -> None:
        self._element = element

    def __call__(self, values: Any, bits: Any) -> list[Any]:
        return [None if value is None else self._element(value, bits) for value in values]


class _Map:
    def __init__(self, value: Callable[[Any, Any], Any]) -> None:
        self._value = value

    def __call__(self, values: Any, bits: Any) -> dict[Any, Any]:
        return {key: None if value is None else self._value(value, bits) for key, value in values.items()}


class _Choice:
    def __init__(self, readers: dict[str, Callable[[Any, Any], Any]]) -> None:
        self._readers = list(readers.values())

    def __call__(self, row: Any, bits: Any) -> Any:
        for read, value in zip(self._readers, row, strict=True):
            if value is not None:
                return read(value, bits)
        return None
