"""The way into the JVM half, and the hook by which the script's own SparkContext() gets the running context."""

import os
from typing import Any

import pyspark.sql.functions
import pyspark.sql.types
import pyspark.sql.window  # noqa: F401  (scripts import them; here they cost nothing)
from pyspark import SparkContext
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession


class Gateway:
    def __init__(self, port: int, token: str) -> None:
        os.environ["PYSPARK_GATEWAY_PORT"] = str(port)
        os.environ["PYSPARK_GATEWAY_SECRET"] = token
        self._gateway = launch_gateway()
        # What the script starts must not find the way in.
        del os.environ["PYSPARK_GATEWAY_PORT"], os.environ["PYSPARK_GATEWAY_SECRET"]
        self.entry_point: Any = self._gateway.entry_point
        self.jvm: Any = self._gateway.jvm
        self.attach()

    def attach(self) -> None:
        """Make the next SparkContext() of this process the JVM's running one."""
        SparkContext._gateway = self._gateway
        SparkContext._jvm = self._gateway.jvm
        entry_point = self.entry_point
        # pyspark documents it: "Initialize SparkContext in function to allow subclass specific initialization".
        SparkContext._initialize_context = lambda _context, conf: entry_point.attach(conf)  # type: ignore

    def let_workers_find(self, packages: str) -> None:
        """Put a directory on the path of the processes that run the script's Python functions."""
        system, key = self.jvm.java.lang.System, "spark.executorEnv.PYTHONPATH"
        system.setProperty(key, f"{packages}:{system.getProperty(key)}")

    def forget(self) -> None:
        """Drop Python's side of the context; the JVM's goes on."""
        SparkContext._active_spark_context = None
        SparkSession._instantiatedSession = None
