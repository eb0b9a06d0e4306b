"""Scripts of Scala, as source and as a jar, in the driver's JVM."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
pytestmark = pytest.mark.run

STUDIO = """
import com.amazonaws.services.glue.ChoiceOption
import com.amazonaws.services.glue.GlueContext
import com.amazonaws.services.glue.DynamicFrame
import com.amazonaws.services.glue.util.GlueArgParser
import com.amazonaws.services.glue.util.Job
import com.amazonaws.services.glue.util.JsonOptions
import org.apache.spark.SparkContext
import scala.collection.JavaConverters._

object GlueApp {
  def main(sysArgs: Array[String]) {
    val spark: SparkContext = new SparkContext()
    val glueContext: GlueContext = new GlueContext(spark)
    val args = GlueArgParser.getResolvedOptions(sysArgs, Seq("JOB_NAME", "source").toArray)
    Job.init(args("JOB_NAME"), glueContext, args.asJava)
    val people = glueContext.getSourceWithFormat(
      connectionType = "s3",
      options = JsonOptions(Map("paths" -> Seq(args("source")), "recurse" -> true)),
      format = "json",
      transformationContext = "people").getDynamicFrame()
    val resolved = people.resolveChoice(
      choiceOption = Some(ChoiceOption("cast:long")), transformationContext = "resolved")
    val mapped = resolved.applyMapping(
      mappings = Seq(("id", "long", "id", "long"), ("name", "string", "who", "string")),
      caseSensitive = false, transformationContext = "mapped")
    mapped.printSchema()
    println(s"${args("JOB_NAME")} ${mapped.count} ${mapped.count()} ${people.errorsCount} ${sys.env("X")}")
    Console.err.println("to stderr")
    glueContext.getSparkSession.range(3).foreach(n => println("task " + n))
    new com.amazonaws.services.glue.log.GlueLogger().info("to the log")
    Job.commit()
  }
}
"""


def test_a_script_as_studio_writes_it_runs_in_a_warm_driver(driver: Start, tmp_path: Path) -> None:
    (tmp_path / "people.json").write_text('{"id": 1, "name": "Ada"}\n{"id": "2", "name": "Grace"}\n')
    done = driver(warm=True).run(
        STUDIO,
        ["--JOB_NAME", "a-job", "--source", str(tmp_path / "people.json")],
        language="scala",
        environment={"X": "y"},
    )
    assert done.end["code"] == 0, done.end
    said = done.text("stdout")
    assert said.startswith("root\n|-- id: long\n|-- who: string\n\na-job 2 2 0 y\n")
    assert sorted(said.splitlines()[-3:]) == ["task 0", "task 1", "task 2"]
    assert done.text("stderr") == "to stderr\n"
    assert "to the log" in done.text("system")


def test_frames_behave_in_scala_as_they_do_in_python(driver: Start, tmp_path: Path) -> None:
    script = (Path(__file__).parent / "behaviours.scala").read_text()
    arguments = ["--JOB_NAME", "a-job", "--TempDir=s3://tmp/", "--dir", str(tmp_path), "--my-opt", "x"]
    done = driver().run(script, arguments, language="scala")
    assert done.end["code"] == 0, f"{done.end}\n{done.text('stderr')}"
    assert done.text("stdout").endswith("all is well\n")


def _script(body: str) -> str:
    return "object GlueApp {\n  def main(args: Array[String]): Unit = {\n" + body + "\n  }\n}\n"


@pytest.mark.parametrize(
    ("script", "code", "message", "line"),
    [
        (_script("sys.exit(3)"), 3, "The script ended its process with status 3", None),
        (_script("System.exit(0)"), 0, None, None),
        (_script('throw new IllegalStateException("bad")'), 1, "IllegalStateException: bad (script.scala:3)", 3),
        (_script("val s: Int = nothing"), 1, "CompilationError: script.scala:3: not found: value nothing", 3),
        ("object Other { def main(args: Array[String]): Unit = () }", 1,
         "ClassNotFoundException: GlueApp is not in script.scala", None),
        ("class GlueApp { def main(args: Array[String]): Unit = () }", 1,
         "NoSuchMethodException: GlueApp is a class", None),
    ],
)  # fmt: skip
def test_an_ending_is_recorded(driver: Start, script: str, code: int, message: str | None, line: int | None) -> None:
    done = driver().run(script, language="scala")
    assert done.process.returncode == done.end["code"] == code
    assert (done.end.get("errorMessage") or "").startswith(message or "")
    assert ("errorMessage" in done.end) == (message is not None)
    assert done.end.get("line") == line
