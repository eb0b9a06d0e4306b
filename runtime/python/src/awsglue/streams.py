"""Streams read in batches, and how such a job ends without losing one."""

from __future__ import annotations

import re
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from py4j.protocol import Py4JJavaError
from pyspark.errors import StreamingQueryException
from pyspark.sql import DataFrame, SparkSession
from pyspark.storagelevel import StorageLevel

BatchFunction = Callable[[DataFrame, int], Any]

_WINDOW = re.compile(r"\s*(\d+)\s*(second|minute|hour)s?\s*", re.IGNORECASE)
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_RETRIES_MAX = 100
_RETRIES = 3
_BACK_OFF_SECONDS_MAX = 5
_LOOK_SECONDS = 0.5
_NO_RETRY = "CheckpointMetadataNotFound"
# What a run that was asked to stop ends with, as a shell has it.
_STOPPED = 128 + signal.SIGTERM


class _StopError(Exception):
    """A batch that is not begun, because the run was asked to stop."""


class Batches:
    """The batches of a stream, each given to a function.

    Args:
        options: as :meth:`awsglue.context.GlueContext.forEachBatch` documents them.

    Raises:
        Exception: ``windowSize`` or ``checkpointLocation`` is missing.
        ValueError: ``batchMaxRetries`` is not a number from 0 to 100.
    """

    def __init__(self, frame: DataFrame, function: BatchFunction, options: dict[str, Any]) -> None:
        for name in ("windowSize", "checkpointLocation"):
            if name not in options:
                raise Exception(f"Missing {name} argument")
        self._frame = frame
        self._function = function
        self._window = str(options["windowSize"])
        self._checkpoint = str(options["checkpointLocation"])
        self._retries = _retries(options.get("batchMaxRetries", _RETRIES))
        self._persist = str(options.get("persistDataFrame", "true")).lower() == "true"
        self._level = _storage_level(str(options.get("storageLevel", "MEMORY_AND_DISK")))
        self._stop = threading.Event()
        self._failures = 0

    def run(self, jvm: Any) -> None:
        """Goes on until a batch fails too often, or the run is asked to stop; then the process ends after the batch."""
        self._metrics = jvm.org.apache.spark.metrics.source.StreamingSource
        with _held_signal(jvm, self._stop):
            while not self._stop.is_set():
                try:
                    self._query()
                except (StreamingQueryException, Py4JJavaError) as error:
                    if self._stop.is_set():
                        break
                    self._failures += 1
                    if self._failures > self._retries or str(error).startswith(_NO_RETRY):
                        raise
                    print(f"A batch is tried again ({self._failures} of {self._retries}): {error}", flush=True)
                    self._stop.wait(min(self._failures, _BACK_OFF_SECONDS_MAX))
        raise SystemExit(_STOPPED)

    def _query(self) -> None:
        writer = self._frame.writeStream.foreachBatch(self._batch).option("checkpointLocation", self._checkpoint)
        query = writer.trigger(processingTime=self._window).start()
        while not query.awaitTermination(_LOOK_SECONDS):  # type: ignore[arg-type]  # it takes parts of seconds
            # Between two batches: one that is running ends, and is written down as done, before the query stops.
            if self._stop.is_set() and not query.status["isTriggerActive"]:
                query.stop()

    def _batch(self, rows: DataFrame, number: int) -> None:
        if self._stop.is_set():
            raise _StopError("the run is asked to stop")
        begun = time.monotonic()
        if not self._persist:
            if rows.take(1):
                self._function(rows, number)
        else:
            rows.persist(self._level)
            try:
                count = rows.count()
                self._metrics.updateNumRecords(count)
                if count > 0:
                    self._function(rows, number)
            finally:
                rows.unpersist()
        self._metrics.updateBatchProcessingTimeInMs(int(1_000 * (time.monotonic() - begun)))
        self._failures = 0


def sample(
    session: SparkSession, frame: DataFrame, options: dict[str, Any], function: BatchFunction | None
) -> tuple[DataFrame, Any]:
    """The first rows of a stream as a DataFrame that is none, and what the function answers to it.

    Raises:
        ValueError: ``windowSize`` is missing, is not understood, or is not shorter than the polling.
    """
    polling = int(options.get("pollingTimeInMs", 10_000)) / 1_000
    limit = int(options.get("recordPollingLimit", 100))
    window = options.get("windowSize")
    if window is None:
        raise ValueError("Missing windowSize argument")
    match = _WINDOW.fullmatch(str(window))
    if match is None:
        raise ValueError(f"Received invalid window size: {window} (expected: e.g. 10 seconds)")
    if polling <= int(match[1]) * _SECONDS[match[2].lower()]:
        raise ValueError("Polling time needs to be larger than window size")
    table = "sample_" + uuid.uuid4().hex
    query = frame.writeStream.format("memory").queryName(table).trigger(processingTime=str(window)).start()
    try:
        until = time.monotonic() + polling
        while session.table(table).count() < limit and time.monotonic() < until:
            query.awaitTermination(_LOOK_SECONDS)  # type: ignore[arg-type]
    finally:
        query.stop()
    # Rows of its own, for the table goes with the query.
    rows = session.createDataFrame(session.table(table).limit(limit).collect(), frame.schema)
    session.catalog.dropTempView(table)
    return rows, None if function is None else function(rows, 0)


def _retries(given: Any) -> int:
    if not str(given).isdigit() or int(given) > _RETRIES_MAX:
        raise ValueError(f"batchMaxRetries: {given} (expected: a number from 0 to {_RETRIES_MAX})")
    return int(given)


def _storage_level(name: str) -> StorageLevel:
    level = getattr(StorageLevel, name.upper(), None)
    if not isinstance(level, StorageLevel):
        raise ValueError(f"storageLevel: {name} (expected: the name of a storage level of Spark, e.g. MEMORY_AND_DISK)")
    return level


@contextmanager
def _held_signal(jvm: Any, stop: threading.Event) -> Iterator[None]:
    """Lets SIGTERM only say that the run is to stop, here and in the JVM."""
    if threading.current_thread() is not threading.main_thread():
        # Python handles signals in its main thread alone: a stream in another ends as the process does.
        yield
        return
    stop_signal = jvm.dev.mastic.runtime.stream.StopSignal
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    stop_signal.hold()
    try:
        yield
    finally:
        stop_signal.release()
        signal.signal(signal.SIGTERM, before)
