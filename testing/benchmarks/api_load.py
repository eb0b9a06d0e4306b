"""Operations per second of the API: the same signed bytes over and over, on connections that stay open."""

from __future__ import annotations

import json
import multiprocessing
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from measured import Bound, Goal, Measured

from mastic_cli.local import LocalServer

# The client must not be what is measured: it only writes prepared bytes and looks for the end of the answer.
CLIENT_PROCESSES = 2
CONNECTIONS_PER_PROCESS = 4
CONCURRENT_RUNS_MAX = 1_000_000
COLUMNS = [{"Name": f"column_{number:02d}", "Type": "string"} for number in range(20)]
USER_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Deny", "Action": "glue:Delete*", "Resource": "*"},
        {"Effect": "Allow", "Action": ["glue:Get*", "glue:StartJobRun"], "Resource": "arn:aws:glue:us-east-1:*:*"},
        {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/*"},
    ],
}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


@dataclass(frozen=True)
class Target:
    """A server, and a key that may do what is measured."""

    name: str
    endpoint: str
    credentials: Credentials


class Moto:
    """moto server, which checks neither signatures nor policies."""

    def __enter__(self) -> Target:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return Target("moto server", f"http://127.0.0.1:{port}", Credentials("AKIATEST", "secret"))
            except OSError:
                time.sleep(0.1)
        self._process.kill()
        raise RuntimeError("moto server did not start")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


def client(target: Target, service: str) -> Any:
    return boto3.client(
        service,
        endpoint_url=target.endpoint,
        region_name="us-east-1",
        aws_access_key_id=target.credentials.access_key,
        aws_secret_access_key=target.credentials.secret_key,
        config=Config(proxies={}, retries={"total_max_attempts": 1}),
    )


def mastic(server: LocalServer) -> Target:
    """A user whose policy has to be read for every request: the root user would be let through."""
    root = Target("Mastic", server.endpoint, Credentials(server.key.access_key_id, server.key.secret_access_key))
    iam = client(root, "iam")
    iam.create_user(UserName="bench")
    iam.put_user_policy(UserName="bench", PolicyName="bench", PolicyDocument=json.dumps(USER_POLICY))
    key = iam.create_access_key(UserName="bench")["AccessKey"]
    prepare(root)
    return Target("Mastic", server.endpoint, Credentials(key["AccessKeyId"], key["SecretAccessKey"]))


def prepare(target: Target) -> None:
    glue, iam = client(target, "glue"), client(target, "iam")
    glue.create_database(DatabaseInput={"Name": "bench"})
    table = {"Name": "wide", "StorageDescriptor": {"Columns": COLUMNS, "Location": "s3://bench/wide/"}}
    glue.create_table(DatabaseName="bench", TableInput=table)
    role = iam.create_role(RoleName="bench-api", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    # The script does not exist: what StartJobRun costs is measured, not Spark. Every run is still claimed and ended.
    glue.create_job(
        Name="bench-api",
        Role=role,
        Command={"Name": "glueetl", "ScriptLocation": "s3://bench-api/none.py"},
        GlueVersion="5.0",
        WorkerType="G.1X",
        NumberOfWorkers=2,
        ExecutionProperty={"MaxConcurrentRuns": CONCURRENT_RUNS_MAX},
    )


def signed(target: Target, operation: str, body: dict[str, Any]) -> bytes:
    """One whole HTTP request."""
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"AWSGlue.{operation}"}
    request = AWSRequest("POST", target.endpoint + "/", data=json.dumps(body).encode(), headers=headers)
    SigV4Auth(target.credentials, "glue", "us-east-1").add_auth(request)
    prepared = request.prepare()
    lines = [f"POST / HTTP/1.1\r\nHost: {urlsplit(target.endpoint).netloc}"]
    lines += [f"{name}: {value}" for name, value in prepared.headers.items() if name.lower() != "host"]
    return b"\r\n".join([*(line.encode() for line in lines), b"", bytes(prepared.body)])


class Connection:
    """Asks and reads, on a socket that is opened again when the server closes it."""

    def __init__(self, endpoint: str) -> None:
        parts = urlsplit(endpoint)
        self._address = (parts.hostname, parts.port)
        self._socket: socket.socket | None = None

    def ask(self, request: bytes) -> tuple[int, bytes]:
        if self._socket is None:
            self._socket = socket.create_connection(self._address, timeout=30)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        received = self._socket.recv(65536)
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        head = received[:end].lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = received[end + 4 :]
        while len(body) < length:
            body += self._more()
        if b"connection: close" in head or head.startswith(b"http/1.0"):
            self.close()
        return int(head[9:12]), body

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _more(self) -> bytes:
        assert self._socket is not None
        if received := self._socket.recv(65536):
            return received
        raise ConnectionError("the server closed the connection in the middle of an answer")


def worker(endpoint: str, request: bytes, expected: bytes, seconds: float, counted: Any) -> None:
    """Runs in a process of its own; several connections, one thread each."""
    until = time.monotonic() + seconds
    counts = [0] * CONNECTIONS_PER_PROCESS

    def loop(index: int) -> None:
        connection = Connection(endpoint)
        while time.monotonic() < until:
            status, body = connection.ask(request)
            if status != 200 or expected not in body:
                raise RuntimeError(f"{status}: {body[:300]!r}")
            counts[index] += 1
        connection.close()

    threads = [threading.Thread(target=loop, args=(index,)) for index in range(CONNECTIONS_PER_PROCESS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted.put(counts if all(counts) else None)


def operations_per_second(target: Target, operation: str, body: dict[str, Any], expected: str, seconds: float) -> float:
    """Correct answers per second, of all connections together."""
    request = signed(target, operation, body)
    status, answer = Connection(target.endpoint).ask(request)
    if status != 200 or expected.encode() not in answer:
        raise RuntimeError(f"{target.name}, {operation}: {status} {answer[:500]!r}")
    context = multiprocessing.get_context("spawn")
    counted = context.Queue()
    arguments = (target.endpoint, request, expected.encode(), seconds, counted)
    processes = [context.Process(target=worker, args=arguments) for _ in range(CLIENT_PROCESSES)]
    for process in processes:
        process.start()
    counts = [counted.get(timeout=seconds + 60) for _ in processes]
    for process in processes:
        process.join()
    if None in counts:
        raise RuntimeError(f"{target.name}, {operation}: a connection got a wrong answer")
    return sum(map(sum, counts)) / seconds


OPERATIONS: dict[str, tuple[dict[str, Any], str]] = {
    "GetTable": ({"DatabaseName": "bench", "Name": "wide"}, "column_19"),
    "StartJobRun": ({"JobName": "bench-api", "Arguments": {"--DAY": "2023-01-01"}}, "JobRunId"),
}


def measure(server: LocalServer, rounds: int, seconds: float) -> list[Measured]:
    ours = mastic(server)
    values: dict[str, tuple[list[float], list[float]]] = {operation: ([], []) for operation in OPERATIONS}
    with Moto() as moto:
        prepare(moto)
        sides = (ours, moto)
        for operation, (body, expected) in OPERATIONS.items():
            for target in sides:
                operations_per_second(target, operation, body, expected, seconds / 2)  # warms both alike
            for number in range(rounds):
                for side in (0, 1) if number % 2 == 0 else (1, 0):
                    rate = operations_per_second(sides[side], operation, body, expected, seconds)
                    values[operation][side].append(rate)
                own, peer = values[operation][0][-1], values[operation][1][-1]
                print(f"    {operation}, round {number + 1}: {own:,.0f} ops/s, peer {peer:,.0f} ops/s", flush=True)
    return [
        Measured(
            f"{operation} with signature and policy check",
            "moto server without either",
            "ops/s",
            *values[operation],
            [Bound(Goal.RATIO_AT_LEAST, 5)],
        )
        for operation in OPERATIONS
    ]
