"""Job runs against spark-submit: alternating, the order flipped every round, results compared before any timing."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import generate
import pyarrow.dataset
import pyarrow.fs
from measured import Bound, Goal, Measured
from spark_submit import SparkSubmit

from mastic_cli.clients import Clients
from mastic_cli.local import LocalServer, mastic_home
from mastic_cli.processes import processes_with

HERE = Path(__file__).resolve().parent
ENEM_JOB = mastic_home() / "examples" / "enem" / "plain_job.py"
BUCKET = "bench"
ROLE = "bench-job"
SHORT_ROWS = 20_000
RUN_SECONDS_MAX = 1_800
WARM_SECONDS_MAX = 600
POLL_SECONDS = 0.02
FINAL_STATES = frozenset({"SUCCEEDED", "FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"})
TRUST = (
    '{"Version":"2012-10-17","Statement":'
    '{"Effect":"Allow","Principal":{"Service":"glue.amazonaws.com"},"Action":"sts:AssumeRole"}}'
)


def short_csv(seed: int = 5) -> bytes:
    """20,000 sales of eight years: what one small daily delivery looks like."""
    rng = random.Random(seed)
    lines = ["id;year;day;shop;product;pieces;price;note"]
    lines += (
        f"{number};{2016 + rng.randrange(8)};{rng.randrange(1, 366)};shop {rng.randrange(40)};{rng.randrange(5000)};"
        f"{rng.randrange(1, 20)};{rng.random() * 500:.2f};{'' if rng.random() < 0.3 else 'note ' + str(number % 97)}"
        for number in range(SHORT_ROWS)
    )
    return ("\n".join(lines) + "\n").encode()


class MasticJobs:
    """Jobs on a server: how long from StartJobRun until something happened."""

    def __init__(self, server: LocalServer) -> None:
        clients = Clients(server.address, server.key)
        self._server = server
        self._s3, self._glue, self._logs = (clients.client(name) for name in ("s3", "glue", "logs"))
        iam = clients.client("iam")
        self._s3.create_bucket(Bucket=BUCKET)
        iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=TRUST)
        iam.attach_role_policy(RoleName=ROLE, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
        self.files = pyarrow.fs.S3FileSystem(
            access_key=server.key.access_key_id,
            secret_key=server.key.secret_access_key,
            endpoint_override=server.endpoint,
            region=server.address.region,
        )

    def put(self, key: str, body: bytes) -> str:
        self._s3.put_object(Bucket=BUCKET, Key=key, Body=body)
        return f"s3://{BUCKET}/{key}"

    def upload(self, file: Path, key: str) -> None:
        self._s3.upload_file(str(file), BUCKET, key)

    def create_database(self, name: str) -> None:
        self._glue.create_database(DatabaseInput={"Name": name})

    def table(self, database: str, name: str) -> tuple[list[str], set[str]]:
        """The columns of a table, without its partition keys, and the values of its partitions."""
        table = self._glue.get_table(DatabaseName=database, Name=name)["Table"]
        partitions = self._glue.get_partitions(DatabaseName=database, TableName=name)["Partitions"]
        columns = [column["Name"] for column in table["StorageDescriptor"]["Columns"]]
        return columns, {partition["Values"][0] for partition in partitions}

    def define(self, script: Path) -> None:
        location = self.put(f"scripts/{script.name}", script.read_bytes())
        self._glue.create_job(
            Name=script.stem,
            Role=ROLE,
            Command={"Name": "glueetl", "ScriptLocation": location, "PythonVersion": "3"},
            GlueVersion="5.0",
            WorkerType="G.1X",
            NumberOfWorkers=2,
        )

    def run(self, job: str, arguments: dict[str, str]) -> tuple[float, float, dict[str, Any]]:
        """Answers when StartJobRun was called, when the run was seen to have succeeded, and the run."""
        started = time.time()
        run_id = self._glue.start_job_run(JobName=job, Arguments=arguments)["JobRunId"]
        while time.time() - started < RUN_SECONDS_MAX:
            run: dict[str, Any] = self._glue.get_job_run(JobName=job, RunId=run_id)["JobRun"]
            if run["JobRunState"] in FINAL_STATES:
                if run["JobRunState"] != "SUCCEEDED":
                    raise RuntimeError(f"{job} {run['JobRunState']}: {run.get('ErrorMessage')}")
                return started, time.time(), run
            time.sleep(POLL_SECONDS)
        raise RuntimeError(f"{job} did not end within {RUN_SECONDS_MAX} s")

    def output(self, run_id: str) -> str:
        for _ in range(100):
            try:
                page = self._logs.get_log_events(
                    logGroupName="/aws-glue/jobs/output", logStreamName=run_id, startFromHead=True
                )
                if page["events"]:
                    return "\n".join(event["message"] for event in page["events"])
            except self._logs.exceptions.ResourceNotFoundException:
                pass
            time.sleep(0.05)
        raise RuntimeError(f"{run_id} has no log")

    def drivers(self) -> list[int]:
        """The JVMs that hold a directory of this server."""
        return [pid for pid in processes_with(f"{self._server.data_dir}/") if pid != self._server.pid]

    def wait_until_quiet(self, warm: int) -> None:
        """Waits for as many warm drivers, all ready, and for no other: neither side pays for the other's leftovers."""
        until = time.monotonic() + WARM_SECONDS_MAX
        while time.monotonic() < until:
            idle = [
                path
                for path in self._server.data_dir.glob("drivers/*/ready")
                if not (path.parent / "request.json").exists()
            ]
            if len(idle) >= warm and len(jvms(self.drivers())) == warm:
                time.sleep(0.5)
                return
            time.sleep(0.1)
        raise RuntimeError(f"{warm} warm drivers were not ready within {WARM_SECONDS_MAX} s")


