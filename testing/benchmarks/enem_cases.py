"""CSV → Parquet by year and a table, of a size at which starting does not count: a Glue script against plain Spark.

DuckDB does the same work beside them: it is no peer, it shows what these cores can do.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import generate
import machine
import pyarrow.compute
import pyarrow.dataset
import pyarrow.fs
from job_cases import BUCKET, HERE, MasticJobs
from measured import Bound, Goal, Measured
from spark_submit import SparkSubmit

DATABASE = "bench"
SPARK = "spark-submit on local files"
DUCKDB = "DuckDB on local files"
SEED = 7
SCORE = "nu_nota_mt"
SPARK_SETTINGS = ("--driver-memory", "2g")
DUCKDB_SECONDS_MAX = 1_800

Cost = tuple[float, float]  # seconds by the clock, seconds of all processors


@dataclass(frozen=True)
class EnemBench:
    """Both sides over the same files. No driver is warm: its cost would be counted, its gain is seen elsewhere.

    Args:
        server: the process id of the server, whose driver has a heap of 2 GB by default.
        rows: of one file.
        files: of the same rows, so that gigabytes are made in a minute.
    """

    jobs: MasticJobs
    server: int
    peer: SparkSubmit
    rows: int
    files: int

    def measure(self, rounds: int) -> list[Measured]:
        source = self._prepare()
        sides = (self._ours, self._theirs, self._duckdb)
        for side in sides:
            side(source)
        found = [self._sums(f"{BUCKET}/by-year", self.jobs.files)]
        found += [self._sums(str(self._target(name)), pyarrow.fs.LocalFileSystem()) for name in ("spark", "duckdb")]
        if found[0] != found[1] or found[0] != found[2] or sum(rows for rows, _ in found[0].values()) != self._all_rows:
            raise RuntimeError(f"the results differ: {found}, expected {self._all_rows} rows")
        self._check_table()
        costs: tuple[list[Cost], ...] = ([], [], [])
        for number in range(rounds):
            for at in (0, 1, 2) if number % 2 == 0 else (2, 1, 0):
                costs[at].append(self._cost(sides[at], source))
            print(f"    round {number + 1}: {costs[0][-1]} s, peer {costs[1][-1]} s, DuckDB {costs[2][-1]}", flush=True)
        return self._measured(source, *costs)

    def _measured(self, source: Path, ours: list[Cost], theirs: list[Cost], bar: list[Cost]) -> list[Measured]:
        megabytes = sum(file.stat().st_size for file in source.iterdir()) / 1e6
        what = f"{megabytes:,.0f} MB of ENEM-like CSV → Parquet by year and a table"
        (wall, used), (spark_wall, spark_used), (duck_wall, duck_used) = (
            ([cost[0] for cost in costs], [cost[1] for cost in costs]) for costs in (ours, theirs, bar)
        )
        goal = [Bound(Goal.RATIO_AT_LEAST, 1.5)]
        return [
            Measured(f"{what}: start → SUCCEEDED", SPARK, "s", wall, spark_wall, goal),
            Measured(f"{what} (processor time)", SPARK, "s", used, spark_used, goal),
            Measured(f"{what}, a bar and no goal", DUCKDB, "s", wall, duck_wall, []),
            Measured(f"{what}, a bar and no goal (processor time)", DUCKDB, "s", used, duck_used, []),
        ]

    @property
    def _all_rows(self) -> int:
        return self.rows * self.files

    def _target(self, name: str) -> Path:
        return self.peer.folder / f"by-year-{name}"

    def _prepare(self) -> Path:
        source = self.peer.folder / "enem"
        source.mkdir()
        first = source / "enem-0.csv"
        with first.open("wb") as file:
            generate.write(file, self.rows, SEED)
        for number in range(self.files):
            one = source / f"enem-{number}.csv"
            if number:
                os.link(first, one)
            self.jobs.upload(one, f"enem-large/{one.name}")
        self.jobs.define(HERE / "jobs" / "enem_glue.py")
        self.jobs.create_database(DATABASE)
        return source

    def _cost(self, side: Callable[[Path], None], source: Path) -> Cost:
        self.jobs.wait_until_quiet(warm=0)
        clock, used = time.monotonic(), self._processor()
        side(source)
        return round(time.monotonic() - clock, 2), round(self._processor() - used, 2)

    def _processor(self) -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return machine.processor_seconds(self.server) + children.ru_utime + children.ru_stime

    def _ours(self, _source: Path) -> None:
        arguments = {"--SOURCE": f"s3://{BUCKET}/enem-large/", "--TARGET": f"s3://{BUCKET}/by-year/"}
        self.jobs.run("enem_glue", arguments | {"--DATABASE": DATABASE})

    def _theirs(self, source: Path) -> None:
        arguments = ("--SOURCE", str(source), "--TARGET", str(self._target("spark")))
        self.peer.run(HERE / "jobs" / "enem_spark.py", *arguments, settings=SPARK_SETTINGS)

    def _duckdb(self, source: Path) -> None:
        target = self._target("duckdb")
        shutil.rmtree(target, ignore_errors=True)
        command = [sys.executable, str(HERE / "jobs" / "enem_duckdb.py"), str(source), str(target)]
        subprocess.run(command, timeout=DUCKDB_SECONDS_MAX, check=True)

    def _check_table(self) -> None:
        columns, years = self.jobs.table(DATABASE, "enem_by_year")
        if years != {str(year) for year in generate.YEARS} or len(columns) != len(generate.COLUMNS) - 1:
            raise RuntimeError(f"the table has {len(columns)} columns and the partitions {sorted(years)}")

    @staticmethod
    def _sums(folder: str, files: pyarrow.fs.FileSystem) -> dict[str, tuple[int, float]]:
        """By year: how many rows there are, and the sum of their scores."""
        found = pyarrow.dataset.dataset(folder, filesystem=files, format="parquet", partitioning="hive")
        sums: dict[str, tuple[int, float]] = {}
        for year in generate.YEARS:
            of_year = pyarrow.dataset.field("nu_ano") == year
            scores = found.to_table(columns=[SCORE], filter=of_year).column(SCORE)
            sums[str(year)] = (len(scores), round(pyarrow.compute.sum(scores).as_py(), 1))
        return sums
