"""One Spark for all tests of awsglue, with the runtime's classes and nothing of a server."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from awsglue.context import GlueContext

_ROOT = Path(__file__).parents[4]


def _runtime_classes() -> str:
    modules = f"{_ROOT}/runtime/scala/target/classes:{_ROOT}/runtime/spark/target/classes"
    modules += f":{_ROOT}/runtime/spark/target/driver-lib/*"
    places = os.environ.get("MASTIC_RUNTIME_CLASSES", modules)
    if not (Path(places.split(":")[0]) / "com/amazonaws/services/glue/GlueContext.class").exists():
        pytest.exit(f"{places} has no classes: build runtime/spark and runtime/scala first (make setup)", returncode=3)
    # The drivers of databases and the clients of AWS.
    return f"{places}:{_ROOT}/runtime/spark/target/driver-lib/*"


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    # Python workers unpickle functions of awsglue.
    os.environ["PYTHONPATH"] = str(_ROOT / "runtime/python/src")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .appName("awsglue")
        .config("spark.driver.extraClassPath", _runtime_classes())
        .config("spark.driver.memory", "1g")
        # Tests are short: what the optimizing compiler makes ready comes too late for them and costs half of the time.
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def glue(spark: SparkSession) -> GlueContext:
    return GlueContext(spark.sparkContext)


@pytest.fixture
def json_frame(glue: GlueContext, tmp_path: Path) -> Callable[..., Any]:
    """Makes a frame of records, each written as JSON on a line of its own; texts are lines as they are."""

    def make(*records: Any) -> Any:
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        directory = tmp_path / f"json{len(list(tmp_path.iterdir()))}"
        directory.mkdir()
        (directory / "records.json").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return glue.create_dynamic_frame.from_options("s3", {"paths": [str(directory)]}, format="json")

    return make


def tree(frame: Any) -> str:
    """What ``printSchema`` prints, without the newline of print itself."""
    return str(frame._jdf.schema().treeString())


def rows(frame: Any) -> list[dict[str, Any]]:
    return [row.asDict(recursive=True) for row in frame.toDF().collect()]
