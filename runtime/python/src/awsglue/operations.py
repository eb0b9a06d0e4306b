"""Python's operators, conversions and methods on symbols."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from awsglue.symbols import (
    DROP,
    EXACT_FLOAT_BITS,
    FAIL,
    FALSE,
    LONG_BITS,
    TRUE,
    Outcome,
    Symbol,
    Then,
    Untranslatable,
    all_of,
    any_of,
    as_double,
    branch,
    check_mixed,
    check_saturation,
    constant,
    equality,
    exact,
    lacking,
    negate,
    not_nan,
    number,
    text_literal,
    truth,
)

__all__ = ["arithmetic", "builtin", "compare", "contains", "get", "is_same", "method", "negative", "to_text"]

_NUMBERS = {"int", "float"}
_VALUES = {"int", "float", "str", "none"}
_DECIMAL_BITS_MAX = 126

# What str.strip() takes away. Symbols of Unicode 14, of which the last blanks came long before.
_BLANKS = text_literal("".join(chr(code) for code in range(0x3001) if chr(code).isspace()))


def compare(operator: str, left: Symbol, right: Symbol, then: Then) -> Outcome:
    """``< <= > >=`` raise TypeError on None and on values of different types, ``==`` and ``!=`` never raise."""
    if operator in ("==", "!="):
        equal = equality(left, right)
        return then(Symbol("bool", equal if operator == "==" else negate(equal)))
    left, right = number(left), number(right)
    kinds = {left.kind, right.kind}
    if kinds != _NUMBERS and not (left.kind == right.kind and left.kind in _VALUES - {"none"}):
        if kinds <= _VALUES | {"struct"}:
            return DROP
        raise Untranslatable(f"{left.kind} {operator} {right.kind}")
    a, b = left.sql, right.sql
    if kinds == _NUMBERS:
        check_mixed(left, right)
        a, b = as_double(left), as_double(right)
    elif left.kind == "int":
        check_saturation(left, right)
    test = all_of(f"({a} {operator} {b})", *[not_nan(part) for part in (left, right) if part.kind == "float"])
    return branch(any_of(left.none, right.none), DROP, then(Symbol("bool", test)))


def is_same(left: Symbol, right: Symbol) -> str:
    """``is``, for None, True and False."""
    if "none" in (left.kind, right.kind):
        return equality(left, right)
    known, other = (right, left) if right.kind == "bool" and right.is_constant else (left, right)
    if known.kind == "bool" and known.is_constant:
        return equality(other, known) if other.kind == "bool" else FALSE
    raise Untranslatable(f"{left.kind} is {right.kind}")


def contains(item: Symbol, container: Symbol, then: Then) -> Outcome:
    """``in``: a constant collection or a text."""
    if container.kind == "collection":
        return then(Symbol("bool", _is_among(item, container.constant)))
    if container.kind == "str":
        if item.kind != "str":
            return DROP
        found = Symbol("bool", f"contains({container.sql}, {item.sql})")
        return branch(any_of(item.none, container.none), DROP, then(found))
    if container.kind in ("none", "int", "float", "bool"):
        return DROP
    raise Untranslatable(f"in {container.kind}")


def _is_among(item: Symbol, collection: Any) -> str:
    elements = list(collection)
    if item.kind in ("struct", "array", "other"):
        raise Untranslatable(f"{item.kind} in a collection")
    if any(isinstance(element, float) and element != element for element in elements):
        raise Untranslatable("NaN in a collection: Python compares it by identity")
    return any_of(*[equality(item, constant(element)) for element in elements])


def arithmetic(operator: str, left: Symbol, right: Symbol, then: Then) -> Outcome:
    """``+ - * / // %`` on numbers, ``+`` on texts. The SQL never raises: Spark may run it in spite of a guard."""
    left, right = exact(number(left)), exact(number(right))
    none = any_of(left.none, right.none)
    if left.kind == right.kind == "str" and operator == "+":
        return branch(none, DROP, then(Symbol("str", f"concat({left.sql}, {right.sql})")))
    if not {left.kind, right.kind} <= _NUMBERS:
        if {left.kind, right.kind} <= _VALUES and operator not in "*%":
            return DROP
        raise Untranslatable(f"{left.kind} {operator} {right.kind}")
    if "float" in (left.kind, right.kind):
        return branch(none, DROP, _float_arithmetic(operator, left, right, then))
    return branch(none, DROP, _int_arithmetic(operator, left, right, then))


