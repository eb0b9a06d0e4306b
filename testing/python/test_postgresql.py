"""A server whose database is PostgreSQL: what it keeps outlives the server, and lost connections are made anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from databases import PASSWORD, USER, Database, postgresql
from support import World

from mastic_cli.clients import Clients
from mastic_cli.errors import CommandError
from mastic_cli.local import LocalServer

pytestmark = pytest.mark.run

WRITES = """
    import sys
    from awsglue.context import GlueContext
    from awsglue.job import Job
    from awsglue.utils import getResolvedOptions
    from pyspark.context import SparkContext

    arguments = getResolvedOptions(sys.argv, ["JOB_NAME"])
    glue = GlueContext(SparkContext.getOrCreate())
    job = Job(glue)
    job.init(arguments["JOB_NAME"], arguments)
    new = glue.create_dynamic_frame.from_options(
        "s3", {"paths": ["s3://lake/in/"]}, "json", transformation_ctx="new"
    )
    print("new records:", new.count())
    job.commit()
"""


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with postgresql() as running:
        yield running


def address_of(database: Database) -> str:
    return f"postgresql://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{database.port}/sales"


@pytest.fixture(scope="module")
def world(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    server = LocalServer(tmp_path_factory.mktemp("on-postgresql") / "data", settings={"database": address_of(database)})
    server.start()
    made = World(server, Clients(server.address, server.key), "lake")
    made.s3.create_bucket(Bucket=made.bucket)
    yield made
    server.stop()
    server.end_drivers()


def test_a_second_server_on_the_same_database_is_refused(world: World, database: Database, tmp_path: Path) -> None:
    second = LocalServer(tmp_path / "second", settings={"database": address_of(database)})
    with pytest.raises(CommandError, match="another server works on it") as refusal:
        second.start()
    assert "tiger" not in str(refusal.value)
    assert world.s3.list_buckets()["Buckets"]


def test_jobs_bookmarks_and_the_catalog_outlive_the_server_and_its_connections(
    world: World, database: Database
) -> None:
    role = world.role()
    job = world.job(WRITES, role=role, DefaultArguments={"--job-bookmark-option": "job-bookmark-enable"})
    world.put("in/one.json", '{"a": 1}\n{"a": 2}\n')
    world.glue.create_database(DatabaseInput={"Name": "Sales"})
    first = world.run(job)
    assert first["JobRunState"] == "SUCCEEDED", first
    assert "new records: 2" in world.output(first, until="new records")

    world.server.stop()
    world.server.start()
    later = World(world.server, Clients(world.server.address, world.server.key), "lake")
    assert later.glue.get_database(Name="sales")["Database"]["Name"] == "sales"
    later.put("in/two.json", '{"a": 3}\n')

    database.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mastic'"
        " and pid <> pg_backend_pid();"
    )
    second = later.run(job)
    assert second["JobRunState"] == "SUCCEEDED", second
    assert "new records: 1" in later.output(second, until="new records")
    runs = later.glue.get_job_runs(JobName=job)["JobRuns"]
    assert [run["Id"] for run in runs] == [second["Id"], first["Id"]]
    assert not (world.server.data_dir / "mastic.db").exists()
