"""Real database servers for tests: PostgreSQL and MariaDB from the system's packages, each in a directory of its own.

As a program, for tests in other languages, it starts one server, prints one line of JSON about it, and stops it at the
end of its standard input:

    .venv/bin/python testing/python/databases.py postgresql
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

USER = "ana"
PASSWORD = "tiger's \\ secret"
DATABASE = "sales"
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 30
MISSING = "{} is not installed: run build/databases, which installs Debian's packages"


@dataclass
class Database:
    """A running server with one database and one user.

    Args:
        certificate: what the server shows to clients that want to speak encrypted; it is its own authority.
        client: the words of a command that runs SQL from its standard input as that user.
    """

    vendor: str
    port: int
    certificate: Path
    client: list[str] = field(repr=False)
    environment: dict[str, str] = field(repr=False)

    @property
    def url(self) -> str:
        return f"jdbc:{self.vendor}://127.0.0.1:{self.port}/{DATABASE}"

    def sql(self, statements: str) -> list[tuple[str, ...]]:
        """Runs statements and answers the rows they give, every value as text."""
        done = subprocess.run(
            self.client, input=statements, env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, f"{statements}\n{done.stderr}"
        return [tuple(line.split("\t")) for line in done.stdout.splitlines()]


@contextmanager
def postgresql() -> Iterator[Database]:
    """PostgreSQL; without fsync, which nothing here needs."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        raise FileNotFoundError(MISSING.format("PostgreSQL"))
    bin_dir = programs[-1].parent
    with _place("postgresql") as place:
        secret = place / "password"
        secret.write_text(PASSWORD)
        _own(secret)
        data = place / "data"
        settings = ["--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C", "--no-sync"]
        _run([str(bin_dir / "initdb"), "-D", str(data), "-U", USER, *settings])
        port = _free_port()
        command = [str(bin_dir / "postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", str(place)]
        client = [
            "psql",
            "-XqAt",
            "--field-separator=\t",
            "--set=ON_ERROR_STOP=1",
            "--host=127.0.0.1",
            f"--port={port}",
        ]
        environment = {"PATH": os.environ["PATH"], "PGPASSWORD": PASSWORD, "PGUSER": USER}
        certificate, key = _certificate(place)
        tuning = ["fsync=off", "timezone=UTC", "ssl=on", f"ssl_cert_file={certificate}", f"ssl_key_file={key}"]
        for setting in tuning:
            command += ["-c", setting]
        with _server(command, place) as process:
            master = Database("postgresql", port, certificate, [*client, "-d", "postgres"], environment)
            _wait(master, process, place)
            master.sql(f"create database {DATABASE}")
            yield Database("postgresql", port, certificate, [*client, "-d", DATABASE], environment)


@contextmanager
def mysql() -> Iterator[Database]:
    """MariaDB, which speaks MySQL's protocol."""
    install, server = shutil.which("mariadb-install-db"), shutil.which("mariadbd", path="/usr/sbin:/usr/bin")
    if install is None or server is None:
        raise FileNotFoundError(MISSING.format("MariaDB"))
    with _place("mysql") as place:
        data, door = place / "data", place / "socket"
        _run([install, "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
              "--skip-test-db"])  # fmt: skip
        port = _free_port()
        command = [server, "--no-defaults", f"--datadir={data}", f"--socket={door}", f"--port={port}"]
        tuning = ["--bind-address=127.0.0.1", "--skip-name-resolve", "--default-time-zone=+00:00",
                  "--innodb-flush-log-at-trx-commit=0", "--character-set-server=utf8mb4"]  # fmt: skip
        certificate, key = _certificate(place)
        tuning += [f"--ssl-cert={certificate}", f"--ssl-key={key}"]
        environment = {"PATH": os.environ["PATH"]}
        client = ["mariadb", "--no-defaults", "--batch", "--skip-column-names", f"--socket={door}"]
        with _server([*command, *tuning, f"--pid-file={place / 'pid'}"], place) as process:
            root = Database("mysql", port, certificate, [*client, "--user=root"], environment)
            _wait(root, process, place)
            password = PASSWORD.replace("\\", "\\\\").replace("'", "''")
            root.sql(
                f"create database {DATABASE}; create user {USER}@'%' identified by '{password}';"
                f" grant all on *.* to {USER}@'%';"
            )
            words = [*client, f"--user={USER}", f"--password={PASSWORD}", DATABASE]
            yield Database("mysql", port, certificate, words, environment)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _place(name: str) -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix=f"mastic-{name}-"))
    _own(place)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _certificate(place: Path) -> tuple[Path, Path]:
    certificate, key = place / "certificate.pem", place / "key.pem"
    about = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    _run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *about, *files])
    key.chmod(0o600)
    return certificate, key


def _account() -> dict[str, Any]:
    # No database server runs as root.
    return {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


def _own(path: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(path, "nobody", "nogroup")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd="/", **_account())
    assert done.returncode == 0, f"{command[0]}\n{done.stdout}\n{done.stderr}"


@contextmanager
def _server(command: list[str], place: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **_account())
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(database: Database, process: subprocess.Popen[bytes], place: Path) -> None:
    until = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            database.sql("select 1;")
            return
        except AssertionError:
            log = (place / "log").read_text(errors="replace")
            assert process.poll() is None, f"the server has ended:\n{log}"
            assert time.monotonic() < until, f"the server does not answer:\n{log}"
            time.sleep(0.1)


def main() -> None:
    start = {"postgresql": postgresql, "mysql": mysql}[sys.argv[1]]
    with start() as database:
        about = {"url": database.url, "port": database.port, "user": USER, "password": PASSWORD}
        print(json.dumps(about), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
