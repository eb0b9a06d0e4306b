"""What all transforms have in common."""

from __future__ import annotations

import inspect
from typing import Any

__all__ = ["GlueTransform"]

# What the arguments that nearly all transforms take are for.
_COMMON = {
    "transformation_ctx": "A unique string that identifies the state of the transform",
    "info": "Text that is kept with the records that fail in the transform",
    "stageThreshold": "The failures in the transform beyond which the job fails; 0 tolerates any number",
    "totalThreshold": "The failures up to and with the transform beyond which the job fails; 0 tolerates any number",
}


class GlueTransform:
    """A transform of frames, called as ``Transform.apply(...)`` or ``Transform()(...)``."""

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Calls the transform."""
        transform: Any = cls()
        return transform(*args, **kwargs)

    @classmethod
    def name(cls) -> str:
        """The name of the transform."""
        return cls.__name__

    @classmethod
    def describeArgs(cls) -> list[dict[str, Any]]:
        """Of each argument its ``name``, ``type``, ``description``, ``defaultValue`` and whether it is ``optional``."""
        call: Any = cls.__call__
        arguments = list(inspect.signature(call).parameters.values())[1:]
        return [
            {
                "name": argument.name,
                "type": str(argument.annotation),
                "description": _COMMON.get(argument.name, ""),
                "optional": argument.default is not argument.empty or argument.kind is argument.VAR_KEYWORD,
                "defaultValue": None if argument.default is argument.empty else argument.default,
            }
            for argument in arguments
        ]

    @classmethod
    def describeReturn(cls) -> dict[str, Any]:
        """The ``returnType`` and a ``description``."""
        call: Any = cls.__call__
        return {"returnType": str(inspect.signature(call).return_annotation), "description": ""}

    @classmethod
    def describeTransform(cls) -> str:
        """What the transform does."""
        return inspect.getdoc(cls) or ""

    @classmethod
    def describeErrors(cls) -> list[dict[str, Any]]:
        """The errors that the transform raises of itself, each with ``type`` and ``description``."""
        _, _, raises = cls.describeTransform().partition("Raises:")
        errors = (line.strip().partition(": ") for line in raises.splitlines() if line.strip())
        return [{"type": kind, "description": why} for kind, _, why in errors]

    @classmethod
    def describe(cls) -> dict[str, Any]:
        """All of this under ``transform``."""
        return {
            "transform": {
                "name": cls.name(),
                "args": cls.describeArgs(),
                "returns": cls.describeReturn(),
                "description": cls.describeTransform(),
                "raises": cls.describeErrors(),
            }
        }

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"<Transform: {self.name()}>"
