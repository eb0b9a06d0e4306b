"""Jobs of Scala through the public API: source that is compiled, a jar in its place, an engine beside it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from support import World, unique

from mastic_cli.local import mastic_home

pytestmark = pytest.mark.run

RUNNER = mastic_home() / "examples/workflow-runner"
PEOPLE = "name,age,city\nAda,36,London\nAlan,12,London\nGrace,85,New York\n"

COUNTS = """
import com.amazonaws.services.glue.GlueContext
import com.amazonaws.services.glue.util.{GlueArgParser, Job, JsonOptions}
import org.apache.spark.SparkContext
import scala.collection.JavaConverters._

object GlueApp {
  def main(sysArgs: Array[String]) {
    val glueContext: GlueContext = new GlueContext(new SparkContext())
    val args = GlueArgParser.getResolvedOptions(sysArgs, Seq("JOB_NAME", "TABLE").toArray)
    Job.init(args("JOB_NAME"), glueContext, args.asJava)
    val orders = glueContext.getCatalogSource(database = "scala_orders", tableName = args("TABLE"), redshiftTmpDir = "",
      transformationContext = "orders").getDynamicFrame()
    val rate = scala.io.Source.fromFile("rate.txt").mkString
    println(s"${args("JOB_NAME")} ${Job.runId} ${sys.env("CUSTOMER_TEAM")} $rate ${orders.count}")
    if (orders.count > 2) throw new IllegalStateException("too many orders")
    Job.commit()
  }
}
"""


def scala_job(world: World, role: str, script: str | bytes, name: str, **arguments: str) -> str:
    location = world.put(f"scripts/{unique('script')}/{name}", script)
    defaults = {"--job-language": "scala"} | arguments
    return world.job_at(location, role=role, DefaultArguments=defaults)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    jar = tmp_path_factory.mktemp("engine") / "engine.jar"
    subprocess.run([RUNNER / "build", jar], check=True)
    return jar.read_bytes()


@pytest.fixture(scope="module")
def orders(world: World) -> str:
    table = unique("orders").replace("-", "_")
    world.glue.create_database(DatabaseInput={"Name": "scala_orders"})
    columns = [{"Name": "id", "Type": "bigint"}]
    world.put(f"{table}/orders.json", '{"id": 1}\n{"id": 2}\n')
    storage: dict[str, Any] = {
        "Columns": columns,
        "Location": f"s3://lake/{table}/",
        "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
        "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe"},
    }
    world.glue.create_table(
        DatabaseName="scala_orders",
        TableInput={"Name": table, "StorageDescriptor": storage, "Parameters": {"classification": "json"}},
    )
    return table


def test_a_script_is_compiled_once_and_fails_with_its_line(world: World, admin: str, orders: str) -> None:
    arguments = {
        "--customer-driver-env-vars": "CUSTOMER_TEAM=lake",
        "--extra-files": world.put("files/rate.txt", "1.5"),
        "--TABLE": orders,
    }
    job = scala_job(world, admin, COUNTS, "counts.scala", **arguments)
    run = world.run(job)
    assert run["JobRunState"] == "SUCCEEDED", run
    assert world.output(run, until=job)[-1].split() == [job, run["Id"], "lake", "1.5", "2"]
    compiled = _compiled(world)

    world.put(f"{orders}/more.json", '{"id": 3}\n')
    run = world.run(job)
    assert run["JobRunState"] == "FAILED"
    assert run["ErrorMessage"] == (
        "Error Category: UNCLASSIFIED_ERROR; Failed Line Number: 16;"
        " IllegalStateException: too many orders (counts.scala:16)"
    )
    assert _compiled(world) == compiled


def _compiled(world: World) -> dict[Path, int]:
    """The inode of each jar: another file would have another."""
    return {jar: jar.stat().st_ino for jar in (world.server.data_dir / "compiled").glob("*/*.jar")}


def test_a_script_that_does_not_compile_fails_with_what_the_compiler_says(world: World, admin: str) -> None:
    job = scala_job(world, admin, 'object GlueApp {\n  val year: Int = "2024"\n}\n', "wrong.scala")
    run = world.run(job)
    assert run["JobRunState"] == "FAILED"
    assert run["ErrorMessage"] == (
        "Error Category: COMPILATION_ERROR; Failed Line Number: 2; "
        'CompilationError: wrong.scala:2: type mismatch; found : String("2024") required: Int'
    )


def test_a_tools_engine_runs_the_workflow_that_it_is_given(world: World, admin: str, engine: bytes) -> None:
    world.put("workflow/people/people.csv", PEOPLE)
    workflow = world.put("workflow/workflow.json", (RUNNER / "workflow.json").read_bytes())
    runner = (RUNNER / "runner.scala").read_text()
    jar = world.put("tool/engine.jar", engine)
    arguments = {"--class": "workflow.RunWorkflow", "--extra-jars": jar, "--user-jars-first": "true"}
    job = scala_job(world, admin, runner, "runner.scala", **arguments)
    run = world.run(job, {"--WORKFLOW": workflow})
    assert run["JobRunState"] == "SUCCEEDED", run
    assert world.output(run, until="steps done")[-1] == "workflow adults: 4 steps done"
    written = world.s3.list_objects_v2(Bucket="lake", Prefix="workflow/adults/city=New York/")["Contents"]
    [line] = world.s3.get_object(Bucket="lake", Key=written[0]["Key"])["Body"].read().splitlines()
    assert json.loads(line) == {"person": {"name": "Grace", "age": 85}}


def test_a_jar_can_stand_in_a_scripts_place(world: World, admin: str, engine: bytes) -> None:
    workflow = world.put("workflow/wrong.json", '{"steps": [{"id": "a", "type": "paint"}]}')
    job = scala_job(world, admin, engine, "engine.jar", **{"--class": "workflow.RunWorkflow"})
    run = world.run(job, {"--WORKFLOW": workflow})
    assert run["JobRunState"] == "FAILED"
    assert run["ErrorMessage"] == (
        "Error Category: INVALID_ARGUMENT_ERROR; IllegalArgumentException: step type paint (expected: read, filter, map"
        " or write) (check the job's parameters and the options of the call)"
    )
