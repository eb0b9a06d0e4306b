"""`python -m mastic_driver DRIVER_DIR`: started by the JVM half, which tells it what to do line by line."""

import json
import os
import sys
from pathlib import Path

from mastic_driver.gateway import Gateway
from mastic_driver.jvm_errors import JvmErrors
from mastic_driver.outcome import Outcome
from mastic_driver.request import Request
from mastic_driver.script import run, watch_the_jvm
from mastic_driver.warm_up import warm_up


def main(directory: Path) -> None:
    commands = os.fdopen(os.dup(0), encoding="utf-8")
    gateway = Gateway(**json.loads(commands.readline()))
    for command in commands:
        if command == "warm-up\n":
            warm_up(gateway)
        elif command == "run\n":
            watch_the_jvm(commands)
            run(directory, Request.read(directory), Outcome(JvmErrors(gateway).describe), gateway.let_workers_find)
    # The JVM half is gone, and nobody has asked for anything.
    os._exit(0)


main(Path(sys.argv[1]))
