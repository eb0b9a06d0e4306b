"""Job runs through the public API: what a script gets, and what a user reads when it goes wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import boto3
import pytest
from botocore.exceptions import ClientError
from packages import wheel
from support import ERROR_GROUP, FINAL_STATES, GLUE_SERVICE, OUTPUT_GROUP, World, allow, unique

pytestmark = pytest.mark.run

SLEEPS = """
    import time
    print("asleep", flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def never_ends(world: World, admin: str) -> Iterator[tuple[str, str]]:
    """A run with the shortest timeout there is, a minute: started first, looked at last."""
    job = world.job(SLEEPS, role=admin, Timeout=1)
    yield job, world.start(job)


def test_a_script_gets_its_arguments_as_glue_gives_them(world: World, admin: str, never_ends: tuple[str, str]) -> None:
    script = """
        import sys
        from awsglue.utils import getResolvedOptions
        args = getResolvedOptions(sys.argv, ["JOB_NAME", "WHO", "DAY", "TempDir"])
        print(args["JOB_NAME"], args["WHO"], args["DAY"], args["JOB_RUN_ID"], args["TempDir"])
    """
    defaults = {"--WHO": "nobody", "--DAY": "monday", "--TempDir": "s3://lake/tmp/"}
    job = world.job(script, role=admin, DefaultArguments=defaults)
    run = world.run(job, {"--WHO": "Ada Lovelace"})
    assert run["JobRunState"] == "SUCCEEDED", run
    assert run["Arguments"] == {"--WHO": "Ada Lovelace"}
    assert world.output(run)[-1].split() == [job, "Ada", "Lovelace", "monday", run["Id"], "s3://lake/tmp/"]


def test_modules_files_and_variables_reach_the_script_and_its_functions(
    world: World, admin: str, tmp_path: Path
) -> None:
    tool = Path(wheel(tmp_path, "tinytool", "1.5", needs="boto3"))
    with ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.writestr("packed/__init__.py", "NAME = 'packed'\n")
    script = """
        import os
        import packed, plain, tinytool
        from pyspark.sql import SparkSession
        from pyspark.sql.functions import udf

        spark = SparkSession.builder.getOrCreate()

        @udf("string")
        def seen(_):
            import packed, plain, tinytool
            return f"{tinytool.VERSION} {plain.NAME} {packed.NAME} {os.environ['CUSTOMER_PLACE']}"

        print(spark.range(1).select(seen("id")).first()[0], os.environ["CUSTOMER_DAY"], open("note.txt").read())
    """
    arguments = {
        "--additional-python-modules": world.put(f"modules/{tool.name}", tool.read_bytes()),
        "--extra-py-files": ",".join(
            [
                world.put("modules/plain.py", "NAME = 'plain'\n"),
                world.put("modules/packed.zip", (tmp_path / "packed.zip").read_bytes()),
            ]
        ),
        "--extra-files": world.put("modules/note.txt", "noted"),
        "--customer-driver-env-vars": "CUSTOMER_DAY=monday,HIDDEN=x",
        "--customer-executor-env-vars": 'CUSTOMER_PLACE="Recife, PE"',
    }
    run = world.run(world.job(script, role=admin), arguments)
    assert run["JobRunState"] == "SUCCEEDED", run.get("ErrorMessage")
    assert world.output(run)[-1] == "1.5 plain packed Recife, PE monday noted"


def test_a_finished_run_says_what_clients_read(world: World, admin: str) -> None:
    job = world.job("print('done')", role=admin)
    run = world.run(job)
    assert run["JobRunState"] == "SUCCEEDED", run
    assert run["Attempt"] == 0
    assert run["LogGroupName"] == "/aws-glue/jobs"
    assert (run["WorkerType"], run["NumberOfWorkers"], run["MaxCapacity"]) == ("G.1X", 2, 2.0)
    assert run["StartedOn"] <= run["CompletedOn"]
    assert "ErrorMessage" not in run
    assert [item["Id"] for item in world.glue.get_job_runs(JobName=job)["JobRuns"]] == [run["Id"]]


def test_a_script_uses_the_roles_credentials_with_boto3(world: World, admin: str) -> None:
    script = """
        import boto3
        print(boto3.client("sts").get_caller_identity()["Arn"])
        boto3.resource("s3").Object("lake", "from/boto3").put(Body=b"hello")
    """
    run = world.run(world.job(script, role=admin))
    assert run["JobRunState"] == "SUCCEEDED", run
    assert f":assumed-role/{admin}/" in world.output(run)[-1]
    assert world.s3.get_object(Bucket="lake", Key="from/boto3")["Body"].read() == b"hello"


def test_the_lines_of_a_script_are_in_its_log(world: World, admin: str) -> None:
    script = """
        import sys
        for number in range(1, 4):
            print(f"line {number}: São Paulo")
        print("to standard error", file=sys.stderr)
    """
    run = world.run(world.job(script, role=admin))
    world.output(run, until="line 3")
    named = ["--log-group-name", OUTPUT_GROUP, "--log-stream-name", run["Id"]]
    shown = world.aws("logs", "get-log-events", *named, "--query", "events[].[message]", "--output", "text")
    lines = [line for line in shown.splitlines() if line.startswith("line")]
    assert lines == [f"line {number}: São Paulo" for number in (1, 2, 3)]


def test_a_log_is_followed_while_the_run_goes_on_as_aws_logs_tail_does(world: World, admin: str) -> None:
    """Version 2 of the aws command asks this way, from the time of the last event on, and drops what it has shown."""
    script = """
        import time
        for number in range(12):
            print(f"line {number}", flush=True)
            time.sleep(0.25)
    """
    job = world.job(script, role=admin)
    run_id = world.start(job)
    shown: dict[str, str] = {}
    seen_while_running = 0
    since = 0
    while True:
        ended = world.glue.get_job_run(JobName=job, RunId=run_id)["JobRun"]["JobRunState"] in FINAL_STATES
        pages = world.logs.get_paginator("filter_log_events").paginate(
            logGroupName=OUTPUT_GROUP, logStreamNames=[run_id], startTime=since, interleaved=True
        )
        try:
            for event in (event for page in pages for event in page["events"]):
                shown[event["eventId"]] = event["message"]
                since = max(since, event["timestamp"])
        except world.logs.exceptions.ResourceNotFoundException:
            pass  # nothing was logged yet
        if ended:
            break
        seen_while_running = len(shown)
        time.sleep(0.2)
    assert list(shown.values()) == [f"line {number}" for number in range(12)]
    assert seen_while_running >= 3


def test_the_system_log_says_which_spark_ran(world: World, admin: str) -> None:
    run = world.run(world.job("print('done')", role=admin))
    events = world.logs.filter_log_events(logGroupName=ERROR_GROUP, logStreamNames=[run["Id"]])["events"]
    assert any("3.5.9" in event["message"] for event in events)


def test_spark_settings_come_from_conf(world: World, admin: str) -> None:
    script = """
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        print(spark.conf.get("spark.sql.shuffle.partitions"), spark.conf.get("spark.sql.session.timeZone"))
    """
    conf = "spark.sql.shuffle.partitions=3 --conf spark.sql.session.timeZone=America/Recife"
    run = world.run(world.job(script, role=admin), {"--conf": conf})
    assert run["JobRunState"] == "SUCCEEDED", run
    assert world.output(run)[-1] == "3 America/Recife"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        pytest.param("x = 1\nprint('a'\n", "SyntaxError", id="syntax error"),
        pytest.param("raise ValueError('bad year: 1066')", "ValueError: bad year: 1066", id="raises"),
        pytest.param("import sys; sys.exit(3)", "3", id="exits with 3"),
        pytest.param("import sys; sys.exit('no data today')", "no data today", id="exits with a text"),
        pytest.param("import nosuchmodule", "No module named 'nosuchmodule'", id="missing module"),
        pytest.param(
            "from pyspark.sql import SparkSession\n"
            "SparkSession.builder.getOrCreate().read.csv('s3://lake/no/such/path').show()",
            "s3://lake/no/such/path",
            id="missing input",
        ),
    ],
)
def test_a_script_that_fails_says_why(world: World, admin: str, script: str, message: str) -> None:
    run = world.run(world.job(script, role=admin))
    assert run["JobRunState"] == "FAILED"
    assert message in run["ErrorMessage"]
    assert run["ErrorMessage"].startswith("Error Category: ")
    assert "; Failed Line Number: " in run["ErrorMessage"]


