"""How a script ends, and what the run's record says of it. Cold drivers: none of these needs Spark."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

Start = Callable[..., Any]
pytestmark = pytest.mark.run


def test_a_script_sees_its_arguments_its_directory_and_its_name(driver: Start) -> None:
    done = driver().run(
        "import os, sys\n"
        "print(sys.argv[1:], os.getcwd(), __name__)\n"
        "print('to stderr', file=sys.stderr)\n"
        "print(os.environ['AWS_ENDPOINT_URL'], os.environ['X'], 'PYSPARK_GATEWAY_SECRET' in os.environ,"
        " sys.stdin.read())\n",
        ["--a", "b c"],
        environment={"X": "y"},
    )
    work = done.directory / "work"
    assert done.text("stdout") == f"['--a', 'b c'] {work} __main__\nhttp://127.0.0.1:9 y False \n"
    assert done.text("stderr") == "to stderr\n"
    assert done.end["code"] == 0 and "errorMessage" not in done.end
    assert done.process.returncode == 0
    assert int(done.text("started")) <= done.end["finishedAt"]
    assert not done.has("tmp")


@pytest.mark.parametrize(
    ("script", "code", "message", "line"),
    [
        ("import sys\nsys.exit(3)\n", 3, "SystemExit: 3", 2),
        ("raise SystemExit('no input')\n", 1, "SystemExit: no input", 1),
        ("import sys\nsys.exit()\n", 0, None, None),
        ("def f():\n  raise ValueError('bad year\\nand more')\nf()\n", 1, "ValueError: bad year", 2),
        ("x = 1\nif x\n  pass\n", 1, "SyntaxError: expected ':' (line 2)", 2),
        ("import json\njson.loads('{')\n", 1, "JSONDecodeError: Expecting property name enclosed in double quotes", 2),
        ("import no_such_thing\n", 1, "ModuleNotFoundError: No module named 'no_such_thing'", 1),
        ("import os\nos._exit(4)\n", 4, "The script ended its process with status 4", None),
        ("import atexit, sys\natexit.register(print, 'bye')\nprint('hi')\n", 0, None, None),
    ],
)
def test_an_ending_is_recorded(driver: Start, script: str, code: int, message: str | None, line: int | None) -> None:
    done = driver().run(script)
    assert done.process.returncode == done.end["code"] == code
    assert (done.end.get("errorMessage") or "").startswith(message or "")
    assert ("errorMessage" in done.end) == (message is not None)
    assert done.end.get("line") == line
    if "atexit" in script:
        assert done.text("stdout") == "hi\nbye\n"


def test_a_traceback_starts_at_the_script(driver: Start) -> None:
    done = driver().run("def f():\n    raise ValueError('bad')\nf()\n")
    script = done.directory / "work" / "script.py"
    assert done.text("stderr") == (
        "Traceback (most recent call last):\n"
        f'  File "{script}", line 3, in <module>\n    f()\n'
        f"  File \"{script}\", line 2, in f\n    raise ValueError('bad')\n"
        "ValueError: bad\n"
    )


def test_a_missing_script_is_an_error_of_the_run(driver: Start) -> None:
    done = driver().run("", script="/nowhere/script.py")
    assert done.end["code"] == 1
    assert done.end["errorMessage"] == "FileNotFoundError: [Errno 2] No such file or directory: '/nowhere/script.py'"


def test_a_hundred_megabytes_of_output_need_no_memory(driver: Start) -> None:
    # Not ru_maxrss: that keeps the high-water mark of the JVM which this process was forked from.
    done = driver().run(
        "import pathlib, re, sys\n"
        "for i in range(100): print('x' * (1 << 20))\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', status)[1], file=sys.stderr)\n"
    )
    assert done.end["code"] == 0
    assert (done.directory / "stdout").stat().st_size == 100 * ((1 << 20) + 1)
    assert int(done.text("stderr")) < 130_000  # kB, most of it pyspark itself


def test_a_killed_python_half_ends_the_driver_and_records_nothing(driver: Start) -> None:
    running = driver().ask("import time\nprint('on')\ntime.sleep(100)\n")
    running.wait_for("started")
    (python,) = running.children()
    os.kill(python, signal.SIGKILL)
    assert running.process.wait(30) == 137
    assert not running.has("exit.json")


def test_a_killed_jvm_takes_the_python_half_with_it(driver: Start) -> None:
    running = driver().ask("import time\ntime.sleep(100)\n")
    running.wait_for("started")
    (python,) = running.children()
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait(30)
    running.wait_for_end_of(python)
    assert not running.has("exit.json")


def test_nobody_asking_is_a_clean_end(driver: Start) -> None:
    waiting = driver()
    (python,) = waiting.children()
    waiting.stdin.close()
    assert waiting.process.wait(30) == 0
    assert not waiting.has("exit.json") and not waiting.has("tmp")
    waiting.wait_for_end_of(python)


def test_python_files_of_the_run_are_importable(driver: Start) -> None:
    process = driver()
    extra = process.directory / "extra.py"
    extra.write_text("ANSWER = 42\n")
    done = process.run("import extra\nprint(extra.ANSWER)\n", pyFiles=[str(process.directory)])
    assert done.text("stdout") == "42\n"