def jvms(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}/exe").resolve().name == "java"]


@dataclass(frozen=True)
class Bench:
    """Both sides, and how many rounds."""

    jobs: MasticJobs
    peer: SparkSubmit
    rounds: int
    warm: int

    def first_line(self) -> Measured:
        script = HERE / "jobs" / "first_line.py"
        self.jobs.define(script)

        def ours() -> float:
            started, _, run = self.jobs.run("first_line", {})
            return self._first(self.jobs.output(run["Id"])) - started

        def theirs() -> float:
            launched, printed = self.peer.run(script)
            return self._first(printed) - launched

        values = self._alternate(ours, theirs)
        bounds = [Bound(Goal.MILLISECONDS_AT_MOST, 150), Bound(Goal.RATIO_AT_LEAST, 8)]
        return Measured("start → first line of the user's PySpark script", "spark-submit", "s", *values, bounds)

    def short_job(self, what: str, bound: Bound) -> Measured:
        source = self.jobs.put("short/sales.csv", short_csv())
        local = self.peer.folder / "sales.csv"
        local.write_bytes(short_csv())
        script = HERE / "jobs" / "short_job.py"
        values = self._compare(script, source, local, "short", "year", SHORT_ROWS)
        return Measured(what, "spark-submit on local files", "s", *values, [bound])

    def enem(self, rows: int) -> Measured:
        local = self.peer.folder / "enem.csv"
        with local.open("wb") as file:
            generate.write(file, rows, 7)
        source = self.jobs.put("enem/enem.csv", local.read_bytes())
        values = self._compare(ENEM_JOB, source, local, "enem", "NU_ANO", rows, "--DATABASE", "bench")
        what = f"the demo's main job: {rows:,} rows × 76 columns of CSV → partitioned Parquet and a table"
        return Measured(what, "spark-submit on local files", "s", *values, [Bound(Goal.RATIO_AT_LEAST, 2)])

    def _compare(
        self, script: Path, source: str, local: Path, name: str, year: str, rows: int, *more: str
    ) -> tuple[list[float], list[float]]:
        """Times both sides of a job that writes a partitioned folder, after their results were found equal."""
        self.jobs.define(script)
        target, local_target = f"s3://{BUCKET}/{name}/out/", self.peer.folder / f"{name}-out"
        extra = dict(zip(more[::2], more[1::2], strict=True))

        def ours() -> float:
            started, ended, _ = self.jobs.run(script.stem, {"--SOURCE": source, "--TARGET": target, **extra})
            return ended - started

        def theirs() -> float:
            started = time.time()
            self.peer.run(script, "--SOURCE", str(local), "--TARGET", str(local_target), *more)
            return time.time() - started

        self.jobs.wait_until_quiet(self.warm)
        ours()
        theirs()
        here = rows_per_year(target.removeprefix("s3://"), self.jobs.files, year)
        there = rows_per_year(str(local_target), pyarrow.fs.LocalFileSystem(), year)
        if here != there or sum(here.values()) != rows:
            raise RuntimeError(f"{name}: the results differ: {here} and {there}, expected {rows} rows")
        return self._alternate(ours, theirs)

    def _alternate(self, ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[list[float], list[float]]:
        values: tuple[list[float], list[float]] = ([], [])
        for number in range(self.rounds):
            for side in (0, 1) if number % 2 == 0 else (1, 0):
                self.jobs.wait_until_quiet(self.warm)
                values[side].append((ours, theirs)[side]())
            print(f"    round {number + 1}: {values[0][-1]:.3f} s, peer {values[1][-1]:.3f} s", flush=True)
        return values

    @staticmethod
    def _first(printed: str) -> float:
        match = re.search(r"^FIRST (\d+\.\d+)$", printed, re.MULTILINE)
        if match is None or "ROWS 1000" not in printed:
            raise RuntimeError(f"unexpected output: {printed!r}")
        return float(match[1])


def rows_per_year(folder: str, files: pyarrow.fs.FileSystem, year: str) -> dict[str, int]:
    found = pyarrow.dataset.dataset(folder.rstrip("/"), filesystem=files, format="parquet", partitioning="hive")
    counted = found.to_table(columns=[year]).column(year).value_counts().to_pylist()
    return {str(row["values"]): row["counts"] for row in counted}
