"""What a DynamicFrame costs, case by case, and what it may cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

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
    folder.mkdir()
    command = [sys.executable, str(HERE / "frame_bench.py"), str(folder), str(rows), str(rounds)]
    path = ":".join([str(HERE.parents[1] / "runtime/python/src"), str(HERE)])
    done = subprocess.run(
        command,
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
        timeout=SECONDS_MAX,
        check=True,
    )
    return [_measured(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]


def _measured(case: dict[str, object]) -> Measured:
    name = str(case["case"])
    goal = next(bound for start, bound in GOALS.items() if name.startswith(start))
    print(f"    {name}: {case['ours']} s, peer {case['theirs']} s", flush=True)
    return Measured(f"{name} (processor time)", BY_HAND, "s", case["ours"], case["theirs"], [goal])  # type: ignore[arg-type]
