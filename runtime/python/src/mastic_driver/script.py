"""Runs the script as __main__ in a process that looks as if it had been started alone, and tells how it ended."""

import atexit
import contextlib
import os
import runpy
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, TextIO

from mastic_driver.modules import prefer
from mastic_driver.outcome import Outcome
from mastic_driver.request import Request


def run(
    directory: Path, request: Request, outcome: Outcome, installed: Callable[[str], None] = lambda _packages: None
) -> NoReturn:
    """Never returns: the process ends with the script's status.

    Args:
        installed: is told where the modules are that the run asked for.
    """
    _point_streams_at(directory)
    os.environ.update(request.environment)
    with outcome.of_errors(request.script):
        if request.modules:
            packages = request.modules.install(directory)
            prefer(packages)
            sys.path.insert(0, packages)
            installed(packages)
        _become(request)
        write_whole(directory / "started", str(int(time.time() * 1000)))
        runpy.run_path(request.script, run_name="__main__")
    with outcome.of_errors(request.script):
        _end_as_an_interpreter_does()
    write_whole(directory / "exit.json", outcome.as_json())
    os._exit(outcome.code)


def watch_the_jvm(commands: TextIO) -> None:
    """A script whose JVM was killed must not compute on alone: the pipe's end is the sign."""

    def wait() -> None:
        while commands.readline():
            pass
        os._exit(137)

    threading.Thread(target=wait, name="jvm-watch", daemon=True).start()


def _point_streams_at(directory: Path) -> None:
    for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
        stream.flush()
        file = os.open(directory / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, stream.fileno())
        os.close(file)
        # By line, so that whoever follows the log sees what is printed when it is printed.
        stream.reconfigure(line_buffering=True, errors="backslashreplace", encoding="utf-8")  # type: ignore[union-attr]
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def _become(request: Request) -> None:
    os.chdir(request.working_directory)
    sys.argv = [request.script, *request.arguments]
    sys.path[:0] = [str(Path(request.script).parent), request.working_directory, *request.py_files]


def _end_as_an_interpreter_does() -> None:
    """Wait for the script's threads, run what it registered with atexit, flush."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    with _ignoring_a_closed_stream():
        sys.stdout.flush()
    with _ignoring_a_closed_stream():
        sys.stderr.flush()


@contextlib.contextmanager
def _ignoring_a_closed_stream() -> Iterator[None]:
    # The script may have closed them: ValueError then.
    with contextlib.suppress(ValueError, AttributeError):
        yield


def write_whole(file: Path, text: str) -> None:
    """Complete or absent: a reader never meets half of it."""
    part = file.with_name(file.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.rename(file)
