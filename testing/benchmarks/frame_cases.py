"""What a DynamicFrame costs, case by case, and what it may cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from measured import Bound, Goal, Measured

HERE = Path(__file__).resolve().parent
SECONDS_MAX = 3_600
BY_HAND = "DataFrame code by hand"

# By the beginning of a case's name.
GOALS = {
    "JSON": Bound(Goal.COST_AT_MOST, 0.6),
    "CSV": Bound(Goal.COST_AT_MOST, 1.05),
    "Parquet": Bound(Goal.COST_AT_MOST, 1.05),
    "nested JSON": Bound(Goal.COST_AT_MOST, 1.3),
    "Filter by a lambda": Bound(Goal.RATIO_AT_LEAST, 25),
    "Filter by a function": Bound(Goal.RATIO_AT_LEAST, 8),
    "Map": Bound(Goal.RATIO_AT_LEAST, 4),
}


def measure(folder: Path, rows: int, rounds: int) -> list[Measured]:
    return [_measured(line) for line in _run("frame_bench.py", folder, rows, rounds)]


def memory(folder: Path, rows: int, copies: int) -> list[Measured]:
    """What gigabytes take in a driver with a heap of 2 GB."""
    (found,) = _run("memory_bench.py", folder, rows, copies)
    read = ", ".join(f"{size / 1e6:,.0f} MB of {kind.upper()}" for kind, size in found["read"].items())
    what = f"{read} resolved, relationalized, filtered, joined and written in a heap of 2 GB: most memory (RSS)"
    return [Measured(what, "", "MB", [found["mb"]], [], [Bound(Goal.MEGABYTES_AT_MOST, 3_000)])]


def _run(script: str, folder: Path, *arguments: int) -> list[dict[str, Any]]:
    folder.mkdir()
    path = ":".join([str(HERE.parents[1] / "runtime/python/src"), str(HERE)])
    done = subprocess.run(
        [sys.executable, str(HERE / script), str(folder), *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
        timeout=SECONDS_MAX,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _measured(case: dict[str, Any]) -> Measured:
    name = str(case["case"])
    goal = next(bound for start, bound in GOALS.items() if name.startswith(start))
    print(f"    {name}: {case['ours']} s, peer {case['theirs']} s", flush=True)
    return Measured(f"{name} (processor time)", BY_HAND, "s", case["ours"], case["theirs"], [goal])
