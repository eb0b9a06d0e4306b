"""`python -m mastic_driver.shell DRIVER_DIR`: the driver of a Python shell job.

One process watches and one runs, because a script may end its process by itself, hold Python's lock for minutes or be
killed, and the run's record must say so.
"""

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from mastic_driver.outcome import Outcome
from mastic_driver.request import Request
from mastic_driver.script import run, write_whole

HEARTBEAT_SECONDS = 5


def main(directory: Path) -> None:
    # Before the fork: a child that ends at once must not go unnoticed.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    (directory / "tmp").mkdir(exist_ok=True)
    (directory / "heartbeat").touch()
    (directory / "ready").touch()
    if sys.stdin.readline() == "run\n":
        script = os.fork()
        if script == 0:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            run(directory, Request.read(directory), Outcome())
        watch(directory, script)
    # Else the server is gone, and nobody has asked for anything.


def watch(directory: Path, script: int) -> NoReturn:
    """Says that the script's process is alive as long as it is, and ends as it does."""
    while True:
        ended, status = os.waitpid(script, os.WNOHANG)
        if ended:
            break
        (directory / "heartbeat").touch()
        signal.sigtimedwait({signal.SIGCHLD}, HEARTBEAT_SECONDS)
    shutil.rmtree(directory / "tmp", ignore_errors=True)
    if os.WIFSIGNALED(status):
        os._exit(128 + os.WTERMSIG(status))
    code = os.WEXITSTATUS(status)
    if not (directory / "exit.json").exists():
        error = {"errorMessage": f"The script ended its process with status {code}"} if code else {}
        write_whole(directory / "exit.json", json.dumps({"code": code, **error, "finishedAt": int(time.time() * 1000)}))
    os._exit(code)


main(Path(sys.argv[1]))
