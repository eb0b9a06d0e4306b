"""awsglue.devutils against a real server."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import World, unique

from awsglue.devutils import Command, ExecutionProperty, GlueJobUtils, Job


def test_jobs_are_kept_as_objects(world: World, admin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in world.server.environment().items():
        monkeypatch.setenv(name, value)
    script = tmp_path / "script.py"
    script.write_text("print('hi')\n")
    job = Job()
    job.name, job.role = unique("job"), admin
    job.command = Command("glueetl", f"s3://{world.bucket}/scripts/{job.name}.py")
    job.executionProperty = ExecutionProperty(3)
    job.defaultArguments = {"--a": "b"}
    utils = GlueJobUtils(None)
    assert utils.create_job(job, str(script)) == job.name
    kept = utils.get_job(job.name)
    assert kept.defaultArguments == {"--a": "b"}
    assert kept.executionProperty is not None and kept.executionProperty.maxConcurrentRuns == 3
    body = world.s3.get_object(Bucket=world.bucket, Key=f"scripts/{job.name}.py")["Body"].read()
    assert body == script.read_bytes()
    job.description = "changed"
    utils.update_job(job)
    assert utils.get_job(job.name).description == "changed"
    assert utils.delete_job(job.name) == job.name
    assert job.name not in [one.name for one in utils.get_jobs()["Jobs"]]


def test_programs_of_aws_are_refused_by_name() -> None:
    with pytest.raises(ImportError, match=r"not supported by Mastic: awsglue\.scripts\.crawler_undo"):
        from awsglue.scripts import crawler_undo  # noqa: F401
