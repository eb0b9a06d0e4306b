"""Functions of Python as SQL: the bytecode of CPython 3.11 is run on symbols instead of values.

An instruction, a type or a function that is not known to mean the same in SQL ends the translation, and the function
runs in Python. What is translated agrees with Python on every record, exceptions included.
"""

from __future__ import annotations

import dis
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from awsglue import operations
from awsglue.symbols import (
    DROP,
    FAIL,
    FALSE,
    KEEP,
    TRUE,
    Outcome,
    Symbol,
    Then,
    Untranslatable,
    branch,
    constant,
    equality,
    negate,
    truth,
)

__all__ = ["Translation", "Untranslatable", "translate", "translate_map", "used_fields"]

_PYTHON = (3, 11)
_STEPS_MAX = 4000
_DEPTH_MAX = 4

_OPERATORS = {"+": "+", "-": "-", "*": "*", "/": "/", "//": "//", "%": "%"}
_NOTHING = {"RESUME", "PRECALL", "NOP", "COPY_FREE_VARS", "MAKE_CELL", "CACHE", "EXTENDED_ARG"}
_JUMPS = {
    "JUMP_IF_FALSE_OR_POP",
    "JUMP_IF_TRUE_OR_POP",
    "POP_JUMP_FORWARD_IF_FALSE",
    "POP_JUMP_FORWARD_IF_TRUE",
    "POP_JUMP_FORWARD_IF_NONE",
    "POP_JUMP_FORWARD_IF_NOT_NONE",
}
# With these a function reads variables that its code does not name.
_LOOKING_AROUND = {"locals", "vars", "eval", "exec", "_getframe", "currentframe"}
# var-positional, var-keyword, generator, coroutine, iterable coroutine, async generator
_UNUSUAL_CODE = 0x04 | 0x08 | 0x20 | 0x80 | 0x100 | 0x200


@dataclass(frozen=True)
class Translation:
    """A predicate in SQL.

    Attributes:
        keep: true for the records that the predicate keeps.
        status: 1 for those, 0 for those that it drops, 2 for those on which it fails.
        fails: whether it can fail on any.
    """

    keep: str
    status: str
    fails: bool


def translate(predicate: Callable[[Any], Any], schema: dict[str, Any]) -> Translation:
    """The predicate as SQL over the columns of a schema.

    Args:
        schema: the JSON form of a struct, in which the property ``presence`` of a field says what null means.

    Raises:
        Untranslatable: it cannot be shown to mean the same.
    """
    if sys.version_info[:2] != _PYTHON:
        raise Untranslatable(f"the bytecode of Python {sys.version_info[0]}.{sys.version_info[1]}")
    outcome = _Machine().call(predicate, [_record(schema)], lambda value: branch(truth(value), KEEP, DROP), 0)
    return Translation(outcome.keep, outcome.status, outcome.fails)


def translate_map(function: Callable[[Any], Any], schema: dict[str, Any]) -> Outcome:
    """What a function that makes records makes of one: an outcome with status 1 where it made one.

    Raises:
        Untranslatable: it cannot be shown to mean the same.
    """
    if sys.version_info[:2] != _PYTHON:
        raise Untranslatable(f"the bytecode of Python {sys.version_info[0]}.{sys.version_info[1]}")
    return _Machine().call(function, [_record(schema)], _made, 0)


def _record(schema: dict[str, Any]) -> Symbol:
    return Symbol("record", fields={field["name"]: field for field in schema["fields"]}, identity=0)


def _made(value: Symbol) -> Outcome:
    if value.kind == "record":
        return Outcome("1", "true", False, value)
    if value.kind in ("none", "bool", "int", "float", "str"):
        return FAIL
    raise Untranslatable(f"a function that makes {value.kind}")


def used_fields(predicate: Callable[[Any], Any]) -> set[str] | None:
    """The fields of its record that a predicate can look at; None when it may look at any."""
    if not isinstance(predicate, types.FunctionType) or predicate.__code__.co_argcount < 1:
        return None
    if _LOOKING_AROUND.intersection(predicate.__code__.co_names):
        return None
    name = predicate.__code__.co_varnames[0]
    code = [step for step in dis.get_instructions(predicate) if step.opname not in _NOTHING]
    used = set()
    for at, step in enumerate(code):
        if step.argval == name and step.opname.endswith(("_FAST", "_DEREF", "_CLOSURE")):
            key = _key(step, code[at + 1 : at + 3])
            if key is None:
                return None
            used.add(key)
    return used


