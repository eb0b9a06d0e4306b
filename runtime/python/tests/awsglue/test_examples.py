"""The job scripts under examples/, as they are."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from awsglue.context import GlueContext

_EXAMPLES = Path(__file__).parents[4] / "examples"


@pytest.fixture
def run(glue: GlueContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Runs a script with arguments in the session of the tests."""

    def script(file: Path, **arguments: object) -> None:
        given = [part for name, value in arguments.items() for part in (f"--{name}", str(value))]
        monkeypatch.setattr(sys, "argv", [str(file), "--JOB_NAME", file.stem, *given])
        runpy.run_path(str(file), run_name="__main__")

    yield script
    glue._sc._jvm.com.amazonaws.services.glue.util.Job.reset()  # type: ignore[union-attr]


def test_legislators_are_joined_and_made_flat(
    run: Callable[..., None], spark: SparkSession, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = _EXAMPLES / "legislators"
    runpy.run_path(str(example / "generate.py"))["write"](tmp_path / "raw")
    run(example / "legislators_job.py", SOURCE=tmp_path / "raw", TARGET=tmp_path / "flat", TempDir=tmp_path / "tmp")
    printed = capsys.readouterr().out
    readme = (example / "README.md").read_text()
    counts = "".join(f"{line}\n" for line in printed.splitlines() if line.startswith("history"))
    assert f"\n{counts}```" in readme
    assert "|-- identifiers: array\n|    |-- element: struct\n|    |    |-- scheme: string\n" in printed
    flat = {name: spark.read.parquet(str(tmp_path / "flat" / name)) for name in ("history", "history_identifiers")}
    identifiers = flat["history_identifiers"]
    both = flat["history"].join(identifiers, flat["history"].identifiers == identifiers.id)
    persons = spark.read.json(str(tmp_path / "raw/persons"))
    by_person = {row.id: len(row.identifiers) for row in persons.collect()}
    history = flat["history"].collect()
    assert both.count() == sum(by_person[row["id"]] for row in history)
    assert {row.org_name for row in history} == {"Chamber of Deputies", "Senate"}


def test_a_column_with_two_types_is_resolved(
    run: Callable[..., None], spark: SparkSession, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = _EXAMPLES / "resolve-choice"
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/orders.json").write_bytes((example / "orders.json").read_bytes())
    run(example / "resolve_choice_job.py", SOURCE=tmp_path / "raw", TARGET=tmp_path / "clean")
    printed = capsys.readouterr().out
    assert "|-- price: choice\n|    |-- int\n|    |-- long\n|    |-- string\n" in printed
    assert '{"order": 2, "price_int": null, "price_long": null, "price_string": "7.50"}' in printed
    assert "without a price: 2\n" in printed
    clean = spark.read.parquet(str(tmp_path / "clean")).orderBy("order").collect()
    assert [row.price for row in clean] == [12.0, 7.5, 3e9, None, None]
    assert [row.address and row.address.zip for row in clean] == ["01310", "20040", "30130", None, "40020"]
