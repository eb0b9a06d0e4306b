"""What all transforms have in common."""

from __future__ import annotations

from typing import Any

__all__ = ["GlueTransform"]


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

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"<Transform: {self.name()}>"
