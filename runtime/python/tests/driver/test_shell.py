"""Python shell jobs: a driver without a JVM."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]


def test_a_script_runs_with_its_arguments_and_without_spark(driver: Start) -> None:
    done = driver(shell=True).run(
        "import os, sys\n"
        "from awsglue.utils import getResolvedOptions\n"
        "print(getResolvedOptions(sys.argv, ['day'])['day'], os.getcwd(), __name__)\n"
        "print(sorted(set(sys.modules) & {'pyspark', 'py4j', 'boto3'}))\n"
        "print(os.environ['AWS_ENDPOINT_URL'], file=sys.stderr)\n",
        ["--day", "2024-02-29"],
    )
    assert done.text("stdout") == f"2024-02-29 {done.directory / 'work'} __main__\n[]\n"
    assert done.text("stderr") == "http://127.0.0.1:9\n"
    assert done.end["code"] == done.process.returncode == 0
    assert int(done.text("started")) <= done.end["finishedAt"]
    assert not done.has("tmp")


@pytest.mark.parametrize(
    ("script", "code", "message", "line"),
    [
        ("import sys\nsys.exit(3)\n", 3, "SystemExit: 3", 2),
        ("def f():\n  raise ValueError('bad year')\nf()\n", 1, "ValueError: bad year", 2),
        ("import os\nos._exit(4)\n", 4, "The script ended its process with status 4", None),
        ("import os\nos._exit(0)\n", 0, None, None),
        ("import atexit\natexit.register(print, 'bye')\n", 0, None, None),
    ],
)
def test_an_ending_is_recorded(driver: Start, script: str, code: int, message: str | None, line: int | None) -> None:
    done = driver(shell=True).run(script)
    assert done.process.returncode == done.end["code"] == code
    assert done.end.get("errorMessage") == message
    assert done.end.get("line") == line


def test_a_script_that_was_killed_leaves_no_record_and_its_signal(driver: Start) -> None:
    done = driver(shell=True).run("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    assert done.process.returncode == 128 + signal.SIGKILL
    assert not done.has("exit.json")


def test_a_signal_to_the_group_ends_the_script(driver: Start) -> None:
    asked = driver(shell=True).ask("import time\nprint('on', flush=True)\ntime.sleep(600)\n")
    asked.wait_for("started")
    os.killpg(asked.process.pid, signal.SIGTERM)
    assert asked.process.wait(30) == -signal.SIGTERM
    assert not asked.has("exit.json")


def test_a_driver_that_nobody_asks_leaves(driver: Start) -> None:
    idle = driver(shell=True)
    idle.stdin.close()
    assert idle.process.wait(30) == 0


def test_modules_and_archives_are_imported(driver: Start, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("NAME = 'module'\n")
    done = driver(shell=True).run("import module\nprint(module.NAME)\n", pyFiles=[str(tmp_path)])
    assert done.text("stdout") == "module\n", json.dumps(done.end)
