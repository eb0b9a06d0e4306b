"""How a script ended, as the run's record will show it. Nothing of Spark is imported: Python shell jobs have none."""

import contextlib
import json
import re
import runpy
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

MESSAGE_CHARS_MAX = 4_000
_OURS = (str(Path(__file__).parent), runpy.__file__, "<frozen runpy>")
_DENIED = re.compile(r"User: \S+ is not authorized to perform: .*")

Description = tuple[str, str]


def described(error: BaseException) -> Description:
    """The kind of an error and the one line that says most."""
    if isinstance(error, SyntaxError):
        where = f" (line {error.lineno})" if error.lineno else ""
        return type(error).__name__, f"{error.msg}{where}"
    text = str(error)
    denied = _DENIED.search(text)
    return type(error).__name__, first_line(denied.group() if denied and "\n" in text else text)


class Outcome:
    """Success until something else is caught. The first error is the one that counts."""

    def __init__(self, describe: Callable[[BaseException], Description] = described) -> None:
        self._describe = describe
        self.code = 0
        self._error: dict[str, Any] = {}

    @contextlib.contextmanager
    def of_errors(self, script: str) -> Iterator[None]:
        try:
            yield
        except SystemExit as end:
            self._exited(end, script)
        except BaseException as error:
            self._raised(error, script)

    def as_json(self) -> str:
        return json.dumps({"code": self.code, **self._error, "finishedAt": int(time.time() * 1000)})

    def _exited(self, end: SystemExit, script: str) -> None:
        if end.code is None:
            return
        if isinstance(end.code, int):
            code = end.code & 0xFF
        else:
            code = 1
            print(end.code, file=sys.stderr)
        if code:
            self._failed(code, "SystemExit", str(end.code), _line(end, script))

    def _raised(self, error: BaseException, script: str) -> None:
        error = error.with_traceback(_without_our_frames(error.__traceback__))
        with contextlib.suppress(ValueError, OSError):  # the script may have closed it
            traceback.print_exception(error)
        kind, message = self._describe(error)
        self._failed(1, kind, message, _line(error, script))

    def _failed(self, code: int, kind: str, message: str, line: int | None) -> None:
        if self.code:
            return
        self.code = code
        self._error = {
            "errorMessage": (f"{kind}: {message}" if message else kind)[:MESSAGE_CHARS_MAX],
            "errorType": kind,
        }
        if line is not None:
            self._error["line"] = line


def first_line(text: str) -> str:
    return next((line for line in text.strip().splitlines() if line.strip()), "")


def _without_our_frames(trace: TracebackType | None) -> TracebackType | None:
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(_OURS):
        trace = trace.tb_next
    return trace


def _line(error: BaseException, script: str) -> int | None:
    """The script's own line: the innermost of its frames, however deep in a library the error arose."""
    if isinstance(error, SyntaxError) and error.filename == script:
        return error.lineno
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == script:
            found = line
    return found
