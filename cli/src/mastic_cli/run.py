"""`mastic run`: one script as a Glue job, with nothing to set up before it."""

from __future__ import annotations

import hashlib
import json
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from mastic_cli import home
from mastic_cli.clients import Clients
from mastic_cli.errors import CommandError
from mastic_cli.joblist import FINAL_STATES
from mastic_cli.joblog import JobLog
from mastic_cli.local import LocalServer

USAGE = """\
usage: mastic run [options] script.py|script.scala [--arg value ...]

Runs one script as a Glue job, shows its log, and exits with its result.

options (anywhere before a --; all other arguments go to the script):
  --role R        run with this role, by name or ARN (default: mastic-run, which may do everything)
  --conf K=V      set a Spark property; may be given several times
  --data-dir D    data directory of the server (default: ~/.mastic)
"""

ROLE = "mastic-run"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
CONCURRENT_RUNS_MAX = 100
POLL_SECONDS = 0.2
LAST_LINES_SECONDS_MAX = 2.0
STOP_SECONDS_MAX = 30.0
INTERRUPTED = 130


@dataclass(frozen=True)
class Request:
    """What the user asked for."""

    script: Path
    arguments: dict[str, str]
    role: str | None
    data_dir: Path

    @property
    def job_name(self) -> str:
        return re.sub(r"[^\w .-]", "_", self.script.stem)[:255]


def parse(words: list[str]) -> Request:
    """Tells our own options from the script's: a Glue script may take an option of any other name."""
    own: dict[str, list[str]] = {"--role": [], "--conf": [], "--data-dir": []}
    script: str | None = None
    rest: list[str] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            rest += queue
            break
        if name in own:
            own[name].append(value if equals else take_value(name, queue))
        elif script is None and not word.startswith("-"):
            script = word
        else:
            rest.append(word)
    if script is None:
        raise CommandError(f"no script was named\n\n{USAGE}")
    arguments = script_arguments(rest)
    if script.endswith(".scala"):
        arguments.setdefault("--job-language", "scala")
    if own["--conf"]:
        # Several properties travel in the one --conf argument that a Glue job has.
        arguments["--conf"] = " --conf ".join(checked_conf(setting) for setting in own["--conf"])
    return Request(
        script=Path(script),
        arguments=arguments,
        role=own["--role"][-1] if own["--role"] else None,
        data_dir=home.data_directory(own["--data-dir"][-1] if own["--data-dir"] else None),
    )


def take_value(name: str, queue: list[str]) -> str:
    if not queue:
        raise CommandError(f"{name} needs a value\n\n{USAGE}")
    return queue.pop(0)


def checked_conf(setting: str) -> str:
    if not re.fullmatch(r"[^=\s]+=.*", setting):
        raise CommandError(
            f"--conf {setting}: expected a Spark property and its value, e.g. spark.sql.shuffle.partitions=8"
        )
    return setting


def script_arguments(words: list[str]) -> dict[str, str]:
    """Pairs as StartJobRun takes them: --name value, --name=value, or --name alone."""
    arguments: dict[str, str] = {}
    position = 0
    while position < len(words):
        word = words[position]
        if not word.startswith("--"):
            raise CommandError(f"argument '{word}' has no name: a Glue job takes --name value pairs")
        name, equals, value = word.partition("=")
        if not equals and position + 1 < len(words) and not words[position + 1].startswith("--"):
            position += 1
            value = words[position]
        arguments[name] = value
        position += 1
    return arguments


