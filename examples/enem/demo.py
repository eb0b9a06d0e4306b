"""The demo: a Glue job written for AWS, from a CSV in a bucket to a table, told on the terminal.

Starts a server of its own on a free port, with its data in a temporary directory, takes it down again whatever happens,
and exits with 1 when a step does not go as told. `make demo` runs it.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import signal
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "cli" / "src")]

import generate

from mastic_cli.clients import Clients
from mastic_cli.errors import CommandError
from mastic_cli.local import LocalServer

HERE = Path(__file__).resolve().parent
BUCKET = "enem-lake"
DATABASE = "lake"
ROLE = "enem-job"
JOB = "enem"
READ_BACK = "enem-read-back"
WORKERS = 2
OUTPUT_GROUP = "/aws-glue/jobs/output"
DOLLARS_PER_DPU_HOUR = 0.44
BILLED_SECONDS_MIN = 60
RUN_SECONDS_MAX = 600
FINAL_STATES = frozenset({"SUCCEEDED", "FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"})

TRUST = {"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}
READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{BUCKET}/*"}
WRITE_CURATED = {
    "Effect": "Allow",
    "Action": ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
    "Resource": f"arn:aws:s3:::{BUCKET}/curated/*",
}
LIST_UPLOADS = {
    "Effect": "Allow",
    "Action": "s3:ListBucketMultipartUploads",
    "Resource": f"arn:aws:s3:::{BUCKET}",
}
DENIAL = re.compile(
    r"User: (?P<principal>arn:\S+) is not authorized to perform: (?P<action>s3:\w+)"
    r" on resource: \"?(?P<resource>arn:[^\s\"]+)"
)


class NotAsToldError(Exception):
    """A step of the story went differently."""


def check(condition: bool, problem: str) -> None:
    if not condition:
        raise NotAsToldError(problem)


class Terminal:
    """Prints the story: one line per fact, values in one column, colour and a moving clock only for a person."""

    LABEL = 16
    WIDTH = 100

    def __init__(self) -> None:
        self._live = sys.stdout.isatty()
        self._chapter = 0

    def title(self, text: str) -> None:
        print(f"\n{self.paint('1', text)}\n")

    def chapter(self, text: str) -> None:
        self._chapter += 1
        print(f"{self.paint('1;36', f'{self._chapter:>2}')}  {self.paint('1', text)}")

    def fact(self, label: str, value: str, colour: str = "") -> None:
        self._clear()
        print(f"    {self.paint('2', label.ljust(self.LABEL))}{self.paint(colour, value)}", flush=True)

    def quote(self, text: str, colour: str = "") -> None:
        for line in textwrap.wrap(text, self.WIDTH - 8, break_long_words=False, break_on_hyphens=False) or [""]:
            print(f"    {self.paint('2', '│')} {self.paint(colour, line)}")

    def waiting(self, text: str, since: float) -> None:
        if self._live:
            print(f"\r    {self.paint('33', f'{text} … {time.monotonic() - since:.1f} s')}\x1b[K", end="", flush=True)

    def gap(self) -> None:
        print()

    def paint(self, colour: str, text: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._live and colour else text

    def _clear(self) -> None:
        if self._live:
            print("\r\x1b[K", end="")


class Demo:
    """The story, chapter by chapter, against a running server."""

    def __init__(self, server: LocalServer, terminal: Terminal, rows: int, seed: int) -> None:
        clients = Clients(server.address, server.key)
        self._server = server
        self._tell = terminal
        self._rows, self._seed = rows, seed
        self._s3, self._iam = clients.client("s3"), clients.client("iam")
        self._glue, self._logs = clients.client("glue"), clients.client("logs")
        self._running: tuple[str, str] | None = None

    def play(self) -> None:
        self._fill_the_bucket()
        self._make_the_role()
        self._create_the_jobs()
        self._first_run_fails()
        self._attach_the_policy()
        self._second_run_succeeds()
        self._read_back()

    def stop_what_runs(self) -> None:
        if self._running:
            job, run_id = self._running
            self._glue.batch_stop_job_run(JobName=job, JobRunIds=[run_id])

    def _fill_the_bucket(self) -> None:
        tell = self._tell
        tell.chapter("A bucket with the raw data and the script")
        self._s3.create_bucket(Bucket=BUCKET)
        tell.fact("bucket", f"s3://{BUCKET}")
        file = self._server.data_dir.parent / "microdata.csv"
        started = time.monotonic()
        with file.open("wb") as out:
            for block in generate.lines(self._rows, self._seed):
                out.write(block)
                tell.waiting(f"generating {out.tell() / 1e6:.0f} MB", started)
        tell.fact(
            "generated", f"{self._rows:,} rows, {len(generate.COLUMNS)} columns, {file.stat().st_size / 1e6:.1f} MB"
        )
        started = time.monotonic()
        sent = 0

        def progress(size: int) -> None:
            nonlocal sent
            sent += size
            tell.waiting(f"uploading {sent / 1e6:.0f} MB", started)

        self._s3.upload_file(str(file), BUCKET, "raw/enem/microdata.csv", Callback=progress)
        rate = file.stat().st_size / 1e6 / (time.monotonic() - started)
        tell.fact("uploaded", f"s3://{BUCKET}/raw/enem/microdata.csv ({rate:.0f} MB/s)")
        file.unlink()
        for script in ("plain_job.py", "read_back.py"):
            self._s3.upload_file(str(HERE / script), BUCKET, f"scripts/{script}")
            tell.fact("", f"s3://{BUCKET}/scripts/{script}")
        tell.gap()

    def _make_the_role(self) -> None:
        tell = self._tell
        tell.chapter("A role for the job")
        self._iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=policy(TRUST))
        self._iam.attach_role_policy(RoleName=ROLE, PolicyArn="arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole")
        self._iam.put_role_policy(RoleName=ROLE, PolicyName="read", PolicyDocument=policy(READ))
        tell.fact("role", f"{ROLE}, which Glue may assume")
        tell.fact("may", f"use the Data Catalog, read s3://{BUCKET}/")
        tell.fact("may not", f"write to s3://{BUCKET}/curated/", "33")
        tell.gap()

    def _create_the_jobs(self) -> None:
        tell = self._tell
        tell.chapter("Two jobs")
        for job, script in ((JOB, "plain_job.py"), (READ_BACK, "read_back.py")):
            self._glue.create_job(
                Name=job,
                Role=ROLE,
                Command={"Name": "glueetl", "ScriptLocation": f"s3://{BUCKET}/scripts/{script}", "PythonVersion": "3"},
                GlueVersion="5.0",
                WorkerType="G.1X",
                NumberOfWorkers=WORKERS,
            )
            tell.fact("job", f"{job}: {script}, Glue 5.0, {WORKERS} workers G.1X")
        tell.gap()

    def _first_run_fails(self) -> None:
        tell = self._tell
        tell.chapter("The first run: the role lacks a permission")
        run = self._run_job(JOB, self._arguments())
        check(run["JobRunState"] == "FAILED", f"the first run should have FAILED, but it {outcome(run)}")
        tell.fact("state", "FAILED, as it should", "33")
        message = run.get("ErrorMessage", "")
        denial = DENIAL.search(message)
        check(denial is not None, f"ErrorMessage should name principal, action and resource: {message!r}")
        assert denial is not None
        check(f"/{ROLE}/" in denial["principal"], f"the principal should be the role {ROLE}: {message!r}")
        check(f":{BUCKET}/curated/" in denial["resource"], f"the resource should be in curated/: {message!r}")
        tell.fact("ErrorMessage", "")
        tell.quote(message, "31")
        tell.fact("principal", denial["principal"])
        tell.fact("lacks", denial["action"])
        tell.fact("on", denial["resource"].rstrip("."))
        tell.gap()

    def _attach_the_policy(self) -> None:
        tell = self._tell
        tell.chapter("The permission")
        document = policy(WRITE_CURATED, LIST_UPLOADS)
        created = self._iam.create_policy(PolicyName="write-curated", PolicyDocument=document)["Policy"]
        self._iam.attach_role_policy(RoleName=ROLE, PolicyArn=created["Arn"])
        tell.fact("attached", f"policy write-curated to {ROLE}: write to {BUCKET}/curated/*")
        tell.gap()

    def _second_run_succeeds(self) -> None:
        tell = self._tell
        tell.chapter("The second run")
        run = self._run_job(JOB, self._arguments())
        check(run["JobRunState"] == "SUCCEEDED", f"the second run should have SUCCEEDED, but it {outcome(run)}")
        tell.fact("state", "SUCCEEDED", "32")
        events = self._log_of(run)
        check(
            any(f"ENEM: {self._rows} rows written" in event["message"] for event in events), "the log lacks its lines"
        )
        tell.fact("log", f"{OUTPUT_GROUP}, stream {run['Id'][:11]}…")
        for event in events:
            tell.quote(event["message"].rstrip())
        self._tell_cost(run, events)
        self._tell_partitions()
        tell.gap()

    def _tell_cost(self, run: dict[str, Any], events: list[dict[str, Any]]) -> None:
        tell = self._tell
        start_up = events[0]["timestamp"] / 1000 - run["StartedOn"].timestamp()
        seconds = run["ExecutionTime"]
        billed = max(seconds, BILLED_SECONDS_MIN)
        dpu_seconds = run.get("DPUSeconds") or billed * run["MaxCapacity"]
        tell.fact("start-up", f"{start_up:.2f} s from StartJobRun to the script's first line", "1")
        tell.fact("execution", f"{seconds} s")
        tell.fact(
            "DPU-seconds", f"{dpu_seconds:.0f} = {billed} s × {run['MaxCapacity']:g} DPU (60 s is the least billed)"
        )
        dollars = dpu_seconds / 3600 * DOLLARS_PER_DPU_HOUR
        tell.fact("would cost", f"${dollars:.4f} on AWS, at ${DOLLARS_PER_DPU_HOUR} per DPU-hour")

    def _tell_partitions(self) -> None:
        objects = self._s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="curated/enem/")
        sizes: dict[str, list[int]] = {}
        for item in (item for page in objects for item in page.get("Contents", ())):
            if match := re.match(r"curated/enem/(NU_ANO=\d{4})/.*\.parquet$", item["Key"]):
                sizes.setdefault(match[1], []).append(item["Size"])
        wanted = [f"NU_ANO={year}" for year in generate.YEARS]
        check(sorted(sizes) == wanted, f"the partitions should be {wanted}, but are {sorted(sizes)}")
        label = "partitions"
        for partition in wanted:
            files = sizes[partition]
            plural = "file" if len(files) == 1 else "files"
            size = f"{sum(files) / 1e6:5.1f} MB in {len(files)} {plural}"
            self._tell.fact(label, f"s3://{BUCKET}/curated/enem/{partition}/ {size}")
            label = ""

    def _read_back(self) -> None:
        tell = self._tell
        tell.chapter(f"The table {DATABASE}.enem, read back by another job through the catalog")
        run = self._run_job(READ_BACK, {"--TABLE": f"{DATABASE}.enem", "--YEAR": "nu_ano"})
        check(
            run["JobRunState"] == "SUCCEEDED", f"the job that reads back should have SUCCEEDED, but it {outcome(run)}"
        )
        lines = [event["message"].split() for event in self._log_of(run)]
        counted = {int(words[0]): int(words[1]) for words in lines if len(words) == 2 and words[0].isdigit()}
        wanted = generate.rows_per_year(self._rows)
        check(counted == wanted, f"the rows per year should be {wanted}, but are {counted}")
        tell.fact("state", f"SUCCEEDED after {run['ExecutionTime']} s", "32")
        for year, people in counted.items():
            bar = "█" * round(24 * people / max(counted.values()))
            tell.fact(str(year), f"{people:>9,} rows  {tell.paint('36', bar)}")
        tell.fact("together", f"{sum(counted.values()):>9,} rows, as many as were uploaded", "1")
        tell.gap()

    def _arguments(self) -> dict[str, str]:
        source, target = f"s3://{BUCKET}/raw/enem/", f"s3://{BUCKET}/curated/enem/"
        return {"--SOURCE": source, "--TARGET": target, "--DATABASE": DATABASE}

    def _run_job(self, job: str, arguments: dict[str, str]) -> dict[str, Any]:
        started = time.monotonic()
        run_id = self._glue.start_job_run(JobName=job, Arguments=arguments)["JobRunId"]
        self._running = (job, run_id)
        while time.monotonic() - started < RUN_SECONDS_MAX:
            run: dict[str, Any] = self._glue.get_job_run(JobName=job, RunId=run_id)["JobRun"]
            if run["JobRunState"] in FINAL_STATES:
                self._running = None
                self._tell.fact("run", f"{run_id[:11]}… took {time.monotonic() - started:.1f} s from start to end")
                return run
            self._tell.waiting(f"{job} is {run['JobRunState']}", started)
            time.sleep(0.1)
        raise NotAsToldError(f"the run of {job} did not end within {RUN_SECONDS_MAX} s")

    def _log_of(self, run: dict[str, Any]) -> list[dict[str, Any]]:
        """Every line of the run's output; the last ones may arrive a moment after the state."""
        pages = self._logs.get_paginator("filter_log_events")
        for _ in range(20):
            found = pages.paginate(logGroupName=OUTPUT_GROUP, logStreamNames=[run["Id"]])
            try:
                if events := [event for page in found for event in page["events"]]:
                    return events
            except self._logs.exceptions.ResourceNotFoundException:
                pass
            time.sleep(0.1)
        raise NotAsToldError(f"the run {run['Id']} has no log in {OUTPUT_GROUP}")


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def outcome(run: dict[str, Any]) -> str:
    return f"{run['JobRunState']}: {run['ErrorMessage']}" if "ErrorMessage" in run else str(run["JobRunState"])