def _key(step: dis.Instruction, following: list[dis.Instruction]) -> str | None:
    """The field that an instruction which loads the record is about to read; None when it is about something else."""
    if step.opname != "LOAD_FAST" or len(following) < 2:
        return None
    first, second = following
    if first.opname == "LOAD_CONST" and second.opname == "BINARY_SUBSCR":
        return first.argval if isinstance(first.argval, str) else None
    if first.opname == "LOAD_METHOD" and first.argval == "get" and second.opname == "LOAD_CONST":
        return second.argval if isinstance(second.argval, str) else None
    return None


@dataclass(frozen=True)
class _Method:
    owner: Symbol
    name: str


# What the stack holds: symbols, a method that is about to be called, or the mark under a function.
_Entry: TypeAlias = Symbol | _Method | None


class _State:
    """A function in the middle of its run."""

    def __init__(self, frame: _Frame, at: int, stack: list[_Entry], local: dict[str, Symbol]) -> None:
        self.frame = frame
        self.at = at
        self.stack = stack
        self.local = local

    def fork(self, at: int, stack: list[_Entry]) -> _State:
        return _State(self.frame, at, list(stack), dict(self.local))

    def push(self, entry: _Entry) -> None:
        self.stack.append(entry)

    def change(self, record: Symbol, key: Symbol, value: Symbol | None) -> None:
        """Sets or deletes a field of a record, wherever the record is known."""
        if self.frame.depth or not isinstance(key.constant, str) or record.kind != "record":
            raise Untranslatable(f"a change of {record.kind}")
        if value is not None and value.kind in ("object", "method", "collection"):
            raise Untranslatable(f"{value.kind} in a record")
        changed = replace(record, changes={**record.changes, key.constant: value})
        self.stack = [_instead(entry, changed) for entry in self.stack]
        self.local = {name: _instead(symbol, changed) for name, symbol in self.local.items()}

    def pop(self) -> Symbol:
        entry = self.stack.pop()
        if not isinstance(entry, Symbol):
            raise Untranslatable("a method that is not called at once")
        return entry


def _instead(entry: Any, changed: Symbol) -> Any:
    """An entry of the stack with a changed record in place of what it was before, also inside other records."""
    if isinstance(entry, _Method):
        return _Method(_instead(entry.owner, changed), entry.name)
    if not isinstance(entry, Symbol) or entry.kind != "record":
        return entry
    if entry.identity == changed.identity:
        return changed
    parts = {name: _instead(part, changed) for name, part in entry.changes.items()}
    return replace(entry, changes=parts)


class _Frame:
    """The code of a function and what it sees besides its arguments."""

    def __init__(self, function: types.FunctionType, then: Then, depth: int) -> None:
        self.then = then
        self.depth = depth
        self.code = list(dis.get_instructions(function))
        self.positions = {step.offset: at for at, step in enumerate(self.code)}
        self.globals = function.__globals__
        names = function.__code__.co_freevars
        try:
            self.cells = {
                name: cell.cell_contents for name, cell in zip(names, function.__closure__ or (), strict=True)
            }
        except ValueError as empty:
            raise Untranslatable("a variable of an outer function without a value") from empty

    def look_up(self, name: str) -> Any:
        builtins = self.globals["__builtins__"]
        names = builtins if isinstance(builtins, dict) else vars(builtins)
        if name in self.globals:
            return self.globals[name]
        if name in names:
            return names[name]
        raise Untranslatable(f"the name {name} is not defined")