class ScriptRun:
    """One run of one script on one server."""

    def __init__(self, request: Request, clients: Clients) -> None:
        self._request = request
        self._clients = clients
        self._glue = clients.client("glue")
        self._run_id = ""

    def main(self) -> int:
        try:
            self._start()
            return self._result(self._follow())
        except KeyboardInterrupt:
            self._stop()
            return INTERRUPTED

    def _start(self) -> None:
        account = self._clients.client("sts").get_caller_identity()["Account"]
        location = self._upload(f"mastic-run-{account}")
        role = self._request.role or self._own_role()
        self._define_job(role, location)
        self._run_id = self._glue.start_job_run(JobName=self._request.job_name, Arguments=self._request.arguments)[
            "JobRunId"
        ]

    def _upload(self, bucket: str) -> str:
        try:
            script = self._request.script.read_bytes()
        except OSError as error:
            raise CommandError(f"{self._request.script} cannot be read: {error.strerror}") from None
        s3 = self._clients.client("s3")
        try:
            s3.create_bucket(Bucket=bucket)
        except (s3.exceptions.BucketAlreadyOwnedByYou, s3.exceptions.BucketAlreadyExists):
            pass
        # Named by its content, so that two runs at once never change each other's script.
        key = f"scripts/{hashlib.sha256(script).hexdigest()[:16]}/{self._request.script.name}"
        s3.put_object(Bucket=bucket, Key=key, Body=script)
        return f"s3://{bucket}/{key}"

    def _own_role(self) -> str:
        iam = self._clients.client("iam")
        try:
            iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(TRUST), Description="Made by mastic run")
        except iam.exceptions.EntityAlreadyExistsException:
            pass
        iam.attach_role_policy(RoleName=ROLE, PolicyArn=ADMINISTRATOR)
        return ROLE

    def _define_job(self, role: str, location: str) -> None:
        definition = {
            "Role": role,
            "Command": {"Name": "glueetl", "ScriptLocation": location, "PythonVersion": "3"},
            "GlueVersion": "5.0",
            "WorkerType": "G.1X",
            "NumberOfWorkers": 2,
            "ExecutionProperty": {"MaxConcurrentRuns": CONCURRENT_RUNS_MAX},
        }
        name = self._request.job_name
        try:
            self._glue.update_job(JobName=name, JobUpdate=definition)
        except self._glue.exceptions.EntityNotFoundException:
            self._glue.create_job(Name=name, **definition)

    def _follow(self) -> dict[str, Any]:
        """Copies the log until the run has ended; the last lines may arrive a moment after the state."""
        log = JobLog(self._clients.client("logs"), self._run_id)
        while (run := self._state())["JobRunState"] not in FINAL_STATES:
            log.copy()
            time.sleep(POLL_SECONDS)
        until = time.monotonic() + LAST_LINES_SECONDS_MAX
        while log.copy() and time.monotonic() < until:
            time.sleep(POLL_SECONDS)
        return run

    def _state(self) -> dict[str, Any]:
        run: dict[str, Any] = self._glue.get_job_run(JobName=self._request.job_name, RunId=self._run_id)["JobRun"]
        return run

    def _result(self, run: dict[str, Any]) -> int:
        state = run["JobRunState"]
        if message := run.get("ErrorMessage"):
            say(message)
        say(f"{state} after {run.get('ExecutionTime', 0)} s (job {self._request.job_name}, run {self._run_id})")
        return 0 if state == "SUCCEEDED" else 1

    def _stop(self) -> None:
        """Ctrl-C stops the run as well, and waits for it; a second Ctrl-C does not wait."""
        if not self._run_id:
            return
        say(f"stopping run {self._run_id}")
        try:
            self._glue.batch_stop_job_run(JobName=self._request.job_name, JobRunIds=[self._run_id])
            until = time.monotonic() + STOP_SECONDS_MAX
            while time.monotonic() < until:
                if (state := self._state()["JobRunState"]) in FINAL_STATES:
                    say(state)
                    return
                time.sleep(POLL_SECONDS)
        except KeyboardInterrupt:
            pass


def say(text: str) -> None:
    """Speaks on standard error: standard output belongs to the script."""
    print(f"mastic: {text}", file=sys.stderr, flush=True)


@contextmanager
def server_for(request: Request) -> Iterator[home.Server]:
    """The running server, or of one that is started for this run and stopped after it."""
    if running := home.running_server(request.data_dir):
        yield running
        return
    say(f"starting a server for this run (data in {request.data_dir})")
    # No warm drivers: this server lives for one run, which would only share the processor with their warm-up.
    with LocalServer(request.data_dir, settings={"pool.size": "0"}) as server:
        yield server.address


def main(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help"):
        print(USAGE, end="")
        return 0 if words else 1
    request = parse(words)
    if not request.script.is_file():
        raise CommandError(f"{request.script} is not a file")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with server_for(request) as server:
            return ScriptRun(request, Clients(server, home.root_key(request.data_dir))).main()
    except (BotoCoreError, ClientError) as error:
        raise CommandError(str(error)) from None
    except KeyboardInterrupt:
        return INTERRUPTED
