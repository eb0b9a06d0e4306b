"""DynamicFrame against the best DataFrame code that one would write by hand, in one Spark.

    python testing/benchmarks/frame_bench.py FOLDER ROWS ROUNDS

Prints one JSON object a case: its name and the processor seconds of both sides in every round. A process of its own,
because its Spark has the settings of a job and not those of a server's driver. Both sides' results are compared before
anything is timed.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import machine
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import (
    col,
    concat,
    explode,
    lit,
    monotonically_increasing_id,
    posexplode,
    sequence,
    struct,
    when,
    xxhash64,
)
from pyspark.sql.functions import sum as total
from pyspark.sql.types import ArrayType, StructType

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame

PROJECT = Path(__file__).resolve().parents[2]
LIBRARIES = PROJECT / ".build/driver/lib"
CITIES = ["Recife", "Belém", "São Paulo", "Porto Alegre", "Salvador", "Manaus"]


def orders(rows: int, seed: int = 11) -> list[str]:
    """Messy JSON: a number that is a text here and there, a null, a missing field, nested records, arrays."""
    rng = random.Random(seed)
    lines = []
    for number in range(rows):
        order: dict[str, Any] = {
            "id": number if number % 50 else 3_000_000_000 + number,
            "name": f"customer {rng.randrange(100_000)}",
            "price": rng.choice([rng.randrange(1000), round(rng.random() * 1000, 2), str(rng.randrange(1000))]),
            "address": {"city": rng.choice(CITIES), "zip": f"{rng.randrange(99999):05d}", "lat": rng.random() * 90},
            "items": [{"sku": f"s{rng.randrange(5000)}", "qty": rng.randrange(1, 9)} for _ in range(rng.randrange(4))],
            "tags": [f"t{rng.randrange(40)}" for _ in range(rng.randrange(3))],
            "day": f"2024-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
            "active": rng.random() < 0.5,
        }
        if rng.random() < 0.1:
            order["note"] = None if rng.random() < 0.5 else "x" * rng.randrange(30)
        lines.append(json.dumps(order, ensure_ascii=False))
    return lines


@dataclass(frozen=True)
class Case:
    """The same work twice; each side answers what it would write."""

    name: str
    ours: Callable[[], DataFrame]
    theirs: Callable[[], DataFrame]
    numbers_rows: bool = False


class Frames:
    """The cases, over one set of files."""

    def __init__(self, glue: GlueContext, folder: Path) -> None:
        self._glue = glue
        self._spark = glue.spark_session
        self._json, self._csv, self._parquet, self._functions = (
            str(folder / name) for name in ("json", "csv", "parquet", "functions")
        )

    def prepare(self, rows: int) -> None:
        Path(self._json).mkdir()
        lines = orders(rows)
        half = len(lines) // 2
        for number, part in enumerate((lines[:half], lines[half:])):
            (Path(self._json) / f"orders-{number}.json").write_text("\n".join(part) + "\n", encoding="utf-8")
        flat = self._spark.read.json(self._json).select(
            "id", "name", col("price").cast("double").alias("price"), "address", "items", "tags", "day", "active"
        )
        flat.write.parquet(self._functions)
        # As much as the JSON by size: the same orders over and over, under other numbers and names.
        self._repeated(flat, 18).write.parquet(self._parquet)
        self._repeated(flat, 4).select(
            "id", "name", "price", "address.city", "address.zip", "address.lat", "day", "active"
        ).write.csv(self._csv, header=True)

    @staticmethod
    def _repeated(rows: DataFrame, times: int) -> DataFrame:
        again = rows.withColumn("again", explode(sequence(lit(0), lit(times - 1))))
        identity = (col("id") * times + col("again")).alias("id")
        return again.select(identity, concat("name", lit(" "), "again").alias("name"), *rows.columns[2:])

    def all(self) -> list[Case]:
        return [
            Case("JSON, choices cast: ApplyMapping of 9 fields", self._mapped_json, self._selected_json),
            Case("JSON, every choice resolved: ResolveChoice", self._resolved_json, self._read_json),
            Case("CSV: ApplyMapping with 6 casts and a nested target", self._mapped_csv, self._selected_csv),
            Case("Parquet: Filter and ApplyMapping", self._mapped_parquet, self._selected_parquet),
            Case("Parquet: DropFields, RenameField, SelectFields", self._edited_parquet, self._edited_by_hand),
            Case("Parquet: Join on a key", self._joined, self._joined_by_hand),
            Case("nested JSON: Relationalize, root and two children", self._relations, self._exploded, True),
            Case("Filter by a lambda that is translated, against an RDD of dicts", self._filtered, self._filtered_rdd),
            Case("Filter by a function in batches, against an RDD of dicts", self._judged, self._judged_rdd),
            Case("Map by a function, against an RDD of dicts", self._changed, self._changed_rdd),
        ]

    def _frame(self, kind: str, **options: Any) -> DynamicFrame:
        paths = {"json": self._json, "csv": self._csv, "parquet": self._parquet, "functions": self._functions}[kind]
        return self._glue.create_dynamic_frame.from_options(
            "s3", {"paths": [paths]}, format=kind if kind != "functions" else "parquet", format_options=options
        )

    def _mapped_json(self) -> DataFrame:
        mappings = [
            ("id", "long", "id", "long"),
            ("name", "string", "customer", "string"),
            ("price", "choice", "price", "double"),
            ("address.city", "string", "city", "string"),
            ("address.zip", "string", "zip", "string"),
            ("day", "string", "day", "date"),
            ("active", "boolean", "active", "boolean"),
            ("tags", "array", "tags", "array"),
            ("note", "string", "note", "string"),
        ]
        frame = self._frame("json").resolveChoice(specs=[("id", "cast:long"), ("price", "cast:double")])
        return frame.apply_mapping([m if m[0] != "price" else (m[0], "double", *m[2:]) for m in mappings]).toDF()

    def _selected_json(self) -> DataFrame:
        return self._spark.read.json(self._json).select(
            "id", col("name").alias("customer"), col("price").cast("double").alias("price"),
            "address.city", "address.zip", col("day").cast("date").alias("day"), "active", "tags", "note",
        )  # fmt: skip

    def _resolved_json(self) -> DataFrame:
        return self._frame("json").resolveChoice(specs=[("id", "cast:long"), ("price", "cast:string")]).toDF()

    def _read_json(self) -> DataFrame:
        return self._spark.read.json(self._json)

    def _mapped_csv(self) -> DataFrame:
        return (
            self._frame("csv", withHeader=True)
            .apply_mapping(
                [
                    ("id", "string", "id", "long"),
                    ("name", "string", "name", "string"),
                    ("price", "string", "price", "double"),
                    ("city", "string", "address.city", "string"),
                    ("lat", "string", "address.lat", "double"),
                    ("day", "string", "day", "date"),
                    ("active", "string", "active", "boolean"),
                ]
            )
            .toDF()
        )

    def _selected_csv(self) -> DataFrame:
        rows = self._spark.read.csv(self._csv, header=True)
        return rows.select(
            col("id").cast("long").alias("id"), "name", col("price").cast("double").alias("price"),
            struct("city", col("lat").cast("double").alias("lat")).alias("address"),
            col("day").cast("date").alias("day"), col("active").cast("boolean").alias("active"),
        )  # fmt: skip

    def _mapped_parquet(self) -> DataFrame:
        kept = self._frame("parquet").filter(lambda row: row["price"] > 500 and row["active"])
        return kept.apply_mapping(
            [
                ("id", "long", "id", "string"),
                ("price", "double", "price", "int"),
                ("address.city", "string", "place.city", "string"),
                ("address.lat", "double", "place.lat", "double"),
            ]
        ).toDF()

    def _selected_parquet(self) -> DataFrame:
        rows = self._spark.read.parquet(self._parquet).filter("price > 500 and active")
        return rows.select(
            col("id").cast("string").alias("id"), col("price").cast("int").alias("price"),
            struct("address.city", "address.lat").alias("place"),
        )  # fmt: skip

    def _edited_parquet(self) -> DataFrame:
        frame = self._frame("parquet").drop_fields(["tags", "address.zip"]).rename_field("name", "customer")
        return frame.select_fields(["id", "customer", "address", "items"]).toDF()

    def _edited_by_hand(self) -> DataFrame:
        rows = self._spark.read.parquet(self._parquet)
        address = struct("address.city", "address.lat").alias("address")
        return rows.select("id", col("name").alias("customer"), address, "items")

    def _joined(self) -> DataFrame:
        left = self._frame("parquet").select_fields(["id", "name", "price"])
        right = self._frame("parquet").select_fields(["id", "day"]).rename_field("id", "order")
        return left.join(["id"], ["order"], right).toDF()

    def _joined_by_hand(self) -> DataFrame:
        rows = self._spark.read.parquet(self._parquet)
        days = rows.select(col("id").alias("order"), "day")
        return rows.select("id", "name", "price").join(days, col("id") == col("order"))

    def _relations(self) -> DataFrame:
        frame = self._frame("json").resolveChoice(specs=[("id", "cast:long"), ("price", "cast:string")])
        relations = frame.relationalize("root", "s3://nowhere/")
        children = [relations.select(f"root_{name}").toDF().select("id", "index") for name in ("items", "tags")]
        return relations.select("root").toDF().select("items", "tags").union(children[0]).union(children[1])

    def _exploded(self) -> DataFrame:
        number = monotonically_increasing_id() + 1
        rows = self._spark.read.json(self._json).select("*", number.alias("number"))
        ids = [when(col(name).isNotNull(), col("number")).alias(name) for name in ("items", "tags")]
        children = [rows.select("number", posexplode(name)).select("number", "pos") for name in ("items", "tags")]
        return rows.select(*ids).union(children[0]).union(children[1])

    def _filtered(self) -> DataFrame:
        return self._frame("functions").filter(_expensive).toDF().select("id", "name")

    def _filtered_rdd(self) -> DataFrame:
        return self._by_rdd(_expensive).select("id", "name")

    def _judged(self) -> DataFrame:
        return self._frame("functions").filter(_numbered).toDF().select("id", "name")

    def _judged_rdd(self) -> DataFrame:
        return self._by_rdd(_numbered).select("id", "name")

    def _by_rdd(self, predicate: Callable[[dict[str, Any]], Any]) -> DataFrame:
        rows = self._spark.read.parquet(self._functions)
        kept = rows.rdd.map(lambda row: row.asDict(recursive=True)).filter(predicate)
        return self._spark.createDataFrame(kept, rows.schema)

    def _changed(self) -> DataFrame:
        # What comes back from Python is an int where it fits: some ids are, others are not.
        changed = self._frame("functions").map(_labelled).resolveChoice(specs=[("id", "cast:long")])
        return changed.toDF().select("id", "label")

    def _changed_rdd(self) -> DataFrame:
        rows = self._spark.read.parquet(self._functions)
        changed = rows.rdd.map(lambda row: _labelled(row.asDict(recursive=True)))
        return self._spark.createDataFrame(changed, rows.schema.add("label", "string")).select("id", "label")


def _expensive(row: dict[str, Any]) -> Any:
    return row["price"] > 250 and row["address"]["city"] != "Recife"


def _numbered(row: dict[str, Any]) -> Any:
    # Regular expressions are not translated.
    return re.match(r"customer \d*7$", row["name"])


def _labelled(row: dict[str, Any]) -> dict[str, Any]:
    row["label"] = re.sub(r"\d", "#", row["name"]) + row["day"][:4]
    return row


def digest(rows: DataFrame, numbers_rows: bool) -> tuple[list[str], int, int]:
    """The columns' names, how many rows there are, and a sum over their values, whatever the order of either."""
    names = sorted(rows.columns)
    flat = [name for name in names if not isinstance(rows.schema[name].dataType, (ArrayType, StructType))]
    # How rows are numbered depends on how files are split.
    values = [col(name).isNotNull() if numbers_rows else col(name).cast("string") for name in flat]
    row = rows.agg(total(xxhash64(*values) % 1_000_003).alias("sum")).first()
    return names, rows.count(), row["sum"] if row else 0


