"""Values of a predicate that is run without its records: for each a SQL expression, and what is known of its type.

An operation on such values is a function that is given ``then``, what happens to its result. It answers the outcome of
all that follows, so that each condition and each exception of Python becomes a branch, in Python's own order.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["DROP", "FAIL", "KEEP", "Fork", "Outcome", "Symbol", "Then", "Untranslatable", "branch", "constant", "truth"]


class Untranslatable(Exception):
    """A predicate does what SQL provably does not do the same."""


@dataclass(frozen=True)
class Outcome:
    """What becomes of a record.

    Attributes:
        status: SQL that is 1 for a record to keep, 0 for one to drop and 2 for one that fails.
        keep: SQL that is true for a record to keep, in AND, OR and NOT, so that files can be asked with parts of it.
        fails: whether any record can fail.
        made: of a function that makes records: the one that it made, a :class:`Fork` of them, or None where it fails.
    """

    status: str
    keep: str
    fails: bool
    made: Any = None


@dataclass(frozen=True)
class Fork:
    """Two things that may come about, by a condition that is never null."""

    condition: str
    yes: Any
    no: Any


KEEP = Outcome("1", "true", False)
DROP = Outcome("0", "false", False)
FAIL = Outcome("2", "false", True)

TRUE = "true"
FALSE = "false"

_TEXT_MAX = 60_000


def branch(condition: str, yes: Outcome, no: Outcome) -> Outcome:
    """The outcome ``yes`` where a condition, which is never null there, is true, and ``no`` elsewhere."""
    if condition == TRUE or yes == no:
        return yes
    if condition == FALSE:
        return no
    status = f"CASE WHEN {condition} THEN {yes.status} ELSE {no.status} END"
    if len(status) > _TEXT_MAX:
        raise Untranslatable("the expression is too large")
    made = None if yes.made is None and no.made is None else Fork(condition, yes.made, no.made)
    return Outcome(status, _keep(condition, yes.keep, no.keep), yes.fails or no.fails, made)


def _keep(condition: str, yes: str, no: str) -> str:
    if yes == no:
        return yes
    if yes == FALSE:
        return all_of(negate(condition), no)
    if no == FALSE:
        return all_of(condition, yes)
    if yes == TRUE:
        return any_of(condition, all_of(negate(condition), no))
    return any_of(all_of(condition, yes), all_of(negate(condition), no))


def all_of(*conditions: str) -> str:
    if FALSE in conditions:
        return FALSE
    parts = [condition for condition in conditions if condition != TRUE]
    if not parts:
        return TRUE
    return parts[0] if len(parts) == 1 else "(" + " AND ".join(parts) + ")"


def any_of(*conditions: str) -> str:
    if TRUE in conditions:
        return TRUE
    parts = [condition for condition in conditions if condition != FALSE]
    if not parts:
        return FALSE
    return parts[0] if len(parts) == 1 else "(" + " OR ".join(parts) + ")"


def negate(condition: str) -> str:
    if condition in (TRUE, FALSE):
        return FALSE if condition == TRUE else TRUE
    return f"(NOT {condition})"


class _Unknown:
    """The constant of a symbol that is none."""


UNKNOWN: Any = _Unknown()


@dataclass(frozen=True)
class Symbol:
    """A value.

    Attributes:
        kind: ``none``, ``bool``, ``int``, ``float``, ``str``, ``struct``, ``array``, ``other`` (a value of which only
            whether it is None can be asked), ``record``, ``collection`` (a constant one), ``object``, ``method``.
        sql: the value.
        none: SQL that is true when the value is None.
        bits: of an int, without its sign.
        saturated: whether an int stands for anything beyond when it is at an end of the 64-bit range.
        fields: of a struct or a record, the fields of its schema by name.
        changes: of a record, the fields that the function has set, and None for those that it has deleted.
        identity: of a record, what all symbols of the same object have in common.
        container: of a value that is as the schema declares it, its type there.
        constant: the value itself, where it is known.
    """

    kind: str
    sql: str = ""
    none: str = FALSE
    bits: int = 0
    saturated: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Symbol | None] = field(default_factory=dict)
    identity: int = -1
    container: dict[str, Any] | None = None
    constant: Any = UNKNOWN

    @property
    def is_constant(self) -> bool:
        return self.constant is not UNKNOWN


Then = Callable[[Symbol], Outcome]

# The column of bits that says which fields a record lacks, where null does not.
ABSENCE = "__absent_fields"


def lacking(field: dict[str, Any]) -> str | None:
    """SQL that is true where a record lacks a field in which others have null; None where nothing tells."""
    mark = field.get("properties", {}).get("mark")
    return None if mark is None else f"(getbit({ABSENCE}[{mark // 64}], {mark % 64}) = 1)"


_DECIMAL_DIGITS_MAX = 38
EXACT_FLOAT_BITS = 53
LONG_BITS = 63


def text_literal(text: str) -> str:
    """A text in SQL, whatever its characters and whatever Spark is told about escapes."""
    return "''" if text == "" else f"cast(X'{text.encode().hex()}' as string)"


def constant(value: Any) -> Symbol:
    """The symbol of a known value."""
    if value is None:
        return Symbol("none", "null", TRUE, constant=None)
    if isinstance(value, bool):
        return Symbol("bool", str(value).lower(), constant=value)
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, float):
        sql = f"{value!r}D" if math.isfinite(value) else f"cast('{value!r}' as double)"
        return Symbol("float", sql, constant=value)
    if isinstance(value, str):
        return Symbol("str", _encodable(value), constant=value)
    if isinstance(value, (tuple, list, set, frozenset, dict)):
        return Symbol("collection", constant=value)
    return Symbol("object", constant=value)


def _integer(value: int) -> Symbol:
    if abs(value) >= 10**_DECIMAL_DIGITS_MAX:
        raise Untranslatable(f"{value}: too many digits")
    sql = f"{value}L" if abs(value) < 2**LONG_BITS else f"cast('{value}' as decimal(38,0))"
    return Symbol("int", sql, bits=max(abs(value).bit_length(), 1), constant=value)


def _encodable(text: str) -> str:
    try:
        return text_literal(text)
    except UnicodeEncodeError as surrogate:
        raise Untranslatable("a text with half a surrogate pair") from surrogate


def truth(symbol: Symbol) -> str:
    """Whether Python takes the value for true; never null."""
    if symbol.kind in ("object", "method", "record"):
        raise Untranslatable(f"truth of {symbol.kind}")
    if symbol.is_constant:
        return TRUE if symbol.constant else FALSE
    tests = {
        "bool": symbol.sql,
        "int": f"({symbol.sql} <> 0)",
        "float": f"({symbol.sql} <> 0D)",
        "str": f"({symbol.sql} <> '')",
        "array": f"(size({symbol.sql}) > 0)",
    }
    if symbol.kind not in tests:
        raise Untranslatable(f"truth of {symbol.kind}")
    test = tests[symbol.kind]
    return test if symbol.none == FALSE else f"coalesce({test}, false)"


def number(symbol: Symbol) -> Symbol:
    """A bool as the int that it is; anything else as it is."""
    if symbol.kind != "bool":
        return symbol
    if symbol.is_constant:
        return constant(int(symbol.constant))
    return Symbol("int", f"cast({symbol.sql} as bigint)", symbol.none, bits=1)


def is_small_float(symbol: Symbol) -> bool:
    """Whether a long can be compared with this float after becoming one itself."""
    return symbol.is_constant and (not math.isfinite(symbol.constant) or abs(symbol.constant) < 2**EXACT_FLOAT_BITS)


def equality(left: Symbol, right: Symbol) -> str:
    """Whether two values are equal: an operation that never raises on what records hold; never null."""
    left, right = number(left), number(right)
    if "none" in (left.kind, right.kind):
        other = right if left.kind == "none" else left
        if other.kind in ("record", "object", "method", "collection"):
            raise Untranslatable(f"== None on {other.kind}")
        return other.none
    kinds = {left.kind, right.kind}
    if kinds & {"struct", "array", "record", "collection", "object", "method", "other"}:
        raise Untranslatable(f"== on {left.kind} and {right.kind}")
    if left.kind != right.kind and kinds != {"int", "float"}:
        # Two None are equal whatever the types of their columns.
        return all_of(left.none, right.none)
    sql = f"({left.sql} <=> {right.sql})"
    if kinds == {"int", "float"}:
        check_mixed(left, right)
        sql = f"({as_double(left)} <=> {as_double(right)})"
    elif left.kind == "int":
        check_saturation(left, right)
    return all_of(sql, *[not_nan(part) for part in (left, right) if part.kind == "float"])


def check_mixed(left: Symbol, right: Symbol) -> None:
    whole, real = (left, right) if left.kind == "int" else (right, left)
    if whole.bits > EXACT_FLOAT_BITS and not is_small_float(real):
        raise Untranslatable("a long against a float: Python compares them exactly")


def check_saturation(left: Symbol, right: Symbol) -> None:
    if (left.saturated and right.bits >= LONG_BITS) or (right.saturated and left.bits >= LONG_BITS):
        raise Untranslatable("an int of unlimited size against a long")


def exact(symbol: Symbol) -> Symbol:
    """The symbol, if it stands for its value and for nothing beyond."""
    if symbol.saturated:
        raise Untranslatable("arithmetic on an int of unlimited size")
    return symbol


def as_double(symbol: Symbol) -> str:
    return symbol.sql if symbol.kind == "float" else f"cast({symbol.sql} as double)"


def not_nan(symbol: Symbol) -> str:
    # Spark takes NaN for equal to itself and for the greatest number; isnan(null) is false.
    if symbol.is_constant:
        return FALSE if math.isnan(symbol.constant) else TRUE
    return f"(NOT isnan({symbol.sql}))"
