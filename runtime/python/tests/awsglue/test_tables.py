"""Tables of the Data Catalog as sources and sinks. Spark's own catalog stands in for it: awsglue asks no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from awsglue import DynamicFrame
from awsglue.context import GlueContext

from .conftest import rows, tree


@pytest.fixture
def database(spark: SparkSession, tmp_path: Path) -> Iterator[str]:
    spark.sql(f"create database lake location '{tmp_path / 'lake'}'")
    yield "lake"
    spark.sql("drop database lake cascade")


@pytest.fixture
def people(database: str, spark: SparkSession, tmp_path: Path) -> str:
    """A table of CSV such as crawlers declare it."""
    place = tmp_path / "people"
    place.mkdir()
    (place / "a.csv").write_text('id,name,age\n1,"Ann, A.",31\n2,Bob,\n3,,x7\n')
    spark.sql(
        f"create table lake.people (id bigint, name string, age int) using csv location '{place}'"
        " tblproperties ('classification'='csv', 'skip.header.line.count'='1', 'delimiter'=',')"
    )
    return "people"


def read(glue: GlueContext, table: str, **options: Any) -> Any:
    return glue.create_dynamic_frame.from_catalog(database="lake", table_name=table, **options)


def test_values_of_csv_that_do_not_fit_their_column_make_a_choice(glue: GlueContext, people: str) -> None:
    frame = read(glue, people)
    assert frame.name == "people"
    assert tree(frame) == ("root\n|-- id: long\n|-- name: string\n|-- age: choice\n|    |-- int\n|    |-- string\n")
    assert rows(frame) == [
        {"id": 1, "name": "Ann, A.", "age": {"int": 31, "string": None}},
        {"id": 2, "name": "Bob", "age": None},
        {"id": 3, "name": "", "age": {"int": None, "string": "x7"}},
    ]


def test_the_example_of_everybody(glue: GlueContext, people: str) -> None:
    grown = read(glue, people).filter(lambda row: int(row["age"]) > 30)
    renamed = grown.toDF().withColumnRenamed("name", "person")
    back = DynamicFrame.fromDF(renamed, glue, "back")
    assert rows(back) == [{"id": 1, "person": "Ann, A.", "age": 31}]


def test_a_mapping_of_declared_types_does_not_look_at_the_records_first(
    glue: GlueContext, people: str, spark: SparkSession
) -> None:
    tracker = spark.sparkContext.statusTracker()
    spark.sparkContext.setJobGroup("mapping", "mapping")
    mapped = read(glue, people).apply_mapping([("id", "bigint", "id", "int"), ("age", "int", "age", "long")])
    mapped.printSchema()
    assert tracker.getJobIdsForGroup("mapping") == []
    spark.sparkContext.setJobGroup("", "")
    assert rows(mapped) == [{"id": 1, "age": 31}, {"id": 2, "age": None}, {"id": 3, "age": None}]


def test_partitions_are_columns_and_can_be_chosen(glue: GlueContext, database: str, spark: SparkSession) -> None:
    spark.sql("create table lake.sales (v int) using parquet partitioned by (year int, month string)")
    spark.sql("alter table lake.sales set tblproperties ('classification'='parquet')")
    spark.sql("insert into lake.sales values (1, 2020, '01'), (2, 2020, '02'), (3, 2021, '01')")
    assert tree(read(glue, "sales")) == "root\n|-- v: int\n|-- year: int\n|-- month: string\n"
    pushed = read(glue, "sales", push_down_predicate="(year == '2020' and month >= '02')")
    assert rows(pushed) == [{"v": 2, "year": 2020, "month": "02"}]
    options = {"catalogPartitionPredicate": "month='01'"}
    both = read(glue, "sales", push_down_predicate="year > 2020", additional_options=options)
    assert [row["v"] for row in rows(both)] == [3]
    assert len(both.toDF().inputFiles()) == 1
    with pytest.raises(Exception, match=r"User's pushdown predicate: v = 1 can not be resolved .*\[year, month\]"):
        read(glue, "sales", push_down_predicate="v = 1")


def test_json_tables_have_the_schema_of_their_records(
    glue: GlueContext, database: str, spark: SparkSession, tmp_path: Path
) -> None:
    for year, line in ((2020, '{"A": 1, "u": {"userId": 7}}'), (2021, '{"A": "x"}')):
        (tmp_path / f"j/year={year}").mkdir(parents=True)
        (tmp_path / f"j/year={year}/a.json").write_text(line + "\n")
    spark.sql(
        f"create table lake.events (a int, year int) using json partitioned by (year) location '{tmp_path / 'j'}'"
    )
    spark.sql("msck repair table lake.events")
    assert tree(read(glue, "events")) == (
        "root\n|-- a: choice\n|    |-- int\n|    |-- string\n|-- u: struct\n|    |-- userId: int\n|-- year: int\n"
    )
    only = read(glue, "events", push_down_predicate="year = 2020")
    assert rows(only) == [{"a": 1, "u": {"userId": 7}, "year": 2020}]


def test_arguments_of_from_catalog(glue: GlueContext, people: str) -> None:
    assert glue.create_dynamic_frame_from_catalog(name_space="lake", table_name=people).count() == 3
    assert glue.create_data_frame.from_catalog("lake", people).count() == 3
    with pytest.raises(Exception, match="Parameter name_space and database are both specified, choose one"):
        glue.create_dynamic_frame.from_catalog(database="lake", name_space="lake", table_name=people)
    with pytest.raises(Exception, match="Parameter name_space or database is missing"):
        glue.create_dynamic_frame.from_catalog(table_name=people)
    with pytest.raises(Exception, match="Parameter table_name is missing"):
        glue.create_dynamic_frame.from_catalog(database="lake")
    with pytest.raises(Exception, match="nobody"):
        read(glue, "nobody")
    assert [field.name() for field in glue.get_catalog_schema_as_spark_schema("lake", people).fields()] == [
        "id",
        "name",
        "age",
    ]


def test_writing_into_a_table_adds_partitions(
    glue: GlueContext, database: str, spark: SparkSession, json_frame: Callable[..., Any]
) -> None:
    spark.sql("create table lake.out (v int) using parquet partitioned by (year int)")
    frame = json_frame({"year": 2020, "v": 1}, {"year": 2021, "v": 2})
    for _ in range(2):
        glue.write_dynamic_frame.from_catalog(frame, "lake", "out")
    assert [row.partition for row in spark.sql("show partitions lake.out").collect()] == ["year=2020", "year=2021"]
    assert spark.sql("select sum(v) from lake.out where year = 2021").collect() == [(4,)]
    df = frame.toDF().where("v = 1")
    glue.write_data_frame.from_catalog(df, "lake", "out")
    assert spark.table("lake.out").count() == 5


def test_csv_tables_are_written_by_position(
    glue: GlueContext, people: str, spark: SparkSession, json_frame: Callable[..., Any]
) -> None:
    glue.write_dynamic_frame.from_catalog(json_frame({"age": 5, "id": 9}), "lake", people)
    written = read(glue, people, push_down_predicate="").filter(lambda row: row["id"] == 9)
    assert rows(written) == [{"id": 9, "name": "", "age": 5}]


def columns(spark: SparkSession) -> dict[str, str]:
    lines = [(row.col_name, row.data_type) for row in spark.sql("describe lake.made").collect()]
    return dict(lines[: next(at for at, (name, _) in enumerate(lines) if name.startswith("#"))])


@pytest.mark.parametrize("written_as", ["glueparquet", "parquet", "json", "csv", "orc"])
def test_a_sink_creates_and_widens_the_table(
    written_as: str,
    glue: GlueContext,
    database: str,
    spark: SparkSession,
    json_frame: Callable[..., Any],
    tmp_path: Path,
) -> None:
    def write(frame: Any, behavior: str) -> None:
        sink = glue.getSink(
            connection_type="s3",
            path=str(tmp_path / "t"),
            enableUpdateCatalog=True,
            updateBehavior=behavior,
            partitionKeys=["year"],
        )
        sink.setCatalogInfo(catalogDatabase="lake", catalogTableName="made")
        sink.setFormat(written_as)
        sink.writeFrame(frame)

    frame = json_frame({"year": "2020", "v": 1, "s": "a"}, {"year": "2021", "v": 2, "s": "b"})
    write(frame, "UPDATE_IN_DATABASE")
    assert columns(spark) == {"v": "int", "s": "string", "year": "string"}
    assert len(spark.sql("show partitions lake.made").collect()) == 2
    back = read(glue, "made")
    assert sorted((row["v"], row["s"], row["year"]) for row in rows(back)) == [(1, "a", "2020"), (2, "b", "2021")]

    wider = DynamicFrame.fromDF(spark.sql("select 3 as v, 'c' as s, 1.5D as w, '2022' as year"), glue)
    write(wider, "LOG")
    assert list(columns(spark)) == ["v", "s", "year"]
    assert len(spark.sql("show partitions lake.made").collect()) == 3
    write(wider, "UPDATE_IN_DATABASE")
    assert list(columns(spark)) == ["v", "s", "w", "year"]
    with pytest.raises(Exception, match='updateBehavior "NEVER"'):
        write(wider, "NEVER")


FILES = {
    "xml": ("<all><row a='1'><v>x</v></row><row a='2'><v>7</v></row></all>", {"rowTag": "row"}),
    "grokLog": ("1 x\n2 7\n", {"input.format": "%{INT:a:int} %{WORD:v}"}),
    "ion": ('{a: 1, v: "x"} {a: 2, v: 7}', {}),
}


@pytest.mark.parametrize("name", FILES)
def test_tables_of_formats_that_can_only_be_read(
    name: str, glue: GlueContext, database: str, spark: SparkSession, tmp_path: Path
) -> None:
    text, properties = FILES[name]
    (tmp_path / "t/year=2020").mkdir(parents=True)
    (tmp_path / "t/year=2020/file").write_text(text)
    said = ", ".join(f"'{key}'='{value}'" for key, value in {"classification": name, **properties}.items())
    spark.sql(
        f"create table lake.t (a int, v string, year int) using csv partitioned by (year) location '{tmp_path / 't'}'"
        f" tblproperties ({said})"
    )
    spark.sql("msck repair table lake.t")
    frame = read(glue, "t", push_down_predicate="year = 2020").rename_field("_a", "a")
    # The records say what they hold, as crawlers see them.
    texts = frame.resolveChoice(specs=[("v", "cast:string")])
    assert [(row["a"], row["v"], row["year"]) for row in rows(texts)] == [(1, "x", 2020), (2, "7", 2020)]
    assert "choice" in tree(frame) or name == "grokLog"
    assert read(glue, "t", push_down_predicate="year = 2021").count() == 0
    with pytest.raises(
        Exception, match=f'not supported by Mastic: format "{name.lower()}" as a sink, it can only be read'
    ):
        glue.write_dynamic_frame.from_catalog(frame, "lake", "t")


def test_tables_of_avro_are_written_and_read(
    glue: GlueContext, database: str, spark: SparkSession, json_frame: Callable[..., Any], tmp_path: Path
) -> None:
    spark.sql(
        f"create table lake.t (a int, year int) using avro partitioned by (year) location '{tmp_path / 't'}'"
        " tblproperties ('classification'='avro')"
    )
    frame = json_frame({"a": 1, "c": 7, "year": 2020}, {"a": 2, "c": "x", "year": 2021}, {"a": 3, "year": 2021})
    glue.write_dynamic_frame.from_catalog(frame, "lake", "t")
    assert [row["partition"] for row in spark.sql("show partitions lake.t").collect()] == ["year=2020", "year=2021"]
    back = read(glue, "t", push_down_predicate="year = 2021")
    assert tree(back) == "root\n|-- a: int\n|-- c: choice\n|    |-- int\n|    |-- string\n|-- year: int\n"
    assert sorted((row["a"], row["c"] and row["c"]["string"]) for row in rows(back)) == [(2, "x"), (3, None)]
