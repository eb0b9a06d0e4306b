"""bin/mastic: what a person sees in the shell."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import time
from pathlib import Path

import pytest
from support import MASTIC, World, mastic

from mastic_cli import home
from mastic_cli.local import LocalServer
from mastic_cli.processes import processes_with

HELLO = """
import sys
from awsglue.utils import getResolvedOptions
args = getResolvedOptions(sys.argv, ["WHO"])
print(f"Hello, {args['WHO']}!")
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    file = tmp_path / "hello.py"
    file.write_text(HELLO)
    return file


def test_help_and_version_need_no_server() -> None:
    assert "mastic run script.py" in mastic("help").stdout
    assert mastic("version").stdout.startswith("mastic 0.")


def test_an_unknown_command_is_refused() -> None:
    refused = mastic("start")
    assert refused.returncode == 1
    assert "there is no command 'start'" in refused.stderr


def test_env_says_so_when_no_server_was_ever_started(data_dir: Path) -> None:
    refused = mastic("env", "--data-dir", data_dir)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert f"no server has been started in {data_dir}" in refused.stderr


def test_env_makes_the_plain_aws_command_work(world: World) -> None:
    line = f'eval "$({MASTIC} env --data-dir {world.server.data_dir})" && aws sts get-caller-identity --output text'
    path = f"{MASTIC.parent.parent}/.venv/bin:/usr/bin:/bin"
    shown = subprocess.run(["bash", "-c", line], env={"PATH": path}, capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["000000000000", "arn:aws:iam::000000000000:root", "000000000000"]


def test_env_prints_the_four_variables(world: World) -> None:
    shown = mastic("env", "--data-dir", world.server.data_dir).stdout.splitlines()
    assert [line.split("=")[0] for line in shown] == [
        "export AWS_ENDPOINT_URL",
        "export AWS_ACCESS_KEY_ID",
        "export AWS_SECRET_ACCESS_KEY",
        "export AWS_DEFAULT_REGION",
    ]
    assert shown[0] == f"export AWS_ENDPOINT_URL={world.server.endpoint}"


def test_only_its_owner_reads_the_credentials(world: World) -> None:
    assert stat.S_IMODE((world.server.data_dir / "credentials").stat().st_mode) == 0o600


@pytest.mark.run
def test_run_shows_the_log_and_exits_with_0(world: World, script: Path) -> None:
    done = mastic("run", script, "--WHO", "Ada Lovelace", "--data-dir", world.server.data_dir)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Hello, Ada Lovelace!\n"
    assert "SUCCEEDED" in done.stderr


@pytest.mark.run
def test_run_exits_with_1_and_says_why(world: World, tmp_path: Path) -> None:
    script = tmp_path / "bad.py"
    script.write_text("print('first')\nraise ValueError('bad year')")
    done = mastic("run", script, f"--data-dir={world.server.data_dir}")
    assert done.returncode == 1
    assert done.stdout.startswith("first\n")
    assert "ValueError: bad year" in done.stderr
    assert "Failed Line Number: 2" in done.stderr
    assert "FAILED" in done.stderr


@pytest.mark.run
def test_run_takes_a_role_and_spark_settings(world: World, admin: str, tmp_path: Path) -> None:
    script = tmp_path / "settings.py"
    script.write_text(
        "import boto3\nfrom pyspark.sql import SparkSession\n"
        "spark = SparkSession.builder.getOrCreate()\n"
        "print(spark.conf.get('spark.sql.shuffle.partitions'), spark.conf.get('spark.my.own'))\n"
        "print(boto3.client('sts').get_caller_identity()['Arn'])\n"
    )
    words = ["--role", admin, "--conf", "spark.sql.shuffle.partitions=3", "--conf", "spark.my.own=x"]
    done = mastic("run", script, *words, "--data-dir", world.server.data_dir)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 x\n")
    assert f":assumed-role/{admin}/" in done.stdout


@pytest.mark.run
def test_an_interrupted_run_is_stopped(world: World, tmp_path: Path) -> None:
    script = tmp_path / "sleeper.py"
    script.write_text("import time\nprint('asleep', flush=True)\ntime.sleep(600)")
    words = [str(MASTIC), "run", str(script), "--data-dir", str(world.server.data_dir)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "asleep\n"
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "STOPPED" in said
    run = world.glue.get_job_runs(JobName="sleeper")["JobRuns"][0]
    assert run["JobRunState"] == "STOPPED"


@pytest.mark.run
@pytest.mark.slow
def test_run_starts_a_server_when_none_is_up_and_stops_it(data_dir: Path, script: Path) -> None:
    done = mastic("run", script, "--WHO", "you", "--data-dir", data_dir)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Hello, you!\n"
    assert "starting a server for this run" in done.stderr
    assert home.running_server(data_dir) is None
    assert processes_of(data_dir) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nope.py"], "nope.py is not a file"),
        ([], "usage: mastic run"),
        (["--WHO", "x"], "x is not a file"),
        ([__file__, "stray"], "argument 'stray' has no name"),
        ([__file__, "--conf", "novalue"], "expected a Spark property and its value"),
        ([__file__, "--role"], "--role needs a value"),
    ],
)
def test_run_refuses_what_it_cannot_read(words: list[str], said: str, data_dir: Path) -> None:
    refused = mastic("run", *words, cwd=data_dir.parent)
    assert refused.returncode == 1
    assert said in refused.stderr + refused.stdout