def measure(case: Case, jvm: int, rounds: int) -> tuple[list[float], list[float]]:
    sides = (case.ours, case.theirs)
    results = [digest(side(), case.numbers_rows) for side in sides]
    if results[0] != results[1] or not results[0][1]:
        raise RuntimeError(f"{case.name}: {results[0]} and {results[1]}")
    values: tuple[list[float], list[float]] = ([], [])
    for number in range(-1, rounds):  # the first warms both sides
        for side in (0, 1) if number % 2 == 0 else (1, 0):
            before = machine.processor_seconds(jvm)
            sides[side]().write.format("noop").mode("overwrite").save()
            if number >= 0:
                values[side].append(machine.processor_seconds(jvm) - before)
    return values


def session(folder: Path) -> SparkSession:
    # Python workers are started by name, and must find what this process finds.
    os.environ.update(PYTHONPATH=str(PROJECT / "runtime/python/src"), PYSPARK_PYTHON=sys.executable)
    settings = {
        "spark.driver.extraClassPath": f"{LIBRARIES}/*",
        "spark.driver.memory": "2g",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "8",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    builder = SparkSession.builder.master("local[2]").appName("frames")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def main() -> None:
    folder, rows, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    spark = session(folder)
    spark.sparkContext.setLogLevel("ERROR")
    jvm = int(spark.sparkContext._jvm.java.lang.ProcessHandle.current().pid())  # type: ignore[union-attr]
    frames = Frames(GlueContext(spark.sparkContext), folder)
    frames.prepare(rows)
    for case in frames.all():
        ours, theirs = measure(case, jvm, rounds)
        print(json.dumps({"case": case.name, "ours": ours, "theirs": theirs}), flush=True)
    spark.stop()


if __name__ == "__main__":
    main()
