"""What a benchmark case answers: the rounds of both sides, and one row of the table."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from enum import Enum


class Goal(Enum):
    """What a goal bounds, and how it reads."""

    RATIO_AT_LEAST = "≥ {:g}× faster"
    RATIO_NEVER_BELOW = "never slower"
    COST_AT_MOST = "≤ {:g}× its cost"
    MILLISECONDS_AT_MOST = "p50 ≤ {:g} ms"
    SECONDS_AT_MOST = "≤ {:g} s"
    MEGABYTES_AT_MOST = "≤ {:g} MB"


@dataclass(frozen=True)
class Bound:
    """One goal and its limit."""

    goal: Goal
    limit: float

    def text(self) -> str:
        return self.goal.value.format(self.limit)


@dataclass(frozen=True)
class Measured:
    """One case: values of every round, in seconds, operations per second or megabytes."""

    what: str
    peer_name: str
    unit: str
    ours: list[float]
    peers: list[float]
    bounds: list[Bound]
    note: str = ""

    @property
    def our_median(self) -> float:
        return statistics.median(self.ours)

    @property
    def ratio(self) -> float | None:
        """The median over the rounds of how many times faster we are; the rounds were measured next to each other."""
        return statistics.median(self.ratios) if self.peers else None

    @property
    def ratios(self) -> list[float]:
        pairs = zip(self.ours, self.peers, strict=True)
        return [ours / peer if self.unit == "ops/s" else peer / ours for ours, peer in pairs]

    def met(self, bound: Bound) -> bool:
        match bound.goal:
            case Goal.RATIO_AT_LEAST:
                return self.ratio is not None and self.ratio >= bound.limit
            case Goal.RATIO_NEVER_BELOW:
                return self.ratio is not None and self.ratio >= 1
            case Goal.COST_AT_MOST:
                return self.ratio is not None and 1 / self.ratio <= bound.limit
            case Goal.MILLISECONDS_AT_MOST:
                return self.our_median * 1000 <= bound.limit
            case Goal.SECONDS_AT_MOST | Goal.MEGABYTES_AT_MOST:
                return self.our_median <= bound.limit

    def all_met(self) -> bool:
        return all(self.met(bound) for bound in self.bounds)

    def show(self, values: list[float]) -> str:
        if not values:
            return "–"
        middle = statistics.median(values)
        match self.unit:
            case "ops/s":
                return f"{middle:,.0f} ops/s"
            case "MB":
                return f"{middle:.0f} MB"
            case _:
                return f"{middle * 1000:.0f} ms" if middle < 1 else f"{middle:.2f} s"
