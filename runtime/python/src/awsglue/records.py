"""Records as texts, on their way between the JVM and functions of Python.

A text is JSON, with ``NaN`` and ``Infinity`` as Python's json module writes them. A text in it that begins with U+0000
and a letter is a value of a type that JSON has not; a text that begins with U+0000 by itself gets the letter ``s``.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

__all__ = ["Encoder", "decode"]

_MARK = "\x00"
# How a marked text looks in JSON: to search a record for it costs next to nothing, to walk through a record does.
_MARK_IN_JSON = '"\\u0000'


def decode(text: str) -> dict[str, Any]:
    """The record of a text."""
    record: dict[str, Any] = json.loads(text)
    return _unmarked(record) if _MARK_IN_JSON in text else record


def _unmarked(value: Any) -> Any:
    if isinstance(value, str):
        return _VALUES[value[1]](value[2:]) if value.startswith(_MARK) else value
    if isinstance(value, dict):
        return {key: _unmarked(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_unmarked(part) for part in value]
    return value


def _timestamp(text: str) -> datetime:
    # As pyspark gives timestamps to functions: in the time zone of the process, without saying so.
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is None else moment.astimezone().replace(tzinfo=None)


_VALUES: dict[str, Callable[[str], Any]] = {
    "b": base64.b64decode,
    "d": date.fromisoformat,
    "n": Decimal,
    "s": str,
    "t": _timestamp,
}


class Encoder:
    """Writes the texts of records that functions answer."""

    def __init__(self) -> None:
        self._marks = 0
        self._json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=self._marked).encode

    def __call__(self, record: dict[Any, Any]) -> str:
        """The text of a record.

        Raises:
            TypeError: the record holds a value that no field of a frame can have.
            ValueError: it holds itself, or a text that is no Unicode.
        """
        self._marks = 0
        text = self._json(record)
        if text.count(_MARK_IN_JSON) != self._marks:
            text = self._json(_escaped(record))
        if not text.isascii():
            text.encode()
        return text

    def _marked(self, value: Any) -> str | None:
        if isinstance(value, Decimal):
            if not value.is_finite():
                return None
            kind, text = "n", format(value, "f")
        elif isinstance(value, datetime):
            kind, text = "t", value.astimezone(UTC).isoformat()
        elif isinstance(value, date):
            kind, text = "d", value.isoformat()
        elif isinstance(value, (bytes, bytearray)):
            kind, text = "b", base64.b64encode(value).decode()
        else:
            raise TypeError(f"a record cannot hold a value of type {type(value).__name__}")
        self._marks += 1
        return _MARK + kind + text


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return _MARK + "s" + value if value.startswith(_MARK) else value
    if isinstance(value, dict):
        return {key: _escaped(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_escaped(part) for part in value]
    return value
