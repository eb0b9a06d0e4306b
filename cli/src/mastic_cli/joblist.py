"""Job runs as the public API lists them, over all jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mastic_cli.errors import CommandError

FINAL_STATES = frozenset({"SUCCEEDED", "FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"})
PAGE_RUNS_MAX = 200


@dataclass(frozen=True)
class ListedRun:
    """One run as GetJobRuns answers it."""

    fields: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.fields["Id"])

    @property
    def job(self) -> str:
        return str(self.fields["JobName"])

    @property
    def state(self) -> str:
        return str(self.fields["JobRunState"])

    @property
    def started_on(self) -> datetime:
        started: datetime = self.fields["StartedOn"]
        return started

    @property
    def seconds(self) -> int:
        return int(self.fields.get("ExecutionTime", 0))

    @property
    def word(self) -> str:
        """What there is to say about it: the error, or the detail of its state."""
        return str(self.fields.get("ErrorMessage") or self.fields.get("StateDetail") or "")

    def has_ended(self) -> bool:
        return self.state in FINAL_STATES


def job_names(glue: Any) -> Iterator[str]:
    for page in glue.get_paginator("list_jobs").paginate():
        yield from page["JobNames"]


def newest(glue: Any, jobs: list[str], runs_max: int) -> list[ListedRun]:
    """The newest runs of the jobs, newest first; a job's own page is as long as the answer may be."""
    found = [
        ListedRun(run)
        for job in jobs
        for run in glue.get_job_runs(JobName=job, MaxResults=min(runs_max, PAGE_RUNS_MAX))["JobRuns"]
    ]
    return sorted(found, key=lambda run: run.started_on, reverse=True)[:runs_max]


def find(glue: Any, wanted: str) -> ListedRun:
    """The run whose id is the given one or begins with it.

    Raises CommandError when there is none, or more than one.
    """
    found: list[ListedRun] = []
    for job in job_names(glue):
        for page in glue.get_paginator("get_job_runs").paginate(JobName=job):
            runs = [ListedRun(run) for run in page["JobRuns"]]
            exact = [run for run in runs if run.id == wanted]
            if exact:
                return exact[0]
            found += [run for run in runs if run.id.startswith(wanted)]
    if not found:
        raise CommandError(f"there is no run {wanted} (mastic runs lists them)")
    if len(found) > 1:
        raise CommandError(f"{wanted} is the beginning of {len(found)} ids, e.g. {found[0].id} and {found[1].id}")
    return found[0]
