"""Finds processes by their command line: on Linux from /proc, elsewhere from ps."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def processes_with(text: str) -> list[int]:
    """The processes, without this one, whose command line holds a text."""
    return sorted(pid for pid, command in commands() if text in command and pid != os.getpid())


def commands() -> Iterator[tuple[int, str]]:
    return proc_commands() if (PROC / "self" / "cmdline").exists() else ps_commands()


def proc_commands() -> Iterator[tuple[int, str]]:
    for process in PROC.iterdir():
        if process.name.isdigit():
            try:
                yield (
                    int(process.name),
                    (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"),
                )
            except OSError:
                pass  # it has just ended


def ps_commands() -> Iterator[tuple[int, str]]:
    listing = subprocess.run(["ps", "-axww", "-o", "pid=,command="], capture_output=True, text=True, check=True)
    for line in listing.stdout.splitlines():
        pid, _, command = line.strip().partition(" ")
        yield int(pid), command
