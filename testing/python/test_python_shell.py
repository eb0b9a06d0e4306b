"""Python shell jobs against a real server."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError
from support import World

pytestmark = pytest.mark.run


def _shell_job(world: World, admin: str, script: str, **fields: object) -> str:
    location = world.put("scripts/shell.py", script)
    command = {"Name": "pythonshell", "ScriptLocation": location, "PythonVersion": "3.9"}
    name = f"shell-{len(world.glue.get_jobs()['Jobs'])}"
    world.glue.create_job(Name=name, Role=admin, Command=command, **fields)
    return name


def test_a_python_shell_job_works_as_its_role_and_logs_where_airflow_looks(world: World, admin: str) -> None:
    script = (
        "import sys, boto3\n"
        "from awsglue.utils import getResolvedOptions\n"
        "args = getResolvedOptions(sys.argv, ['KEY'])\n"
        f"boto3.client('s3').put_object(Bucket='{world.bucket}', Key=args['KEY'], Body=b'done')\n"
        "print('wrote', args['KEY'])\n"
        "print('a warning', file=sys.stderr)\n"
    )
    job = _shell_job(world, admin, script, MaxCapacity=1.0, GlueVersion="3.0")
    assert world.glue.get_job(JobName=job)["Job"]["Command"]["PythonVersion"] == "3.9"
    run = world.run(job, {"--KEY": "shell/out.txt"})
    assert run["JobRunState"] == "SUCCEEDED", run
    assert run["MaxCapacity"] == 1.0 and "WorkerType" not in run
    assert run["LogGroupName"] == "/aws-glue/python-jobs"
    assert world.s3.get_object(Bucket=world.bucket, Key="shell/out.txt")["Body"].read() == b"done"
    assert world.output(run, until="wrote shell/out.txt", group="/aws-glue/python-jobs/output")
    assert world.output(run, until="a warning", group="/aws-glue/python-jobs/error")


def test_a_failure_names_the_exception_and_a_stop_ends_the_script(world: World, admin: str) -> None:
    failed = world.run(_shell_job(world, admin, "raise ValueError('no input')\n"))
    assert failed["JobRunState"] == "FAILED"
    assert "ValueError: no input" in failed["ErrorMessage"]
    assert failed["MaxCapacity"] == 0.0625
    job = _shell_job(world, admin, "import time\ntime.sleep(600)\n")
    run_id = world.start(job)
    world.reached(job, run_id, frozenset({"RUNNING"}))
    world.glue.batch_stop_job_run(JobName=job, JobRunIds=[run_id])
    assert world.ended(job, run_id)["JobRunState"] == "STOPPED"


def test_capacity_of_a_python_shell_job_is_a_sixteenth_or_one(world: World, admin: str) -> None:
    with pytest.raises(ClientError, match="Worker Type is not supported for Job Command pythonshell"):
        _shell_job(world, admin, "", WorkerType="G.1X", NumberOfWorkers=2)
    with pytest.raises(ClientError, match=r"expected: 0\.0625 or 1"):
        _shell_job(world, admin, "", MaxCapacity=2.0)
