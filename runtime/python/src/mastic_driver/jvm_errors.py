"""What to say of an error that arose in the JVM half."""

import contextlib
from typing import Any

from py4j.protocol import Py4JJavaError
from pyspark.errors.exceptions.captured import CapturedException

from mastic_driver.gateway import Gateway
from mastic_driver.outcome import Description, described, first_line


class JvmErrors:
    """Asks the JVM half for the cause worth telling; errors of Python's own are told as they are."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def describe(self, error: BaseException) -> Description:
        thrown = _thrown(error)
        if thrown is not None:
            # Asking can fail too, e.g. when the script has closed the gateway; then the text must do.
            with contextlib.suppress(Exception):
                cause = self._gateway.entry_point.rootCause(thrown)
                kind, message = cause.type(), cause.message()
                denied = kind == "AccessDenied"
                if isinstance(error, CapturedException) and not denied and str(error.desc):
                    return type(error).__name__, first_line(str(error.desc))
                return kind, message
        return described(error)


def _thrown(error: BaseException) -> Any:
    if isinstance(error, Py4JJavaError):
        return error.java_exception
    if isinstance(error, CapturedException):
        return error._origin
    return None