def _float_arithmetic(operator: str, left: Symbol, right: Symbol, then: Then) -> Outcome:
    a, b = as_double(left), as_double(right)
    if operator in "+-*":
        return then(Symbol("float", f"({a} {operator} {b})"))
    if operator == "/":
        return branch(f"({b} = 0D)", FAIL, then(Symbol("float", f"({a} / nullif({b}, 0D))")))
    raise Untranslatable(f"{operator} on floats")


def _int_arithmetic(operator: str, left: Symbol, right: Symbol, then: Then) -> Outcome:
    if operator in "+-*":
        bits = left.bits + right.bits if operator == "*" else max(left.bits, right.bits) + 1
        if bits <= LONG_BITS:
            sql = f"(cast({left.sql} as bigint) {operator} cast({right.sql} as bigint))"
        elif bits <= _DECIMAL_BITS_MAX:
            sql = f"cast(({_decimal(left)} {operator} {_decimal(right)}) as decimal(38,0))"
        else:
            raise Untranslatable(f"{operator} on ints of {bits} bits")
        return then(Symbol("int", sql, bits=bits))
    if max(left.bits, right.bits) > LONG_BITS:
        raise Untranslatable(f"{operator} on ints beyond 64 bits")
    zero = f"({right.sql} = 0)"
    if right.is_constant:
        zero = TRUE if right.constant == 0 else FALSE
    if zero == TRUE:
        return FAIL
    return branch(zero, FAIL, _division(operator, left, right, then))


def _division(operator: str, left: Symbol, right: Symbol, then: Then) -> Outcome:
    divisor = right.sql if right.is_constant else f"nullif({right.sql}, 0)"
    if operator == "/":
        if max(left.bits, right.bits) > EXACT_FLOAT_BITS:
            raise Untranslatable("/ on longs")
        return then(Symbol("float", f"(cast({left.sql} as double) / cast({divisor} as double))"))
    rest = f"({left.sql} % {divisor})"
    # SQL rounds towards zero, Python down.
    off = f"({rest} <> 0 AND (({left.sql} < 0) <> ({right.sql} < 0)))"
    if operator == "%":
        return then(Symbol("int", f"(CASE WHEN {off} THEN {rest} + {right.sql} ELSE {rest} END)", bits=right.bits))
    if operator == "//":
        if left.bits >= LONG_BITS and (not right.is_constant or right.constant == -1):
            raise Untranslatable("// on longs")
        down = f"(({left.sql} div {divisor}) - CASE WHEN {off} THEN 1L ELSE 0L END)"
        return then(Symbol("int", down, bits=min(LONG_BITS, left.bits + 1)))
    raise Untranslatable(f"operator {operator}")


def _decimal(symbol: Symbol) -> str:
    return f"cast({symbol.sql} as decimal(38,0))"


def negative(symbol: Symbol, then: Then) -> Outcome:
    """Unary minus."""
    symbol = exact(number(symbol))
    if symbol.is_constant and symbol.kind in _NUMBERS:
        return then(constant(-symbol.constant))
    if symbol.kind == "int":
        return arithmetic("-", constant(0), symbol, then)
    if symbol.kind == "float":
        return branch(symbol.none, DROP, then(Symbol("float", f"(- {symbol.sql})")))
    if symbol.kind in _VALUES:
        return DROP
    raise Untranslatable(f"- on {symbol.kind}")


def builtin(function: Any, arguments: list[Symbol], then: Then) -> Outcome:
    """A call of one of Python's own functions."""
    if len(arguments) == 1:
        argument = arguments[0]
        if function is int:
            return _to_int(number(argument), then)
        if function is float:
            return _to_float(number(argument), then)
        if function is str:
            return to_text(argument, then)
        if function is bool:
            return then(Symbol("bool", truth(argument)))
        if function is len:
            return _length(argument, then)
        if function is abs:
            return _absolute(exact(number(argument)), then)
    raise Untranslatable(f"call of {getattr(function, '__name__', function)}")


