"""Whether gigabytes go through a driver whose heap is 2 GB.

    python testing/benchmarks/memory_bench.py FOLDER ROWS COPIES

Reads, resolves, relationalizes, filters, joins and writes so many copies of frame_bench.py's files. Prints one JSON
object: how many bytes of JSON and of CSV there were, and the most memory that the JVM ever took.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import machine
from frame_bench import Frames, session

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame


class Work:
    """Every transform that could keep more than it should."""

    def __init__(self, glue: GlueContext, folder: Path, ids: int) -> None:
        self._glue = glue
        self._folder = folder
        self._ids = ids

    def read(self, kind: str, **options: Any) -> DynamicFrame:
        return self._glue.create_dynamic_frame.from_options(
            "s3", {"paths": [str(self._folder / f"many-{kind}")]}, format=kind, format_options=options
        )

    def write(self, frame: DynamicFrame, name: str) -> int:
        """The rows that were written and can be read again."""
        path = str(self._folder / name)
        self._glue.write_dynamic_frame.from_options(frame, "s3", {"path": path}, format="glueparquet")
        return self._glue.spark_session.read.parquet(path).count()

    def json(self) -> list[int]:
        orders = self.read("json").resolveChoice(specs=[("id", "cast:long"), ("price", "cast:string")])
        tables = orders.relationalize("root", str(self._folder / "staging"))
        return [self.write(tables.select(name), name) for name in ("root", "root_items", "root_tags")]

    def csv(self) -> int:
        orders = self.read("csv", withHeader=True)
        prices = orders.apply_mapping([("id", "string", "id", "long"), ("price", "string", "price", "double")])
        places = orders.apply_mapping([("id", "string", "order", "long"), ("city", "string", "city", "string")])
        ids = self._ids
        some = prices.filter(lambda row: row["id"] < ids and row["price"] > 500)
        return self.write(some.join(["id"], ["order"], places), "joined")


def copy(folder: Path, kind: str, copies: int) -> int:
    """Makes a folder of so many names for each file; answers the bytes that one reads there."""
    many = folder / f"many-{kind}"
    many.mkdir()
    files = [file for file in sorted((folder / kind).iterdir()) if file.name[0] not in "._"]
    for number in range(copies):
        for file in files:
            os.link(file, many / f"{number}-{file.name}")
    return copies * sum(file.stat().st_size for file in files)


def main() -> None:
    folder, rows, copies = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    spark = session(folder)
    spark.sparkContext.setLogLevel("ERROR")
    jvm = int(spark.sparkContext._jvm.java.lang.ProcessHandle.current().pid())  # type: ignore[union-attr]
    glue = GlueContext(spark.sparkContext)
    Frames(glue, folder).prepare(rows)
    read = {kind: copy(folder, kind, copies) for kind in ("json", "csv")}
    work = Work(glue, folder, ids=rows // 40)
    written = [*work.json(), work.csv()]
    if written[0] != rows * copies or not all(written):
        raise RuntimeError(f"{written} rows were written of {rows * copies}")
    status = Path(f"/proc/{jvm}/status").read_text()
    print(json.dumps({"read": read, "mb": machine.kib(status, "VmHWM") / machine.KIB_PER_MB}), flush=True)
    spark.stop()


if __name__ == "__main__":
    main()
