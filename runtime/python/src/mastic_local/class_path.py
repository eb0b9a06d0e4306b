"""Puts the JVM's half of awsglue on the class path of the Spark that this process will start.

Only the installed package carries jars (``mastic_local/jars``). In a driver, or from a checkout, there are none, and
whoever started the JVM has put the runtime on its class path.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

# Spark's launcher puts it behind Spark's own jars. spark.driver.extraClassPath stays the user's.
_VARIABLE = "SPARK_DIST_CLASSPATH"
_HOME = Path(__file__).parent
_REMEDY = """\
Spark's JVM runs without the classes of awsglue: it was started before awsglue was imported, or by a program that does
not know them. Import awsglue before the first SparkContext or SparkSession of the process (for pytest: on top of
conftest.py), or start Spark with
  export SPARK_DIST_CLASSPATH="$(python -m mastic_local)\""""


def entries() -> list[str]:
    """What belongs on the class path: settings of S3, and the jars; nothing where there are no jars."""
    jars = _HOME / "jars"
    return [str(_HOME / "conf"), str(jars / "*")] if jars.is_dir() else []


def prepare() -> None:
    """Lets a Spark that is started from here on find the runtime."""
    present = os.environ.get(_VARIABLE, "").split(os.pathsep)
    missing = [entry for entry in entries() if entry not in present]
    if missing:
        os.environ[_VARIABLE] = os.pathsep.join([*missing, *filter(None, present)])


def require(jvm: Any) -> None:
    """Refuses a JVM without the runtime.

    Raises:
        RuntimeError: it has no class ``GlueContext``; the message says what to do.
    """
    # py4j takes a name that it cannot load for a package, and such a package can be neither made nor called.
    if type(jvm.com.amazonaws.services.glue.GlueContext).__name__ == "JavaPackage":
        raise RuntimeError(_REMEDY)
