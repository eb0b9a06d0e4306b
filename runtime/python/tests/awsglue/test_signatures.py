"""The published signatures of awsglue, for Glue 6.0: names, parameters in their order, defaults.

The list stands in ``published_signatures.txt``: modules behind ``#``, classes, and under them what they have. Further
parameters may follow those that are published, if they have defaults.
"""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

# Module, class or nothing, and what is published there.
_Entry = tuple[str, str, str]

# No script can mean these: they are private, and what calls them is ours.
_PRIVATE = {"_get_glue_scala_context", "_find_null_fields"}
# Here None stands for a new one of these, so that calls do not share it; the last is as the job's Glue version has it.
_NONE_FOR = {"{}", "[]", "UnknownType({})", "False"}


def _published() -> list[_Entry]:
    entries: list[_Entry] = []
    module = kind = ""
    for line in (Path(__file__).parent / "published_signatures.txt").read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if line.startswith("# "):
            module, kind = "awsglue." + text[2:].removesuffix(".py").removesuffix("/__init__").replace("/", "."), ""
        elif text.startswith("class "):
            kind = re.split(r"[ (]", text)[1]
            entries.append((module, "", text))
        elif text.startswith("def "):
            entries.append((module, "", text))
        elif text and text.split("(")[0] not in _PRIVATE:
            entries.append((module, kind, text))
    return entries


PUBLISHED = _published()


def _signature(text: str) -> dict[str, str]:
    """The parameters of ``name(a, b=1, **rest)`` with their defaults as text, empty where there is none."""
    source = f"def f{text[text.index('(') :]}: pass"
    names: dict[str, Any] = {}
    scope = vars(importlib.import_module("awsglue.gluetypes"))
    exec(source, dict(scope), names)
    return _parameters(names["f"])


def _parameters(function: Any) -> dict[str, str]:
    found = {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name not in ("self", "cls"):
            prefix = {parameter.VAR_KEYWORD: "**", parameter.VAR_POSITIONAL: "*"}.get(parameter.kind, "")
            default = parameter.default
            found[prefix + parameter.name] = "" if default is parameter.empty else repr(default)
    return found


@pytest.mark.parametrize(("module", "kind", "text"), PUBLISHED, ids=[" ".join(entry)[:90] for entry in PUBLISHED])
def test_a_published_name_is_there_with_its_parameters(module: str, kind: str, text: str) -> None:
    scope: Any = importlib.import_module(module)
    if kind:
        scope = getattr(scope, kind)
    if text.startswith("class "):
        name, bases = re.fullmatch(r"class (\w+)\((.*)\)", text).groups()  # type: ignore[union-attr]
        found = getattr(scope, name)
        assert inspect.isclass(found)
        known = {base.__name__ for base in found.__mro__}
        assert {base.split(".")[-1] for base in bases.split(",") if base} <= known
        return
    if " = " in text:
        name, value = text.split(" = ")
        assert getattr(scope, name) == eval(value)  # noqa: S307
        return
    decorator = re.match(r"@(\w+) ", text)
    name = re.sub(r"^(@\w+ |def )", "", text).split("(")[0]
    found = inspect.getattr_static(scope, name)
    if decorator and decorator[1] == "property":
        assert isinstance(found, property)
        return
    assert isinstance(found, classmethod) == (decorator is not None and decorator[1] == "classmethod")
    wanted, parameters = _signature(text[text.index(name) :]), _parameters(getattr(scope, name))
    assert list(parameters)[: len(wanted)] == list(wanted)
    for parameter, default in wanted.items():
        assert parameters[parameter] == default or (parameters[parameter] == "None" and default in _NONE_FOR)
    assert all(parameters[parameter] or parameter.startswith("*") for parameter in list(parameters)[len(wanted) :])
