"""What the tests share: a job made from a few lines of Python, its run, and its log."""

from __future__ import annotations

import json
import subprocess
import textwrap
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mastic_cli.clients import Clients
from mastic_cli.local import LocalServer, mastic_home

OUTPUT_GROUP = "/aws-glue/jobs/output"
ERROR_GROUP = "/aws-glue/jobs/error"
FINAL_STATES = frozenset({"SUCCEEDED", "FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"})
RUN_SECONDS_MAX = 300
MASTIC = mastic_home() / "bin" / "mastic"
AWS = mastic_home() / ".venv" / "bin" / "aws"
GLUE_MAY_ASSUME = {"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
GLUE_SERVICE = "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"


def unique(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:8]}"


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(action: str | list[str], resource: str | list[str]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource}


@dataclass
class World:
    """A running server, clients of its root user, and one bucket for everything."""

    server: LocalServer
    clients: Clients
    bucket: str

    def __post_init__(self) -> None:
        self.s3 = self.clients.client("s3")
        self.iam = self.clients.client("iam")
        self.glue = self.clients.client("glue")
        self.logs = self.clients.client("logs")

    def aws(self, *words: str | Path, **options: Any) -> str:
        """Runs the aws command as a user would and answers what it printed."""
        done = self.try_aws(*words, **options)
        assert done.returncode == 0, f"aws {' '.join(map(str, words))}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def try_aws(self, *words: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [AWS, *words], env=self.shell(), capture_output=True, text=True, timeout=120, check=False, **options
        )

    def shell(self) -> dict[str, str]:
        """The environment of a user who has said eval "$(mastic env)"."""
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.server.data_dir), "AWS_PAGER": ""} | self.server.environment()

    def put(self, key: str, body: str | bytes) -> str:
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=body)
        return f"s3://{self.bucket}/{key}"

    def role(self, *statements: dict[str, Any], trust: dict[str, Any] = GLUE_MAY_ASSUME) -> str:
        """Makes a role with one inline policy, or with every permission when no statement is given."""
        name = unique("role")
        self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=policy(trust))
        if statements:
            self.iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy(*statements))
        else:
            self.iam.attach_role_policy(RoleName=name, PolicyArn=ADMINISTRATOR)
        return name

    def job(self, script: str | Path, *, role: str, **fields: Any) -> str:
        """Makes a job of a script's text or file."""
        text = script.read_text() if isinstance(script, Path) else textwrap.dedent(script)
        name = unique("job")
        location = self.put(f"scripts/{name}.py", text)
        return self.job_at(location, role=role, name=name, **fields)

    def job_at(self, location: str, *, role: str, name: str | None = None, **fields: Any) -> str:
        name = name or unique("job")
        self.glue.create_job(
            Name=name,
            Role=role,
            Command={"Name": "glueetl", "ScriptLocation": location, "PythonVersion": "3"},
            **{"GlueVersion": "5.0", "WorkerType": "G.1X", "NumberOfWorkers": 2} | fields,
        )
        return name

    def start(self, job: str, arguments: dict[str, str] | None = None, **fields: Any) -> str:
        run_id: str = self.glue.start_job_run(JobName=job, Arguments=arguments or {}, **fields)["JobRunId"]
        return run_id

    def run(self, job: str, arguments: dict[str, str] | None = None, **fields: Any) -> dict[str, Any]:
        """Starts a run and waits for its end."""
        return self.ended(job, self.start(job, arguments, **fields))

    def ended(self, job: str, run_id: str, seconds_max: float = RUN_SECONDS_MAX) -> dict[str, Any]:
        return self.reached(job, run_id, FINAL_STATES, seconds_max)

    def reached(
        self, job: str, run_id: str, states: frozenset[str], seconds_max: float = RUN_SECONDS_MAX
    ) -> dict[str, Any]:
        until = time.monotonic() + seconds_max
        while True:
            run: dict[str, Any] = self.glue.get_job_run(JobName=job, RunId=run_id)["JobRun"]
            if run["JobRunState"] in states:
                return run
            assert run["JobRunState"] not in FINAL_STATES, run
            assert time.monotonic() < until, f"{run_id} is still {run['JobRunState']} after {seconds_max} s"
            time.sleep(0.1)

    def output(
        self, run: dict[str, Any], *, until: str = "", group: str = OUTPUT_GROUP, seconds_max: float = 5
    ) -> list[str]:
        """The lines of the run's output in CloudWatch Logs, once they hold a text."""
        deadline = time.monotonic() + seconds_max
        while True:
            lines = self._lines(group, run["Id"])
            if any(until in line for line in lines):
                return lines
            assert time.monotonic() < deadline, f"the log of {run['Id']} never showed {until!r}: {lines[-8:]}"
            time.sleep(0.1)

    def _lines(self, group: str, stream: str) -> list[str]:
        lines: list[str] = []
        token: dict[str, str] = {}
        while True:
            try:
                page = self.logs.get_log_events(logGroupName=group, logStreamName=stream, startFromHead=True, **token)
            except self.logs.exceptions.ResourceNotFoundException:
                return lines
            lines += [event["message"] for event in page["events"]]
            if token.get("nextToken") == page["nextForwardToken"]:
                return lines
            token = {"nextToken": page["nextForwardToken"]}


def mastic(*words: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs bin/mastic as a user would."""
    return subprocess.run([MASTIC, *words], capture_output=True, text=True, timeout=180, check=False, **options)
