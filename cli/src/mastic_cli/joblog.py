"""Follows the log of one job run in CloudWatch Logs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any, TextIO

OUTPUT_GROUP = "/aws-glue/jobs/output"
ERROR_GROUP = "/aws-glue/jobs/error"


@dataclass
class LogStream:
    """One stream and how far it has been read: a forward token neither loses a line nor repeats one."""

    group: str
    name: str
    out: TextIO
    token: str | None = None

    def copy(self, logs: Any) -> int:
        """Prints what is new and answers how many events that were."""
        printed = 0
        while True:
            position = {"nextToken": self.token} if self.token else {}
            try:
                page = logs.get_log_events(
                    logGroupName=self.group, logStreamName=self.name, startFromHead=True, **position
                )
            except logs.exceptions.ResourceNotFoundException:
                return printed  # nothing was logged yet
            for event in page["events"]:
                print(event["message"].rstrip("\n"), file=self.out)
            printed += len(page["events"])
            if page["nextForwardToken"] == self.token or not page["events"]:
                self.token = page["nextForwardToken"]
                self.out.flush()
                return printed
            self.token = page["nextForwardToken"]


class JobLog:
    """Both streams of a run: what the script printed, and what Spark and the service had to say."""

    def __init__(self, logs: Any, run_id: str) -> None:
        self._logs = logs
        self._streams = [
            LogStream(OUTPUT_GROUP, run_id, sys.stdout),
            LogStream(ERROR_GROUP, run_id, sys.stderr),
        ]

    def copy(self) -> int:
        return sum(stream.copy(self._logs) for stream in self._streams)
