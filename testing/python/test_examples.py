"""The examples, end to end, the way their pages tell it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import Any

import generate
import pyarrow.parquet
import pytest
from support import World, unique

from mastic_cli.local import mastic_home
from mastic_cli.processes import processes_with

EXAMPLES = mastic_home() / "examples"
ROWS = 3_000


@pytest.fixture(scope="module")
def raw(world: World) -> str:
    body = b"".join(generate.lines(ROWS, seed=11))
    return world.put("raw/enem/microdata.csv", body).rpartition("/")[0] + "/"


def test_the_generator_writes_the_published_columns() -> None:
    header, *blocks = generate.lines(500, seed=1)
    columns = header.decode().strip().split(";")
    assert len(columns) == 76
    assert columns[:3] == ["NU_INSCRICAO", "NU_ANO", "TP_FAIXA_ETARIA"]
    assert columns[-1] == "Q025"
    rows = [line.split(";") for block in blocks for line in block.decode("iso-8859-1").splitlines()]
    assert len(rows) == 500
    assert {len(row) for row in rows} == {76}
    assert {int(row[1]) for row in rows} == set(generate.YEARS)
    assert any("ã" in value for row in rows for value in row)
    score = columns.index("NU_NOTA_MT")
    present = columns.index("TP_PRESENCA_MT")
    assert all((row[score] == "") == (row[present] != "1") for row in rows)
    assert all(300 <= float(row[score]) <= 990 for row in rows if row[score])


def test_the_generator_repeats_itself_and_listens_to_its_seed() -> None:
    first, again, other = (b"".join(generate.lines(200, seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_the_generator_counts_rows_per_year_as_it_writes_them() -> None:
    lines = b"".join(generate.lines(1_000, seed=3, years=(2021, 2023))).decode("iso-8859-1").splitlines()[1:]
    written = [int(line.split(";")[1]) for line in lines]
    assert {year: written.count(year) for year in (2021, 2023)} == generate.rows_per_year(1_000, (2021, 2023))


@pytest.mark.run
def test_enem_in_plain_pyspark(world: World, admin: str, raw: str) -> None:
    database, target = unique("lake").replace("-", "_"), "s3://lake/curated/plain/"
    job = world.job(EXAMPLES / "enem" / "plain_job.py", role=admin)
    run = world.run(job, {"--SOURCE": raw, "--TARGET": target, "--DATABASE": database})
    assert run["JobRunState"] == "SUCCEEDED", run
    lines = world.output(run, until="is registered")
    assert lines[:3] == [
        "ENEM: hello from the script",
        f"ENEM: 76 columns in {raw}",
        f"ENEM: {ROWS} rows written to {target}",
    ]
    table = world.glue.get_table(DatabaseName=database, Name="enem")["Table"]
    assert [key["Name"].lower() for key in table["PartitionKeys"]] == ["nu_ano"]
    partitions = world.glue.get_partitions(DatabaseName=database, TableName="enem")["Partitions"]
    assert sorted(int(partition["Values"][0]) for partition in partitions) == list(generate.YEARS)
    assert_rows_per_year(world, admin, f"{database}.enem", "nu_ano", generate.rows_per_year(ROWS))
    assert "São Paulo" in towns(world, "curated/plain/")


@pytest.mark.run
def test_enem_with_awsglue(world: World, admin: str, raw: str) -> None:
    database, target = unique("lake").replace("-", "_"), "s3://lake/curated/scores/"
    world.glue.create_database(DatabaseInput={"Name": database})
    world.glue.create_table(DatabaseName=database, TableInput=generate.table_input("enem_raw", raw))
    job = world.job(EXAMPLES / "enem" / "glue_job.py", role=admin)
    run = world.run(job, {"--DATABASE": database, "--SOURCE": "enem_raw", "--TARGET": target})
    assert run["JobRunState"] == "SUCCEEDED", run
    wanted = complete_per_year()
    lines = world.output(run, until="rows kept")
    assert lines == [f"rows read: {ROWS}", f"rows kept: {sum(wanted.values())}"]
    table = world.glue.get_table(DatabaseName=database, Name="enem_scores")["Table"]
    assert [column["Name"] for column in table["StorageDescriptor"]["Columns"]][:3] == ["person", "sex", "state"]
    assert_rows_per_year(world, admin, f"{database}.enem_scores", "year", wanted)


@pytest.mark.run
def test_people_over_30_started_with_the_aws_command(world: World) -> None:
    people = EXAMPLES / "people"
    world.aws("s3", "mb", "s3://people-lake")
    world.aws("s3", "cp", people / "people.csv", "s3://people-lake/raw/people/people.csv")
    world.aws("s3", "cp", people / "people_job.py", "s3://people-lake/scripts/people_job.py")
    world.aws("glue", "create-database", "--database-input", "Name=people_lake")
    table = f"file://{people / 'table.json'}"
    world.aws("glue", "create-table", "--database-name", "people_lake", "--table-input", table)
    trust = f"file://{people / 'trust.json'}"
    world.aws("iam", "create-role", "--role-name", "people-job", "--assume-role-policy-document", trust)
    service = "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"
    world.aws("iam", "attach-role-policy", "--role-name", "people-job", "--policy-arn", service)
    inline = ["--policy-name", "people-lake", "--policy-document", f"file://{people / 'policy.json'}"]
    world.aws("iam", "put-role-policy", "--role-name", "people-job", *inline)
    command = "Name=glueetl,PythonVersion=3,ScriptLocation=s3://people-lake/scripts/people_job.py"
    size = ["--glue-version", "5.0", "--worker-type", "G.1X", "--number-of-workers", "2"]
    world.aws("glue", "create-job", "--name", "people", "--role", "people-job", *size, "--command", command)

    run = start_people(world, "s3://people-lake/adults/")
    assert run["JobRunState"] == "SUCCEEDED", run
    assert world.output(run, until="over 30")[:2] == ["people: 12", "over 30: 7"]
    rows = [row for body in parquet_bodies(world, "people-lake", "adults/") for row in body.to_pylist()]
    assert {row["full_name"] for row in rows} == {"Ada", "Carl", "Dorothy", "Fibonacci", "Grace", "Hypatia", "Lise"}
    assert "Göttingen" in {row["city"] for row in rows}

    denied = start_people(world, "s3://people-lake/elsewhere/")
    assert denied["JobRunState"] == "FAILED"
    assert "s3:PutObject" in denied["ErrorMessage"]


@pytest.mark.run
@pytest.mark.slow
def test_the_demo_goes_as_told_and_leaves_nothing_running() -> None:
    demo = [sys.executable, str(EXAMPLES / "enem" / "demo.py"), "--rows", "5000"]
    told = subprocess.run(demo, capture_output=True, text=True, timeout=300, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    for part in (
        "FAILED, as it should",
        "lacks           s3:PutObject",
        "SUCCEEDED",
        "per DPU-hour",
        "NU_ANO=2023",
    ):
        assert part in told.stdout
    assert "\x1b" not in told.stdout
    assert processes_with("mastic-demo-") == []


@pytest.mark.run
def test_orders_are_loaded_as_they_come(world: World, admin: str) -> None:
    folder = EXAMPLES / "incremental"
    home = unique("orders")
    arguments = {"--SOURCE": f"s3://lake/{home}/incoming/", "--TARGET": f"s3://lake/{home}/orders/"}
    defaults = arguments | {"--job-bookmark-option": "job-bookmark-enable"}
    job = world.job(folder / "load_job.py", role=admin, DefaultArguments=defaults)
    for day, count in (("monday", 3), ("tuesday", 2)):
        world.put(f"{home}/incoming/{day}.csv", (folder / f"{day}.csv").read_bytes())
        run = world.run(job)
        assert run["JobRunState"] == "SUCCEEDED", run
        assert world.output(run, until="new orders")[-1] == f"new orders: {count}"
    keys = [item["Key"] for item in world.s3.list_objects_v2(Bucket="lake", Prefix=f"{home}/orders/")["Contents"]]
    rows = [
        json.loads(line)["id"]
        for key in keys
        for line in world.s3.get_object(Bucket="lake", Key=key)["Body"].read().splitlines()
    ]
    assert sorted(rows) == [1, 2, 3, 4, 5]
    assert {key.split("/")[2] for key in keys} == {"day=2026-11-27", "day=2026-11-28", "day=2026-11-29"}


def start_people(world: World, target: str) -> dict[str, Any]:
    arguments = json.dumps({"--DATABASE": "people_lake", "--TABLE": "people", "--TARGET": target})
    words = ["--job-name", "people", "--arguments", arguments, "--query", "JobRunId", "--output", "text"]
    return world.ended("people", world.aws("glue", "start-job-run", *words).strip())


def assert_rows_per_year(world: World, role: str, table: str, year: str, wanted: dict[int, int]) -> None:
    run = world.run(world.job(EXAMPLES / "enem" / "read_back.py", role=role), {"--TABLE": table, "--YEAR": year})
    assert run["JobRunState"] == "SUCCEEDED", run
    lines = [line.split() for line in world.output(run, until=str(generate.YEARS[-1]))]
    counted = {int(words[0]): int(words[1]) for words in lines}
    assert counted == wanted


def complete_per_year() -> dict[int, int]:
    """Counts in plain Python what the awsglue job should keep."""
    wanted = dict.fromkeys(generate.YEARS, 0)
    days = generate.COLUMNS.index("TP_PRESENCA_CH"), generate.COLUMNS.index("TP_PRESENCA_MT")
    for block in list(generate.lines(ROWS, seed=11))[1:]:
        for row in (line.split(";") for line in block.decode("iso-8859-1").splitlines()):
            wanted[int(row[1])] += all(row[day] == "1" for day in days)
    return wanted


def parquet_bodies(world: World, bucket: str, prefix: str) -> list[pyarrow.Table]:
    keys = [item["Key"] for item in world.s3.list_objects_v2(Bucket=bucket, Prefix=prefix)["Contents"]]
    bodies = [world.s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys if key.endswith(".parquet")]
    return [pyarrow.parquet.read_table(io.BytesIO(body)) for body in bodies]


def towns(world: World, prefix: str) -> set[str]:
    return {town for table in parquet_bodies(world, "lake", prefix) for town in table["NO_MUNICIPIO_PROVA"].to_pylist()}


@pytest.mark.run
def test_bad_orders_go_into_quarantine(world: World, admin: str) -> None:
    prefix = unique("orders")
    target = f"s3://lake/{prefix}"
    source = world.put(f"{prefix}-raw/orders.csv", (EXAMPLES / "quality/orders.csv").read_bytes())
    job = world.job(EXAMPLES / "quality/quality_job.py", role=admin)
    run = world.run(job, {"--INPUT": source, "--OUTPUT": target})
    assert run["JobRunState"] == "SUCCEEDED", run.get("ErrorMessage")
    lines = world.output(run, until="in quarantine")
    assert 'Failed: ColumnLength "customer" > 0' in lines
    assert 'Passed: ColumnValues "amount" > 0 with threshold > 0.5' in lines
    assert lines[-1] == "3 good, 3 in quarantine"
    keys = [item["Key"] for item in world.s3.list_objects_v2(Bucket="lake", Prefix=f"{prefix}/quarantine/")["Contents"]]
    kept = b"".join(world.s3.get_object(Bucket="lake", Key=key)["Body"].read() for key in keys).decode().splitlines()
    assert {row["order_id"]: len(row["failed"]) for row in map(json.loads, kept)} == {3: 1, 4: 2, 5: 1}