def start(*words: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen([MASTIC, "server", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def processes_of(data_dir: Path) -> list[int]:
    return processes_with(f"{data_dir}/")


def test_a_server_says_one_line_when_ready_and_stops_on_sigterm(data_dir: Path) -> None:
    with start("--data-dir", data_dir, "--listen", "127.0.0.1:0", "--pool.size", "0") as running:
        assert running.stdout is not None
        line = running.stdout.readline()
        server = home.running_server(data_dir)
        assert server is not None
        assert server.endpoint in line
        running.terminate()
        rest, _ = running.communicate(timeout=30)
    assert rest == ""
    assert running.returncode in (0, 143)
    assert home.running_server(data_dir) is None
    assert not (data_dir / "server.json").exists()


@pytest.mark.run
def test_a_stopped_server_takes_its_warm_drivers_with_it(data_dir: Path) -> None:
    own = LocalServer(data_dir, settings={"pool.size": "1"})
    own.start()
    until = time.monotonic() + 60
    while len(processes_of(data_dir)) < 2 and time.monotonic() < until:
        time.sleep(0.1)
    assert len(processes_of(data_dir)) >= 2, "the server has no warm driver"
    own.stop()
    until = time.monotonic() + 10
    while processes_of(data_dir) and time.monotonic() < until:
        time.sleep(0.1)
    assert processes_of(data_dir) == []


def test_a_second_server_on_the_same_data_directory_is_refused(world: World) -> None:
    with start("--data-dir", world.server.data_dir, "--listen", "127.0.0.1:0") as second:
        _, said = second.communicate(timeout=30)
    assert second.returncode not in (0, None)
    assert str(world.server.data_dir) in said
    assert "another server" in said
    assert home.running_server(world.server.data_dir) == world.server.address


def test_a_port_that_is_taken_is_named(data_dir: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with start("--data-dir", data_dir, "--listen", address) as refused:
            _, said = refused.communicate(timeout=30)
    assert refused.returncode not in (0, None)
    assert address in said
    assert len(said.splitlines()) == 1


def test_a_data_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with start("--data-dir", file / "data", "--listen", "127.0.0.1:0") as refused:
        _, said = refused.communicate(timeout=30)
    assert refused.returncode not in (0, None)
    assert str(file / "data") in said
    assert len(said.splitlines()) == 1


def test_a_server_that_was_killed_starts_again_with_its_key(data_dir: Path) -> None:
    own = LocalServer(data_dir, settings={"pool.size": "0"})
    own.start()
    key = own.key
    os.kill(own.pid, signal.SIGKILL)
    own.stop()
    assert (data_dir / "server.json").exists()
    assert home.running_server(data_dir) is None
    with own:
        assert own.key == key
        assert home.running_server(data_dir) == own.address


def test_an_unknown_setting_is_refused(data_dir: Path) -> None:
    with start("--data-dir", data_dir, "--pool.sise", "3") as refused:
        _, said = refused.communicate(timeout=30)
    assert refused.returncode not in (0, None)
    assert "pool.sise" in said
