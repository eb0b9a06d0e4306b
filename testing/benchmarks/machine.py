"""What the operating system tells about processes and about the machine."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

KIB_PER_MB = 1000 / 1.024  # the kernel counts in KiB


def resident_mb(pid: int) -> float:
    return kib(Path(f"/proc/{pid}/status").read_text(), "VmRSS") / KIB_PER_MB


def proportional_mb(pid: int) -> float:
    """Resident memory with what is shared divided among those who share it."""
    return kib(Path(f"/proc/{pid}/smaps_rollup").read_text(), "Pss") / KIB_PER_MB


def kib(text: str, name: str) -> int:
    match = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    if match is None:
        raise ValueError(f"no {name} in {text!r}")
    return int(match[1])


def tree(root: int) -> list[int]:
    """A process and all its descendants."""
    found = [root]
    for pid in found:
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            pass
    return found


def description() -> str:
    cpu = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory_mb = kib(Path("/proc/meminfo").read_text(), "MemTotal") / KIB_PER_MB
    name = cpu[1] if cpu else platform.machine()
    return f"{os.cpu_count()} × {name}, {memory_mb / 1000:.0f} GB, {platform.system()} {platform.release()}"