def test_a_script_that_exits_with_0_succeeds(world: World, admin: str) -> None:
    assert world.run(world.job("import sys; sys.exit(0)", role=admin))["JobRunState"] == "SUCCEEDED"


def test_a_traceback_is_in_the_log_without_the_drivers_own_frames(world: World, admin: str) -> None:
    run = world.run(world.job("def f():\n    raise KeyError('year')\nf()", role=admin))
    lines = "\n".join(world.output(run, until="KeyError"))
    assert "Traceback (most recent call last)" in lines
    assert "line 2, in f" in lines
    assert "mastic_driver" not in lines


def test_a_missing_script_fails_the_run_and_is_named(world: World, admin: str) -> None:
    run = world.run(world.job_at("s3://lake/scripts/no-such-script.py", role=admin))
    assert run["JobRunState"] == "FAILED"
    assert "s3://lake/scripts/no-such-script.py" in run["ErrorMessage"]


def test_a_driver_that_is_killed_fails_the_run_and_says_so(world: World, admin: str) -> None:
    script = """
        import os, signal
        os.kill(os.getppid(), signal.SIGKILL)  # what the kernel does to a driver that takes too much memory
        import time
        time.sleep(60)
    """
    run = world.run(world.job(script, role=admin))
    assert run["JobRunState"] == "FAILED"
    assert "signal 9 (SIGKILL)" in run["ErrorMessage"]