def _to_int(value: Symbol, then: Then) -> Outcome:
    if value.kind == "none":
        return DROP
    if value.kind == "int":
        return branch(value.none, DROP, then(Symbol("int", value.sql, bits=value.bits, saturated=value.saturated)))
    if value.kind == "str":
        parsed = f"python_int({value.sql})"
        whole = Symbol("int", parsed, bits=LONG_BITS, saturated=True)
        return branch(value.none, DROP, branch(f"({parsed} IS NULL)", DROP, then(whole)))
    if value.kind == "float":
        # A float beyond the 64-bit range makes an int beyond it: the cast saturates as python_int does.
        whole = Symbol("int", f"python_trunc({value.sql})", bits=LONG_BITS, saturated=True)
        infinite = f"(abs({value.sql}) = cast('Infinity' as double))"
        return branch(any_of(value.none, f"isnan({value.sql})"), DROP, branch(infinite, FAIL, then(whole)))
    raise Untranslatable(f"int() of {value.kind}")


def _to_float(value: Symbol, then: Then) -> Outcome:
    if value.kind == "none":
        return DROP
    if value.kind == "float":
        return branch(value.none, DROP, then(Symbol("float", value.sql)))
    if value.kind == "int":
        return branch(value.none, DROP, then(Symbol("float", as_double(exact(value)))))
    if value.kind == "str":
        parsed = f"python_float({value.sql})"
        return branch(value.none, DROP, branch(f"({parsed} IS NULL)", DROP, then(Symbol("float", parsed))))
    raise Untranslatable(f"float() of {value.kind}")


def to_text(value: Symbol, then: Then) -> Outcome:
    """``str()``; not of floats, whose text Java and Python write differently."""
    if value.is_constant and value.kind not in ("object", "collection"):
        return then(constant(str(value.constant)))
    if value.kind == "str":
        sql = value.sql
    elif value.kind == "int":
        sql = f"cast({exact(value).sql} as string)"
    elif value.kind == "bool":
        sql = f"CASE WHEN {value.sql} THEN 'True' WHEN NOT {value.sql} THEN 'False' END"
    else:
        raise Untranslatable(f"str() of {value.kind}")
    return then(Symbol("str", f"({sql})" if value.none == FALSE else f"coalesce({sql}, 'None')"))


def _length(value: Symbol, then: Then) -> Outcome:
    if value.is_constant and value.kind in ("str", "collection"):
        return then(constant(len(value.constant)))
    if value.kind == "str":
        return branch(value.none, DROP, then(Symbol("int", f"cast(length({value.sql}) as bigint)", bits=31)))
    if value.kind == "array":
        return branch(value.none, DROP, then(Symbol("int", f"cast(size({value.sql}) as bigint)", bits=31)))
    if value.kind in ("none", "int", "float", "bool"):
        return DROP
    raise Untranslatable(f"len() of {value.kind}")


def _absolute(value: Symbol, then: Then) -> Outcome:
    if value.kind == "none":
        return DROP
    if value.kind not in _NUMBERS or (value.kind == "int" and value.bits >= LONG_BITS):
        raise Untranslatable(f"abs() of {value.kind}")
    sql = f"abs(cast({value.sql} as bigint))" if value.kind == "int" else f"abs({value.sql})"
    return branch(value.none, DROP, then(Symbol(value.kind, sql, bits=value.bits)))


_TEXT_METHODS = {"lower", "upper", "strip", "lstrip", "rstrip", "startswith", "endswith", "replace"}
_SIDES = {"strip": "BOTH", "lstrip": "LEADING", "rstrip": "TRAILING"}


def method(owner: Symbol, name: str, arguments: list[Symbol], then: Then) -> Outcome:
    """A call of a method of a text, with constant arguments."""
    if name not in _TEXT_METHODS:
        raise Untranslatable(f"method {name}")
    if owner.kind in ("none", "int", "float", "bool"):
        return FAIL
    if owner.kind != "str" or owner.is_constant or not all(argument.is_constant for argument in arguments):
        raise Untranslatable(f"method {name} of {owner.kind}")
    result = _text_method(owner.sql, name, [argument.constant for argument in arguments])
    return branch(owner.none, FAIL, then(result))


