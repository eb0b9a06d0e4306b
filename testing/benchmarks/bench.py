"""`make bench`: how fast jobs start and run, how many API calls are answered, how much memory is taken.

Everything is measured against a peer in the same run; the table goes to docs/reference/benchmarks.md. Exits with 1 when
a result is wrong, not when a goal is missed: the table says which were met.

    python testing/benchmarks/bench.py [--quick] [--only job|cold|api|footprint|frames|enem|memory] [--output FILE]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT / "cli" / "src"), str(PROJECT / "examples" / "enem")]

import api_load
import frame_cases
import machine
import page
from enem_cases import EnemBench
from job_cases import Bench, MasticJobs, jvms
from measured import Bound, Goal, Measured
from spark_submit import SparkSubmit

from mastic_cli.local import LocalServer

IDLE_SECONDS = 15
PARTS = ("job", "cold", "api", "footprint", "frames", "enem", "memory")


class Run:
    """One run of the benchmark: every part has a server of its own."""

    def __init__(self, folder: Path, quick: bool) -> None:
        self._folder = folder
        self._parts = 0
        self.rounds = 2 if quick else 7
        self.start_rounds = 3 if quick else 15
        self.enem_rounds = 1 if quick else 5
        self.enem_rows = 20_000 if quick else 100_000
        self.api_rounds = 1 if quick else 5
        self.api_seconds = 2.0 if quick else 5.0
        self.starts = 2 if quick else 7
        self.frame_rows = 60_000 if quick else 860_000  # 15 MB, 210 MB of JSON, and as much of CSV and of Parquet
        self.large_rows, self.large_files = (20_000, 2) if quick else (560_000, 8)  # 18 MB, 2 GB
        self.large_rounds = 1 if quick else 3
        self.memory_copies = 2 if quick else 10
        self.frame_rounds = 1 if quick else 3

    def how(self) -> str:
        return (
            f"{self.start_rounds} (first line), {self.rounds} (short job), {self.enem_rounds} (demo's job), "
            f"{self.api_rounds} of {self.api_seconds:g} s (API), {self.starts} (server start), "
            f"{self.frame_rounds} over {self.frame_rows:,} records (frames), "
            f"{self.large_rounds} over {self.large_rows * self.large_files:,} rows (large job)"
        )

    def job(self) -> list[Measured]:
        with self._server(pool_size=1) as server:
            jobs, peer = MasticJobs(server), SparkSubmit(self._new_folder())
            first_line = Bench(jobs, peer, self.start_rounds, warm=1).first_line()
            short = Bench(jobs, peer, self.rounds, warm=1).short_job(
                "a short job, 20,000 rows of CSV → partitioned Parquet: start → SUCCEEDED",
                Bound(Goal.RATIO_AT_LEAST, 4),
            )
            enem = Bench(jobs, peer, self.enem_rounds, warm=1).enem(self.enem_rows)
            jobs.wait_until_quiet(warm=1)
            time.sleep(IDLE_SECONDS)
            return [first_line, short, enem, self._driver_memory(jobs), self._server_memory(server, "after these jobs")]

    def cold(self) -> list[Measured]:
        with self._server(pool_size=0) as server:
            bench = Bench(MasticJobs(server), SparkSubmit(self._new_folder()), self.rounds, warm=0)
            return [bench.short_job("the same short job with an empty pool", Bound(Goal.RATIO_NEVER_BELOW, 1))]

    def api(self) -> list[Measured]:
        with self._server(pool_size=0) as server:
            return api_load.measure(server, self.api_rounds, self.api_seconds)

    def footprint(self) -> list[Measured]:
        seconds, memory = [], []
        for _ in range(self.starts):
            with self._server(pool_size=0) as server:
                seconds.append(server.ready_seconds)
                time.sleep(2)
                memory.append(machine.resident_mb(server.pid))
        ready = Measured("the server is ready after start", "", "s", seconds, [], [Bound(Goal.SECONDS_AT_MOST, 2)])
        fresh = "memory of an idle server, just started (RSS)"
        return [ready, Measured(fresh, "", "MB", memory, [], [Bound(Goal.MEGABYTES_AT_MOST, 250)])]

    def frames(self) -> list[Measured]:
        return frame_cases.measure(self._new_folder(), self.frame_rows, self.frame_rounds)

    def enem(self) -> list[Measured]:
        with self._server(pool_size=0) as server:
            peer = SparkSubmit(self._new_folder())
            bench = EnemBench(MasticJobs(server), server.pid, peer, self.large_rows, self.large_files)
            return bench.measure(self.large_rounds)

    def memory(self) -> list[Measured]:
        return frame_cases.memory(self._new_folder(), self.frame_rows, self.memory_copies)

    @staticmethod
    def _driver_memory(jobs: MasticJobs) -> Measured:
        (driver,) = jvms(jobs.drivers())
        memory = sum(map(machine.proportional_mb, machine.tree(driver)))
        bound = Bound(Goal.MEGABYTES_AT_MOST, 450)
        return Measured("memory of an idle warm driver, JVM and Python (PSS)", "", "MB", [memory], [], [bound])

    @staticmethod
    def _server_memory(server: LocalServer, when: str) -> Measured:
        memory, bound = machine.resident_mb(server.pid), Bound(Goal.MEGABYTES_AT_MOST, 250)
        return Measured(f"memory of an idle server, {when} (RSS)", "", "MB", [memory], [], [bound])

    def _server(self, pool_size: int) -> OwnServer:
        return OwnServer(self._new_folder(), settings={"pool.size": str(pool_size)})

    def _new_folder(self) -> Path:
        self._parts += 1
        return self._folder / f"part-{self._parts}"


class OwnServer(LocalServer):
    """A server that takes its drivers with it."""

    def stop(self) -> None:
        super().stop()
        self.end_drivers()


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures Mastic against spark-submit and moto server.")
    parser.add_argument("--quick", action="store_true", help="few rounds, small data: to see that it works")
    parser.add_argument("--only", choices=PARTS, help="one part; prints, writes nothing")
    parser.add_argument("--output", type=Path, default=PROJECT / "docs" / "reference" / "benchmarks.md")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    folder = Path(tempfile.mkdtemp(prefix="mastic-bench-"))
    run = Run(folder, options.quick)
    parts: dict[str, Callable[[], list[Measured]]] = {
        "job": run.job,
        "cold": run.cold,
        "api": run.api,
        "footprint": run.footprint,
        "frames": run.frames,
        "enem": run.enem,
        "memory": run.memory,
    }
    rows: list[Measured] = []
    try:
        for name, part in parts.items():
            if options.only in (None, name):
                print(f"  {name}", flush=True)
                rows += part()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for row in rows:
        print(page.table_row(row))
    if options.only is None:
        page.write(options.output, rows, load, run.how())
        print(f"written to {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
