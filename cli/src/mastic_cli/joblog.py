"""Follows the log of one job run in CloudWatch Logs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any, TextIO

from mastic_cli.joblist import ListedRun

GROUP = "/aws-glue/jobs"
CUSTOM_GROUP = "--custom-logGroup-prefix"
CUSTOM_STREAM = "--custom-logStream-prefix"


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

    def __init__(self, logs: Any, stream: str, group: str = GROUP) -> None:
        self._logs = logs
        self._streams = [
            LogStream(f"{group}/output", stream, sys.stdout),
            LogStream(f"{group}/error", stream, sys.stderr),
        ]

    @classmethod
    def of(cls, logs: Any, job: dict[str, Any], run: ListedRun) -> JobLog:
        """The log of any run, in the groups and under the names that its job chose."""
        arguments = (
            job.get("DefaultArguments", {}) | run.fields.get("Arguments", {}) | job.get("NonOverridableArguments", {})
        )
        prefix = arguments.get(CUSTOM_STREAM)
        group = arguments.get(CUSTOM_GROUP) or run.fields.get("LogGroupName") or GROUP
        return cls(logs, f"{prefix}-driver" if prefix else run.id, group)

    def copy(self) -> int:
        return sum(stream.copy(self._logs) for stream in self._streams)