def play(server: LocalServer, terminal: Terminal, rows: int, seed: int) -> None:
    terminal.title("A Glue job written for AWS, on this machine")
    terminal.chapter("The server")
    server.start()
    terminal.fact("ready", f"after {server.ready_seconds:.1f} s at {server.endpoint}")
    terminal.gap()
    demo = Demo(server, terminal, rows, seed)
    try:
        demo.play()
    finally:
        demo.stop_what_runs()


def main() -> int:
    parser = argparse.ArgumentParser(description="Plays the demo on a server of its own.")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of microdata (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    terminal = Terminal()
    directory = Path(tempfile.mkdtemp(prefix="mastic-demo-"))
    server = LocalServer(directory / "data")
    started = time.monotonic()
    try:
        play(server, terminal, options.rows, options.seed)
        print(terminal.paint("1;32", f"All as told, in {time.monotonic() - started:.0f} s."), end=" ")
        return 0
    except KeyboardInterrupt:
        print("\nInterrupted.", end=" ")
        return 130
    except (NotAsToldError, CommandError) as problem:
        print(terminal.paint("1;31", f"\nNot as told: {problem}"))
        return 1
    finally:
        server.stop()
        server.end_drivers()
        shutil.rmtree(directory, ignore_errors=True)
        print("The server is stopped, its data removed.")


if __name__ == "__main__":
    sys.exit(main())
