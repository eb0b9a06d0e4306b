"""Writes docs/reference/benchmarks.md."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import machine
from measured import Measured

INTRODUCTION = """\
# Benchmarks

Written by `make bench` (testing/benchmarks/bench.py); not edited by hand. Both sides of a row ran in the same run on
the same machine, one after the other in every round and in changing order; their results were compared before anything
was timed. A value is the median of its rounds, a ratio the median of the rounds' ratios.

"""


def write(file: Path, rows: list[Measured], load: float, how: str) -> None:
    lines = [INTRODUCTION, facts(load, how), "\n| what | peer | Mastic | ratio | goal | met? |\n"]
    lines.append("|---|---:|---:|---:|---|---|\n")
    lines += [f"{table_row(row)}\n" for row in rows]
    lines.append("\n## Rounds\n\n")
    lines += [f"- {row.what}: {rounds(row)}\n" for row in rows]
    file.write_text("".join(lines))


def facts(load: float, how: str) -> str:
    today = datetime.datetime.now(datetime.UTC).date()
    return (
        f"- machine: {machine.description()}\n"
        f"- load of the machine before the run: {load:.2f}\n"
        f"- date: {today}\n"
        f"- commit: {commit()}\n"
        f"- rounds: {how}\n"
    )


def commit() -> str:
    def git(*words: str) -> str:
        return subprocess.run(["git", *words], capture_output=True, text=True, check=True).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no")
    return git("rev-parse", "--short=12", "HEAD") + (" with changes" if changed else "")


def table_row(row: Measured) -> str:
    peer = f"{row.peer_name}: {row.show(row.peers)}" if row.peers else "–"
    ratio = f"{row.ratio:.1f}×" if row.ratio is not None else "–"
    goals = ", ".join(bound.text() for bound in row.bounds)
    verdicts = ["yes" if row.met(bound) else "**no**" for bound in row.bounds]
    return f"| {row.what} | {peer} | {row.show(row.ours)} | {ratio} | {goals} | {', '.join(verdicts)} |"


def rounds(row: Measured) -> str:
    ours = ", ".join(row.show([value]) for value in row.ours)
    if not row.peers:
        return ours
    peers = ", ".join(row.show([value]) for value in row.peers)
    return f"Mastic {ours}; {row.peer_name} {peers}; worst ratio {min(row.ratios):.1f}×"
