"""Jobs as objects, for those who keep them from a script or a notebook."""

from __future__ import annotations

from typing import Any

__all__ = ["Command", "Connections", "ExecutionProperty", "GlueJobUtils", "Job"]


class ExecutionProperty:
    """How many runs of a job there may be at once."""

    def __init__(self, maxConcurrentRuns: int = 1) -> None:
        self.maxConcurrentRuns = maxConcurrentRuns

    def __repr__(self) -> str:
        return str(self.as_dict())

    def as_dict(self) -> dict[str, Any]:
        return {"MaxConcurrentRuns": self.maxConcurrentRuns}


class Command:
    """What a job runs, e.g. ``Command("glueetl", "s3://bucket/script.py")``."""

    def __init__(self, name: str, scriptLocation: str) -> None:
        self.name = name
        self.scriptLocation = scriptLocation

    def __repr__(self) -> str:
        return str(self.as_dict())

    def as_dict(self) -> dict[str, Any]:
        return {"Name": self.name, "ScriptLocation": self.scriptLocation}


class Connections:
    """The names of the connections of a job."""

    def __init__(self, connections: list[str] = []) -> None:
        self.connections = list(connections)

    def __repr__(self) -> str:
        return str(self.as_dict())

    def as_dict(self) -> dict[str, Any]:
        return {"Connections": self.connections}


class Job:
    """A job: attributes have the names of the API in lower camel case, e.g. ``defaultArguments``; None is left out."""

    _FIELDS = (
        "name", "description", "logUri", "role", "executionProperty", "command", "defaultArguments", "connections",
        "maxRetries", "allocatedCapacity", "timeout", "maxCapacity", "glueVersion", "workerType", "numberOfWorkers",
    )  # fmt: skip

    def __init__(self) -> None:
        self.name: str | None = None
        self.description: str | None = None
        self.logUri: str | None = None
        self.role: str | None = None
        self.executionProperty: ExecutionProperty | None = None
        self.command: Command | None = None
        self.defaultArguments: dict[str, str] | None = None
        self.connections: Connections | None = None
        self.maxRetries: int | None = None
        self.allocatedCapacity: int | None = None
        self.timeout: int | None = None
        self.maxCapacity: float | None = None
        self.glueVersion: str | None = None
        self.workerType: str | None = None
        self.numberOfWorkers: int | None = None

    def __repr__(self) -> str:
        return str(self.as_dict())

    def as_dict(self) -> dict[str, Any]:
        """The job as the API has it."""
        values = {field: getattr(self, field) for field in self._FIELDS}
        return {
            field[0].upper() + field[1:]: value.as_dict() if hasattr(value, "as_dict") else value
            for field, value in values.items()
            if value is not None
        }

    def as_job_create_dict(self) -> dict[str, Any]:
        """The arguments of ``create_job``."""
        return self.as_dict()

    def as_job_update_dict(self) -> dict[str, Any]:
        """The arguments of ``update_job``."""
        update = self.as_dict()
        return {"JobName": update.pop("Name"), "JobUpdate": update}


class GlueJobUtils:
    """Keeps jobs, with the credentials and the endpoint of the environment.

    Args:
        glue_context: is not used; scripts hand it over.
    """

    def __init__(self, glue_context: Any) -> None:
        import boto3

        self._glue = boto3.client("glue")
        self._s3 = boto3.client("s3")

    def get_jobs(self, nextToken: str = "") -> dict[str, Any]:
        """A page of jobs (``Jobs``) and, when there are more, the ``NextToken`` for the next."""
        page = self._glue.get_jobs(**({"NextToken": nextToken} if nextToken else {}))
        more = {"NextToken": page["NextToken"]} if "NextToken" in page else {}
        return {"Jobs": [self._glue_job_response_to_job(job) for job in page["Jobs"]], **more}

    def get_job(self, jobName: str) -> Job:
        return self._glue_job_response_to_job(self._glue.get_job(JobName=jobName)["Job"])

    def create_job(self, job: Job, file: str = "") -> str:
        """Creates a job, with the script of a local file when one is named; answers the job's name."""
        self._upload_script(job, file)
        return str(self._glue.create_job(**job.as_job_create_dict())["Name"])

    def update_job(self, job: Job, file: str = "") -> str:
        """Replaces a job, with the script of a local file when one is named; answers the job's name."""
        self._upload_script(job, file)
        return str(self._glue.update_job(**job.as_job_update_dict())["JobName"])

    def delete_job(self, jobName: str) -> str:
        return str(self._glue.delete_job(JobName=jobName)["JobName"])

    def _upload_script(self, job: Job, file: str) -> None:
        if file:
            if job.command is None:
                raise ValueError("job.command: None (expected: a Command, whose script the file is)")
            self._upload_file_to_s3(job.command.scriptLocation, file)

    def _glue_job_response_to_job(self, response_job: dict[str, Any]) -> Job:
        job = Job()
        for field in Job._FIELDS:
            setattr(job, field, response_job.get(field[0].upper() + field[1:]))
        command, execution = response_job["Command"], response_job.get("ExecutionProperty")
        job.command = Command(command["Name"], command["ScriptLocation"])
        job.executionProperty = None if execution is None else ExecutionProperty(execution["MaxConcurrentRuns"])
        connections = response_job.get("Connections")
        job.connections = None if connections is None else Connections(connections.get("Connections", []))
        return job

    def _get_bucket_prefix_from_s3_url(self, s3_url: str) -> tuple[str, str]:
        bucket, _, key = s3_url.partition("://")[2].partition("/")
        return bucket, key

    def _upload_file_to_s3(self, s3_url: str, file: str) -> None:
        bucket, key = self._get_bucket_prefix_from_s3_url(s3_url)
        self._s3.upload_file(file, bucket, key)