def _text_method(sql: str, name: str, arguments: list[Any]) -> Symbol:
    if name in ("lower", "upper") and not arguments:
        return Symbol("str", f"{name}({sql})")
    if name in _SIDES and len(arguments) <= 1:
        return Symbol("str", _strip(sql, _SIDES[name], arguments[0] if arguments else None))
    if name in ("startswith", "endswith") and len(arguments) == 1:
        options = arguments[0] if isinstance(arguments[0], tuple) else (arguments[0],)
        if all(isinstance(option, str) for option in options):
            return Symbol("bool", any_of(*[f"{name}({sql}, {text_literal(option)})" for option in options]))
    if name == "replace" and len(arguments) == 2 and all(isinstance(part, str) for part in arguments) and arguments[0]:
        return Symbol("str", f"replace({sql}, {text_literal(arguments[0])}, {text_literal(arguments[1])})")
    raise Untranslatable(f"method {name} with {len(arguments)} arguments")


def _strip(sql: str, side: str, characters: Any) -> str:
    if characters is not None and not isinstance(characters, str):
        raise Untranslatable("strip() of no text")
    if characters == "":
        return sql
    return f"trim({side} {_BLANKS if characters is None else text_literal(characters)} FROM {sql})"


def get(owner: Symbol, key: Any, otherwise: Symbol | None, then: Then) -> Outcome:
    """A field of a record: with ``otherwise`` as ``get()`` gives it, without as ``[]`` does."""
    if owner.kind == "none":
        return DROP if otherwise is None else FAIL
    if owner.kind not in ("record", "struct"):
        raise Untranslatable(f"field of {owner.kind}")
    if not isinstance(key, str):
        raise Untranslatable("a key that is no constant text")
    missing = DROP if otherwise is None else None
    if key in owner.changes:
        changed = owner.changes[key]
        found = then(changed) if changed is not None else missing or then(otherwise or constant(None))
    elif key not in owner.fields:
        found = missing if missing is not None else then(otherwise or constant(None))
    else:
        found = _field(owner, key, otherwise, then)
    return branch(owner.none, DROP if otherwise is None else FAIL, found)


def _field(owner: Symbol, key: str, otherwise: Symbol | None, then: Then) -> Outcome:
    declared = owner.fields[key]
    quoted = "`" + key.replace("`", "``") + "`"
    sql = quoted if owner.kind == "record" else f"{owner.sql}.{quoted}"
    presence = declared.get("properties", {}).get("presence", "NULLABLE")
    container = declared["container"]
    if presence in ("ALWAYS", "NULLABLE"):
        return _load(container, sql, presence == "NULLABLE", then)
    absent = DROP if otherwise is None else then(otherwise)
    if presence == "OPTIONAL":
        return branch(f"({sql} IS NULL)", absent, _load(container, sql, False, then))
    null = then(constant(None))
    if absent != null:
        lacks = lacking(declared)
        if lacks is None:
            raise Untranslatable(f"field {key}: a null of its column may be None or a missing key")
        null = branch(lacks, absent, null)
    return branch(f"({sql} IS NULL)", null, _load(container, sql, False, then))


def _load(container: dict[str, Any], sql: str, nullable: bool, then: Then) -> Outcome:
    kind = container["dataType"]
    if kind == "choice":
        held = then(constant(None))
        for choice in container["choices"]:
            part = f"{sql}.`{choice['dataType']}`"
            held = branch(f"({part} IS NOT NULL)", _load(choice, part, False, then), held)
        return held
    if kind == "null":
        return then(constant(None))
    return then(_column(kind, container, sql, f"({sql} IS NULL)" if nullable else FALSE))


_INT_BITS = {"byte": 7, "short": 15, "int": 31, "long": LONG_BITS}


def _column(kind: str, container: dict[str, Any], sql: str, none: str) -> Symbol:
    return replace(_value(kind, container, sql, none), container=container)


def _value(kind: str, container: dict[str, Any], sql: str, none: str) -> Symbol:
    if kind in _INT_BITS:
        return Symbol("int", sql, none, bits=_INT_BITS[kind])
    if kind == "double":
        return Symbol("float", sql, none)
    if kind == "float":
        return Symbol("float", f"cast({sql} as double)", none)
    if kind == "string":
        return Symbol("str", sql, none)
    if kind == "boolean":
        return Symbol("bool", sql, none)
    if kind == "array":
        return Symbol("array", sql, none)
    if kind == "struct":
        return Symbol("struct", sql, none, fields={field["name"]: field for field in container["fields"]})
    return Symbol("other", sql, none)