class _Machine:
    """Runs functions on symbols."""

    def __init__(self) -> None:
        self._steps = 0
        self._records = 0

    def call(self, function: Any, arguments: list[Symbol], then: Then, depth: int) -> Outcome:
        if not isinstance(function, types.FunctionType):
            return operations.builtin(function, arguments, then)
        code = function.__code__
        if depth > _DEPTH_MAX or code.co_flags & _UNUSUAL_CODE or code.co_kwonlyargcount or code.co_exceptiontable:
            raise Untranslatable(f"the function {function.__name__}")
        defaults = function.__defaults__ or ()
        if not code.co_argcount - len(defaults) <= len(arguments) <= code.co_argcount:
            raise Untranslatable(f"{len(arguments)} arguments for {function.__name__}")
        missing = code.co_argcount - len(arguments)
        values = (
            arguments + [constant(value) for value in defaults[len(defaults) - missing :]] if missing else arguments
        )
        local = dict(zip(code.co_varnames, values, strict=False))
        return self._run(_State(_Frame(function, then, depth), 0, [], local))

    def _run(self, state: _State) -> Outcome:
        while True:
            self._steps += 1
            if self._steps > _STEPS_MAX:
                raise Untranslatable("the predicate is too long")
            step = state.frame.code[state.at]
            state.at += 1
            outcome = self._step(state, step)
            if outcome is not None:
                return outcome

    def _resume(self, state: _State) -> Then:
        """Goes on with a result on top of what the stack holds now; may be asked to several times."""
        at, stack = state.at, list(state.stack)
        return lambda result: self._run(state.fork(at, [*stack, result]))

    def _step(self, state: _State, step: dis.Instruction) -> Outcome | None:
        """Runs one instruction: None when the run goes straight on."""
        name = step.opname
        if name in _NOTHING:
            return None
        if name == "RETURN_VALUE":
            return state.frame.then(state.pop())
        if name in _JUMPS:
            return self._jump(state, step)
        if name == "JUMP_FORWARD":
            state.at = state.frame.positions[step.argval]
            return None
        if name in (
            "CALL",
            "BINARY_SUBSCR",
            "COMPARE_OP",
            "CONTAINS_OP",
            "BINARY_OP",
            "UNARY_NEGATIVE",
            "FORMAT_VALUE",
        ):
            return self._operate(state, step)
        if name == "LOAD_ATTR":
            return self._attribute(state, step.argval)
        if name == "DELETE_SUBSCR":
            key, record = state.pop(), state.pop()
            return self._delete(state, record, key)
        self._move(state, step)
        return None

    def _move(self, state: _State, step: dis.Instruction) -> None:
        """The instructions that neither branch nor raise."""
        name, stack = step.opname, state.stack
        if name == "PUSH_NULL":
            stack.append(None)
        elif name == "LOAD_FAST":
            if step.argval not in state.local:
                raise Untranslatable(f"the variable {step.argval} may have no value")
            stack.append(state.local[step.argval])
        elif name == "STORE_FAST":
            state.local[step.argval] = state.pop()
        elif name == "LOAD_CONST":
            stack.append(constant(step.argval))
        elif name == "LOAD_DEREF":
            if step.argval not in state.frame.cells:
                raise Untranslatable(f"the variable {step.argval} of an inner function")
            stack.append(constant(state.frame.cells[step.argval]))
        elif name == "LOAD_GLOBAL":
            if (step.arg or 0) & 1:
                stack.append(None)
            stack.append(constant(state.frame.look_up(step.argval)))
        elif name == "LOAD_METHOD":
            owner = state.pop()
            stack.extend([_Method(owner, step.argval), None])
        elif name == "POP_TOP":
            stack.pop()
        elif name == "COPY":
            stack.append(stack[-step.argval])
        elif name == "SWAP":
            stack[-1], stack[-step.argval] = stack[-step.argval], stack[-1]
        elif name == "IS_OP":
            right, left = state.pop(), state.pop()
            same = operations.is_same(left, right)
            state.push(Symbol("bool", negate(same) if step.arg else same))
        elif name == "STORE_SUBSCR":
            key, record, value = state.pop(), state.pop(), state.pop()
            state.change(record, key, value)
        elif name == "UNARY_NOT":
            state.push(Symbol("bool", negate(truth(state.pop()))))
        else:
            self._build(state, step)

    def _delete(self, state: _State, record: Symbol, key: Symbol) -> Outcome | None:
        if record.kind != "record" or not isinstance(key.constant, str):
            raise Untranslatable(f"del of {record.kind}")
        name = key.constant
        if name in record.changes:
            if record.changes[name] is None:
                return DROP
        elif name not in record.fields:
            return DROP
        elif record.fields[name]["properties"]["presence"] in ("OPTIONAL", "UNCERTAIN"):
            raise Untranslatable("del of a field that may be missing")
        state.change(record, key, None)
        return None

    def _build(self, state: _State, step: dis.Instruction) -> None:
        """The instructions that make collections and texts of what is on the stack."""
        name = step.opname
        if name in ("BUILD_MAP", "BUILD_CONST_KEY_MAP", "DICT_UPDATE"):
            self._build_record(state, step)
            return
        if name in ("LIST_EXTEND", "SET_UPDATE"):
            more, collection = state.pop(), state.pop()
            state.push(constant((*collection.constant, *more.constant)))
            return
        if name not in ("BUILD_LIST", "BUILD_TUPLE", "BUILD_SET", "BUILD_STRING"):
            raise Untranslatable(f"instruction {name}")
        parts = [state.pop() for _ in range(step.argval)][::-1]
        if name == "BUILD_STRING":
            state.push(Symbol("str", "concat(" + ", ".join(part.sql for part in parts) + ")"))
        elif all(part.is_constant for part in parts):
            state.push(constant(tuple(part.constant for part in parts)))
        else:
            raise Untranslatable("a collection of values that are not constant")

    def _build_record(self, state: _State, step: dis.Instruction) -> None:
        """``{"a": x}`` and ``{**record, "a": x}``."""
        if step.opname == "DICT_UPDATE":
            more, target = state.pop(), state.stack[-step.argval]
            if more.kind != "record" or not isinstance(target, Symbol) or target.kind != "record":
                raise Untranslatable(f"** of {more.kind}")
            if more.fields and (target.fields or target.changes):
                raise Untranslatable("** of a record behind other fields")
            fields = more.fields or target.fields
            state.stack[-step.argval] = replace(target, fields=fields, changes={**target.changes, **more.changes})
            return
        if step.opname == "BUILD_CONST_KEY_MAP":
            keys = list(state.pop().constant)
            values = [state.pop() for _ in range(step.argval)][::-1]
        else:
            pairs = [(state.pop(), state.pop()) for _ in range(step.argval)][::-1]
            keys, values = [key.constant for _, key in pairs], [value for value, _ in pairs]
        if not all(isinstance(key, str) for key in keys):
            raise Untranslatable("a key that is no constant text")
        self._records += 1
        record = Symbol("record", identity=self._records)
        state.push(record)
        for key, value in zip(keys, values, strict=True):
            state.change(record, constant(key), value)
            record = state.pop()
            state.push(record)

    def _operate(self, state: _State, step: dis.Instruction) -> Outcome:
        name = step.opname
        if name == "CALL":
            return self._call(state, step.argval)
        if name == "FORMAT_VALUE":
            # 4: there is a format specification; the low bits: a conversion such as !r.
            if (step.arg or 0) & 4 or (step.arg or 0) & 3 not in (0, 1):
                raise Untranslatable("a format specification")
            return operations.to_text(state.pop(), self._resume(state))
        if name == "UNARY_NEGATIVE":
            return operations.negative(state.pop(), self._resume(state))
        right, left = state.pop(), state.pop()
        then = self._resume(state)
        if name == "BINARY_SUBSCR":
            return self._subscript(left, right, then)
        if name == "COMPARE_OP":
            return operations.compare(step.argval, left, right, then)
        if name == "CONTAINS_OP":
            inverted = bool(step.arg)
            return operations.contains(
                left, right, lambda found: then(Symbol("bool", negate(found.sql)) if inverted else found)
            )
        operator = step.argrepr
        if operator not in _OPERATORS:
            raise Untranslatable(f"operator {operator}")
        return operations.arithmetic(operator, left, right, then)

    def _subscript(self, owner: Symbol, key: Symbol, then: Then) -> Outcome:
        if owner.kind == "collection" and key.is_constant:
            try:
                return then(constant(owner.constant[key.constant]))
            except (KeyError, TypeError, ValueError):
                return DROP
            except IndexError:
                return FAIL
        if not key.is_constant:
            raise Untranslatable("a key that is not constant")
        return operations.get(owner, key.constant, None, then)

    def _attribute(self, state: _State, name: str) -> Outcome:
        owner = state.pop()
        if owner.kind != "record" or owner.identity or hasattr(dict, name) or name.startswith("__"):
            raise Untranslatable(f"attribute {name} of {owner.kind}")
        return operations.get(owner, name, None, self._resume(state))

    def _call(self, state: _State, count: int) -> Outcome:
        arguments = [state.pop() for _ in range(count)][::-1]
        upper, lower = state.stack.pop(), state.stack.pop()
        then = self._resume(state)
        if isinstance(lower, _Method):
            return self._call_method(lower, arguments, then)
        if lower is not None or not isinstance(upper, Symbol) or upper.kind != "object":
            raise Untranslatable("a call of what is no function")
        return self.call(upper.constant, arguments, then, state.frame.depth + 1)

    def _call_method(self, method: _Method, arguments: list[Symbol], then: Then) -> Outcome:
        owner = method.owner
        if owner.kind in ("record", "struct") and method.name == "get" and 1 <= len(arguments) <= 2:
            key, *otherwise = arguments
            if not key.is_constant:
                raise Untranslatable("a key that is not constant")
            return operations.get(owner, key.constant, otherwise[0] if otherwise else constant(None), then)
        return operations.method(owner, method.name, arguments, then)

    def _jump(self, state: _State, step: dis.Instruction) -> Outcome | None:
        value = state.pop()
        target = state.frame.positions[step.argval]
        asks_none = step.opname.endswith("NONE")
        condition = equality(value, constant(None)) if asks_none else truth(value)
        jumps_when = not step.opname.endswith(("FALSE", "FALSE_OR_POP", "NOT_NONE"))
        keeps = step.opname.endswith("OR_POP")
        # Where the jump is taken, a bool is known: it is what the jump asked for.
        kept = constant(jumps_when) if value.kind == "bool" else value
        jumped = [*state.stack, kept] if keeps else state.stack
        if condition in (TRUE, FALSE):
            if (condition == TRUE) == jumps_when:
                state.at, state.stack = target, list(jumped)
            return None
        straight = self._run(state.fork(state.at, state.stack))
        jump = self._run(state.fork(target, jumped))
        return branch(condition, jump, straight) if jumps_when else branch(condition, straight, jump)
