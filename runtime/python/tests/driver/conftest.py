"""Drivers, as the server starts them, and a lake for the tests of this folder."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[3]
CLASSPATH = Path(os.environ.get("MASTIC_DRIVER_CLASSPATH", PROJECT / ".build/driver"))
SECONDS_MAX = 300
FOREVER = "2099-01-01T00:00:00Z"
LAKE_SECONDS_MAX = 60


@dataclass
class DriverProcess:
    directory: Path
    warm: bool = False
    endpoint: str = "http://127.0.0.1:9"
    spark_conf: dict[str, str] = field(default_factory=dict)
    shell: bool = False

    def start(self) -> "DriverProcess":
        plan = {
            "warmUp": self.warm,
            "python": str(PROJECT / ".venv/bin/python"),
            "pythonPath": [str(PROJECT / "runtime/python/src")],
            "endpoint": self.endpoint,
            "sparkConf": {"spark.master": "local[2]", **self.spark_conf},
        }
        (self.directory / "driver.json").write_text(json.dumps(plan))
        with (self.directory / "driver.log").open("a") as log:
            self.process = subprocess.Popen(
                [*(_PYTHON if self.shell else _jvm()), str(self.directory)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "LANG": "C.UTF-8"}
                | ({"PYTHONPATH": str(PROJECT / "runtime/python/src")} if self.shell else {}),
            )
        self.wait_for("ready")
        return self

    def ask(self, text: str, arguments: list[str] | None = None, **request: Any) -> "DriverProcess":
        work = self.directory / "work"
        work.mkdir(exist_ok=True)
        file = work / ("script.scala" if request.get("language") == "scala" else "script.py")
        file.write_text(text)
        whole = {
            "runId": "jr_1",
            "jobName": "a-job",
            "attempt": 0,
            "token": "1",
            "account": "000000000000",
            "region": "us-east-1",
            "language": "python",
            "script": str(file),
            "arguments": arguments or [],
            "sparkConf": {},
            "environment": {},
            "workingDirectory": str(work),
            "pyFiles": [],
            "jars": [],
            "credentials": {"accessKeyId": "AK", "secretAccessKey": "SK", "sessionToken": "T", "expiration": FOREVER},
        } | request
        (self.directory / "request.json").write_text(json.dumps(whole))
        self.stdin.write(b"run\n")
        self.stdin.flush()
        return self

    def run(self, text: str, arguments: list[str] | None = None, **request: Any) -> "DriverProcess":
        self.ask(text, arguments, **request)
        self.process.wait(SECONDS_MAX)
        return self

    @property
    def stdin(self) -> Any:
        return self.process.stdin

    @property
    def end(self) -> dict[str, Any]:
        return dict(json.loads(self.text("exit.json")))

    def text(self, name: str) -> str:
        return (self.directory / name).read_text()

    def has(self, name: str) -> bool:
        return (self.directory / name).exists()

    def wait_for(self, name: str) -> None:
        deadline = time.monotonic() + SECONDS_MAX
        while not self.has(name):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"no {name} (status {self.process.poll()}): {self.text('driver.log')}")
            time.sleep(0.01)

    def children(self) -> list[int]:
        pid = self.process.pid
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]

    def wait_for_end_of(self, pid: int) -> None:
        deadline = time.monotonic() + 10
        while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not Path(f"/proc/{pid}").exists()

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, 9)
            self.process.wait(10)


_PYTHON = [str(PROJECT / ".venv/bin/python"), "-P", "-m", "mastic_driver.shell"]


def _jvm() -> list[str]:
    options = (CLASSPATH / "jvm.options").read_text().split("\n")
    classpath = (CLASSPATH / "classpath").read_text().strip()
    return ["java", *filter(None, options), "-cp", classpath, "dev.mastic.runtime.driver.Driver"]


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[Callable[..., DriverProcess]]:
    """Starts drivers, and ends those that did not end by themselves."""
    started: list[DriverProcess] = []

    def start(**fields: object) -> DriverProcess:
        directory = tmp_path / f"driver-{len(started)}"
        directory.mkdir()
        process = DriverProcess(directory, **fields)  # type: ignore[arg-type]
        started.append(process)
        return process.start()

    yield start
    for process in started:
        process.kill()


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an S3 and a Data Catalog with one bucket, `lake`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = (tmp_path_factory.mktemp("lake") / "log").open("w")
    server = subprocess.Popen([sys.executable, str(HERE / "lake.py"), str(port)], stdout=log, stderr=log)
    try:
        _wait_for(port)
        client("s3", address).create_bucket(Bucket="lake")
        yield address
    finally:
        server.terminate()
        server.wait(10)


def client(service: str, address: str):  # type: ignore[no-untyped-def]
    return boto3.client(
        service,
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="AK",
        aws_secret_access_key="SK",
    )


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + LAKE_SECONDS_MAX
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the lake did not come up")