def test_a_script_whose_python_is_killed_fails_the_run(world: World, admin: str) -> None:
    run = world.run(world.job("import os; os.kill(os.getpid(), 9)", role=admin))
    assert run["JobRunState"] == "FAILED"
    assert "signal 9 (SIGKILL)" in run["ErrorMessage"]


@pytest.mark.slow
def test_a_full_java_heap_fails_the_run_with_its_name(world: World, admin: str) -> None:
    script = """
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        spark._jvm.java.nio.ByteBuffer.allocate(2_000_000_000)
        print("still here")
    """
    run = world.run(world.job(script, role=admin))
    assert run["JobRunState"] == "FAILED"
    assert "OutOfMemoryError" in run["ErrorMessage"]


def test_a_run_can_be_stopped(world: World, admin: str) -> None:
    job = world.job(SLEEPS, role=admin)
    run_id = world.start(job)
    world.reached(job, run_id, frozenset({"RUNNING"}))
    world.output({"Id": run_id}, until="asleep")
    answer = world.glue.batch_stop_job_run(JobName=job, JobRunIds=[run_id, "jr_" + "0" * 64])
    assert [item["JobRunId"] for item in answer["SuccessfulSubmissions"]] == [run_id]
    assert [item["JobRunId"] for item in answer["Errors"]] == ["jr_" + "0" * 64]
    stopped = world.ended(job, run_id)
    assert stopped["JobRunState"] == "STOPPED"
    assert "CompletedOn" in stopped


def test_a_second_run_of_a_job_with_one_slot_is_refused(world: World, admin: str) -> None:
    job = world.job(SLEEPS, role=admin)
    first = world.start(job)
    with pytest.raises(world.glue.exceptions.ConcurrentRunsExceededException):
        world.start(job)
    world.glue.batch_stop_job_run(JobName=job, JobRunIds=[first])
    world.ended(job, first)


