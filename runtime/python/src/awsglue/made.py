"""What a translated function makes of a record, field by field, in the form in which the JVM reads it.

A field has for each type that its values can have an expression, which is null where the value has another type.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from awsglue.symbols import FALSE, LONG_BITS, TRUE, Fork, Symbol, Untranslatable, exact

__all__ = ["fields"]

_TEXT_MAX = 200_000

_COMPUTED = {"int": "long", "float": "double", "str": "string", "bool": "boolean"}
# These come back from Python as another type: dicts as records, local times as points in time.
_CHANGED = {"map", "timestampntz", "set", "enum"}


@dataclass(frozen=True)
class _Declared:
    """A field that is as it was: its column."""

    sql: str
    container: str
    presence: str
    mark: int | None

    @property
    def may_be_missing(self) -> bool:
        return self.presence == "OPTIONAL" or (self.presence == "UNCERTAIN" and self.mark is not None)


class _Absent:
    """The field is not in the record."""


_ABSENT = _Absent()

# What a field is at one end of the function: a value, a column, absent; None where the function fails.
_Field = Symbol | _Declared | _Absent | None


def fields(made: Any) -> str:
    """The fields of the records that a function makes, in JSON.

    Args:
        made: the record, or a :class:`Fork` of records, None where the function fails.

    Raises:
        Untranslatable: what comes out of Python could differ.
    """
    text = json.dumps(_fields(made, is_whole=True))
    if len(text) > _TEXT_MAX:
        raise Untranslatable("the expressions are too large")
    return text


def _fields(made: Any, is_whole: bool) -> list[dict[str, Any]]:
    names: dict[str, None] = {}
    for record in _leaves(made):
        if record is not None:
            names.update(dict.fromkeys([*record.fields, *record.changes]))
            if is_whole and not _is_surely_something(record):
                raise Untranslatable("a record that may be empty")
    found = [_field(name, _map(made, partial(_at, name=name))) for name in names]
    return [field for field in found if field is not None]


def _leaves(made: Any) -> Iterator[Any]:
    if isinstance(made, Fork):
        yield from _leaves(made.yes)
        yield from _leaves(made.no)
    else:
        yield made


def _map(made: Any, change: Callable[[Any], Any]) -> Any:
    if not isinstance(made, Fork):
        return change(made)
    yes, no = _map(made.yes, change), _map(made.no, change)
    return yes if yes == no else Fork(made.condition, yes, no)


def _at(record: Symbol | None, name: str) -> _Field:
    if record is None:
        return None
    if name in record.changes:
        return record.changes[name] or _ABSENT
    if name not in record.fields:
        return _ABSENT
    declared = record.fields[name]
    properties = declared.get("properties", {})
    sql = "`" + name.replace("`", "``") + "`"
    presence = properties.get("presence", "NULLABLE")
    return _Declared(sql, _container(declared["container"]), presence, properties.get("mark"))


def _is_surely_something(record: Symbol) -> bool:
    ends = [_at(record, name) for name in [*record.fields, *record.changes]]
    return any(isinstance(end, Symbol) or (isinstance(end, _Declared) and not end.may_be_missing) for end in ends)


def _field(name: str, ends: Any) -> dict[str, Any] | None:
    leaves = list(_leaves(ends))
    if all(leaf is None or leaf is _ABSENT for leaf in leaves):
        return None
    missing = any(leaf is _ABSENT or (isinstance(leaf, _Declared) and leaf.may_be_missing) for leaf in leaves)
    null = any(_may_be_none(leaf) for leaf in leaves)
    marks = {leaf.mark if isinstance(leaf, _Declared) else None for leaf in leaves if leaf is not None}
    if missing and null and (len(marks) > 1 or None in marks):
        raise Untranslatable(f"field {name}: a null of its column may be None or a missing key")
    parts: dict[str, None] = {}
    for leaf in leaves:
        if (kind := _kind(leaf)) is not None:
            parts[kind] = None
    field: dict[str, Any] = {
        "name": name,
        "presence": _presence(missing, null),
        "parts": [{"type": json.loads(kind), "sql": _case(ends, partial(_sql_of, kind=kind))} for kind in parts],
    }
    if missing and null:
        field["mark"] = marks.pop()
    if any(_is_record(leaf) for leaf in leaves):
        records = _map(ends, lambda leaf: leaf if _is_record(leaf) else None)
        present = _case(ends, lambda leaf: TRUE if _is_record(leaf) else FALSE)
        field["record"] = {"present": present, "fields": _fields(records, is_whole=False)}
    return field


def _presence(missing: bool, null: bool) -> str:
    if missing:
        return "UNCERTAIN" if null else "OPTIONAL"
    return "NULLABLE" if null else "ALWAYS"


def _is_record(leaf: _Field) -> bool:
    return isinstance(leaf, Symbol) and leaf.kind == "record"


def _may_be_none(leaf: _Field) -> bool:
    if isinstance(leaf, _Declared):
        return leaf.presence in ("NULLABLE", "UNCERTAIN")
    return isinstance(leaf, Symbol) and leaf.kind != "record" and (leaf.kind == "none" or leaf.none != FALSE)


def _kind(leaf: _Field) -> str | None:
    """The type of a value as text; None when it brings none."""
    if isinstance(leaf, _Declared):
        return leaf.container if json.loads(leaf.container)["dataType"] != "null" else None
    if not isinstance(leaf, Symbol) or leaf.kind in ("none", "record"):
        return None
    if leaf.container is not None:
        return _container(leaf.container)
    if leaf.kind not in _COMPUTED:
        raise Untranslatable(f"{leaf.kind} in a record")
    return _container({"dataType": _COMPUTED[leaf.kind], "properties": {}})


def _sql_of(leaf: _Field, kind: str) -> str | None:
    return _sql(leaf) if _kind(leaf) == kind else None


def _sql(leaf: _Field) -> str:
    if isinstance(leaf, _Declared):
        return leaf.sql
    assert isinstance(leaf, Symbol)
    if leaf.kind == "int" and leaf.container is None:
        if exact(leaf).bits > LONG_BITS:
            raise Untranslatable("an int beyond 64 bits in a record")
        return f"cast({leaf.sql} as bigint)"
    return leaf.sql


def _case(ends: Any, value: Callable[[Any], str | None]) -> str | None:
    if not isinstance(ends, Fork):
        return value(ends)
    yes, no = _case(ends.yes, value), _case(ends.no, value)
    if yes == no:
        return yes
    return f"CASE WHEN {ends.condition} THEN {yes or 'NULL'} ELSE {no or 'NULL'} END"


def _container(container: dict[str, Any]) -> str:
    """The type of a column that comes back from Python as it went there."""
    return json.dumps(_unchanged(container))


def _unchanged(part: Any) -> Any:
    if isinstance(part, list):
        return [_unchanged(one) for one in part]
    if not isinstance(part, dict):
        return part
    kind = part.get("dataType")
    if kind in _CHANGED:
        raise Untranslatable(f"{kind} does not come back from Python")
    if kind == "timestamp" and (time.timezone or time.daylight):
        raise Untranslatable("timestamps go through the time zone of the process")
    if part.get("presence") == "UNCERTAIN" and "mark" not in part:
        # Functions see None there, and so does who reads what they answered.
        return {**part, "presence": "NULLABLE"}
    return {name: _unchanged(one) for name, one in part.items()}
