"""What the operating system tells about processes and about the machine."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
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
    # The kernel's lists of children leave some out while others end: parents are asked instead.
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def processor_seconds(root: int) -> float:
    """What a process and its descendants have used, those included that have ended and been waited for."""
    used = 0
    for pid in tree(root):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        used += sum(map(int, fields[11:15]))
    return used / CLOCK_TICKS


def description() -> str:
    cpu = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory_mb = kib(Path("/proc/meminfo").read_text(), "MemTotal") / KIB_PER_MB
    name = cpu[1] if cpu else platform.machine()
    return f"{os.cpu_count()} × {name}, {memory_mb / 1000:.0f} GB, {platform.system()} {platform.release()}"