def test_a_failed_run_is_tried_again(world: World, admin: str) -> None:
    job = world.job("raise ValueError('never')", role=admin, MaxRetries=1)
    run_id = world.start(job)
    assert world.ended(job, run_id)["JobRunState"] == "FAILED"
    retry = world.ended(job, f"{run_id}_attempt_1")
    assert (retry["Attempt"], retry["PreviousRunId"], retry["JobRunState"]) == (1, run_id, "FAILED")


@pytest.mark.slow
def test_a_hundred_megabytes_of_output_are_all_there(world: World, admin: str) -> None:
    script = """
        line = "x" * 999
        for number in range(100_000):
            print(line)
        print("the last line")
    """
    run = world.run(world.job(script, role=admin))
    assert run["JobRunState"] == "SUCCEEDED", run
    lines = world.output(run, until="the last line")
    assert sum(line == "x" * 999 for line in lines) == 100_000
    assert lines[-1] == "the last line"


def test_a_role_that_does_not_exist_cannot_run_a_job(world: World) -> None:
    job = world.job("print('never')", role="arn:aws:iam::000000000000:role/no-such-role")
    run = world.run(job)
    assert run["JobRunState"] == "FAILED"
    assert "no-such-role" in run["ErrorMessage"]


def test_a_role_that_does_not_trust_glue_cannot_run_a_job(world: World) -> None:
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    role = world.role(trust=trust)
    run = world.run(world.job("print('never')", role=role))
    assert run["JobRunState"] == "FAILED"
    assert role in run["ErrorMessage"]


def test_a_role_that_may_not_read_the_script_cannot_run_a_job(world: World) -> None:
    role = world.role(allow("s3:GetObject", "arn:aws:s3:::elsewhere/*"))
    run = world.run(world.job("print('never')", role=role))
    assert run["JobRunState"] == "FAILED"
    assert "s3:GetObject" in run["ErrorMessage"]
    assert f"assumed-role/{role}/" in run["ErrorMessage"]


def test_a_missing_permission_is_named_with_principal_and_resource(world: World) -> None:
    role = world.role(allow("s3:GetObject", "arn:aws:s3:::lake/*"), allow("s3:ListBucket", "*"))
    world.iam.attach_role_policy(RoleName=role, PolicyArn=GLUE_SERVICE)
    script = """
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        spark.range(3).write.parquet("s3://lake/forbidden/")
    """
    run = world.run(world.job(script, role=role))
    assert run["JobRunState"] == "FAILED"
    for part in (f":assumed-role/{role}/", "is not authorized to perform: s3:PutObject", "lake/forbidden/"):
        assert part in run["ErrorMessage"]


def test_a_user_without_pass_role_cannot_create_a_job(world: World, admin: str) -> None:
    user = unique("user")
    world.iam.create_user(UserName=user)
    world.iam.put_user_policy(
        UserName=user,
        PolicyName="glue",
        PolicyDocument='{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"glue:*","Resource":"*"}}',
    )
    key = world.iam.create_access_key(UserName=user)["AccessKey"]
    glue = boto3.client(
        "glue",
        endpoint_url=world.server.endpoint,
        region_name=world.server.address.region,
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )
    with pytest.raises(ClientError, match=f"user/{user} is not authorized to perform: iam:PassRole"):
        glue.create_job(Name=unique("job"), Role=admin, Command={"Name": "glueetl", "ScriptLocation": "s3://lake/x.py"})


def test_stopping_and_starting_a_job_of_no_such_name_is_refused(world: World) -> None:
    with pytest.raises(world.glue.exceptions.EntityNotFoundException):
        world.start("no-such-job")
    with pytest.raises(world.glue.exceptions.EntityNotFoundException):
        world.glue.get_job_run(JobName="no-such-job", RunId="jr_" + "0" * 64)


@pytest.mark.slow
def test_a_run_that_never_ends_reaches_its_timeout(world: World, never_ends: tuple[str, str]) -> None:
    run = world.ended(*never_ends, seconds_max=150)
    assert run["JobRunState"] == "TIMEOUT"
    assert 60 <= run["ExecutionTime"] <= 80
    assert "timeout" in run["ErrorMessage"].lower()
