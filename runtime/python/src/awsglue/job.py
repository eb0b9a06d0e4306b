"""The job that a script runs as."""

from __future__ import annotations

from typing import Any

__all__ = ["Job"]


class Job:
    """Begins and commits the job of a script.

    Args:
        glue_context_or_spark_session: the context or the session that the job works with.
    """

    def __init__(self, glue_context_or_spark_session: Any) -> None:
        session = getattr(glue_context_or_spark_session, "spark_session", glue_context_or_spark_session)
        self._session = session
        self._job = session.sparkContext._jvm.com.amazonaws.services.glue.util.Job

    @classmethod
    def continuation_options(cls) -> list[str]:
        return ["--continuation-option"]

    @classmethod
    def job_bookmark_options(cls) -> list[str]:
        return ["--job-bookmark-option"]

    @classmethod
    def job_bookmark_range_options(cls) -> list[str]:
        return ["--job-bookmark-from", "--job-bookmark-to"]

    @classmethod
    def id_params(cls) -> list[str]:
        return ["--JOB_NAME", "--JOB_ID", "--JOB_RUN_ID", "--SECURITY_CONFIGURATION"]

    @classmethod
    def encryption_type_options(cls) -> list[str]:
        return ["--encryption-type"]

    @classmethod
    def data_lineage_options(cls) -> list[str]:
        return ["--enable-data-lineage"]

    def init(self, job_name: str, args: dict[str, Any] | None = None) -> None:
        """Begins the job under a name, with the arguments that ``getResolvedOptions`` gave.

        ``job_bookmark_option`` among them says whether sources with a ``transformation_ctx`` read only what is new.
        """
        texts = {key: None if value is None else str(value) for key, value in (args or {}).items()}
        self._job.init(job_name, self._session._jsparkSession, texts)

    def isInitialized(self) -> bool:
        """Whether a job of this driver has begun."""
        return bool(self._job.isInitialized())

    def commit(self) -> None:
        """Publishes what a run with bookmarks wrote, and moves the bookmark, both or neither.

        Raises an error, and changes nothing, when another run of the job has moved the bookmark meanwhile, or when a
        file was replaced while it was read. Without :meth:`init` it only says so in the log.
        """
        self._job.commit()
