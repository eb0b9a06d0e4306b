"""Python shell jobs: a driver without a JVM."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from packages import wheel

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


def _modules(tmp_path: Path, **fields: Any) -> dict[str, Any]:
    return {"names": [], "files": [], "lists": [], "options": "--no-index", "cache": str(tmp_path / "cache")} | fields


def test_a_wheel_is_installed_once_and_what_it_needs_is_taken_from_the_driver(driver: Start, tmp_path: Path) -> None:
    tool = wheel(tmp_path / "wheels", "tinytool", "1.5", needs="boto3>=1")
    script = "import tinytool, boto3\nprint(tinytool.VERSION, *('cache' in m.__file__ for m in (tinytool, boto3)))\n"
    first = driver(shell=True).run(script, modules=_modules(tmp_path, files=[tool]))
    assert first.text("stdout") == "1.5 True False\n", first.end
    assert "Successfully installed tinytool-1.5" in first.text("system")
    second = driver(shell=True).run(script, modules=_modules(tmp_path, files=[tool]))
    assert second.text("stdout") == "1.5 True False\n"
    assert not second.has("system")
    newer = wheel(tmp_path / "wheels", "tinytool", "1.6")
    third = driver(shell=True).run(script, modules=_modules(tmp_path, files=[newer]))
    assert third.text("stdout") == "1.6 True False\n"


def test_names_and_lists_are_pips_and_only_pinned_ones_are_kept(driver: Start, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheel(wheels, "tinytool", "1.5")
    wheel(wheels, "otherone", "2.0")
    (tmp_path / "requirements.txt").write_text("# ours\notherone==2.0\n")
    script = "import tinytool, otherone\nprint(tinytool.VERSION, otherone.VERSION, 'cache' in tinytool.__file__)\n"
    asked = {
        "lists": [str(tmp_path / "requirements.txt")],
        "options": f"-r --no-index --find-links '{wheels}'",
    }
    pinned = driver(shell=True).run(script, modules=_modules(tmp_path, names=["tinytool==1.5"], **asked))
    assert pinned.text("stdout") == "1.5 2.0 True\n", pinned.end
    loose = driver(shell=True).run(script, modules=_modules(tmp_path, names=["tinytool"], **asked))
    assert loose.text("stdout") == "1.5 2.0 False\n", loose.end


def test_a_module_that_cannot_be_had_fails_the_run_before_the_script(driver: Start, tmp_path: Path) -> None:
    done = driver(shell=True).run("print('no')\n", modules=_modules(tmp_path, names=["nosuchthing==1.0"]))
    assert done.end["errorMessage"] == "ModuleInstallationError: No matching distribution found for nosuchthing==1.0"
    assert done.text("stdout") == ""
    assert not done.has("started")
