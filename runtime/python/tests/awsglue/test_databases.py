"""Databases as sources and sinks, against real servers that the tests start."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import databases
import pytest
from databases import PASSWORD, USER, Database
from pyspark.errors import UnsupportedOperationException
from pyspark.sql import DataFrame, SparkSession

from awsglue import DynamicFrame
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrameCollection

from .conftest import rows, tree

_LIBRARIES = Path(__file__).parents[3] / "spark/target/driver-lib"


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Database]:
    with databases.postgresql() as server:
        yield server


@pytest.fixture(scope="module")
def mysql() -> Iterator[Database]:
    with databases.mysql() as server:
        yield server


@pytest.fixture(scope="module", params=["postgresql", "mysql"])
def database(request: pytest.FixtureRequest) -> Database:
    server: Database = request.getfixturevalue(request.param)
    return server


def options(database: Database, **more: Any) -> dict[str, Any]:
    return {"url": database.url, "user": USER, "password": PASSWORD} | more


def read(glue: GlueContext, database: Database, **more: Any) -> Any:
    return glue.create_dynamic_frame.from_options(database.vendor, options(database, **more))


def write(glue: GlueContext, database: Database, df: DataFrame, **more: Any) -> None:
    frame = DynamicFrame.fromDF(df, glue, "frame")
    glue.write_dynamic_frame.from_options(frame, database.vendor, options(database, **more))


def tables(database: Database) -> set[str]:
    found = database.sql("select table_name from information_schema.tables where table_schema in ('public', 'sales');")
    return {name for (name,) in found}


def test_columns_of_a_type_are_read_in_another(glue: GlueContext, database: Database) -> None:
    database.sql("create table mapped (id int, price decimal(10, 2), day date);")
    database.sql("insert into mapped values (7, 1.50, '2024-02-29'), (null, null, null);")
    mapping = {"INTEGER": "STRING", "NUMERIC": "DOUBLE", "DECIMAL": "DOUBLE"}
    frame = read(glue, database, dbtable="mapped", dataTypeMapping=mapping)
    assert [kind for _, kind in frame.toDF().dtypes] == ["string", "double", "date"]
    assert sorted(map(str, rows(frame))) == sorted(
        map(str, [{"id": "7", "price": 1.5, "day": datetime.date(2024, 2, 29)}, dict.fromkeys(("id", "price", "day"))])
    )
    # What a part of the table is made of is the same.
    parted = read(glue, database, dbtable="mapped", dataTypeMapping=mapping, hashfield="id", hashpartitions="2")
    assert parted.toDF().where("id = '7'").count() == 1
    with pytest.raises(UnsupportedOperationException, match="dataTypeMapping of DATE to YEAR"):
        read(glue, database, dbtable="mapped", dataTypeMapping={"DATE": "YEAR"})


def test_a_table_is_made_with_the_types_of_the_frame(
    glue: GlueContext, spark: SparkSession, database: Database
) -> None:
    values = (
        "1 as id, 5000000000L as big, 1.25D as ratio, cast(3.10 as decimal(10, 2)) as price, true as good,"
        " 'Größe ✓ \\'x\\' \\\\' as name, date '2026-02-28' as day,"
        " timestamp '2026-02-28 23:59:59.123456' as at, cast(null as int) as nothing, X'00FF' as bytes, null as void"
    )
    write(glue, database, spark.sql(f"select {values}"), dbtable="made")
    back = read(glue, database, dbtable="made")
    assert rows(back) == [
        {
            "id": 1,
            "big": 5000000000,
            "ratio": 1.25,
            "price": Decimal("3.10"),
            "good": True,
            "name": "Größe ✓ 'x' \\",
            "day": datetime.date(2026, 2, 28),
            "at": datetime.datetime(2026, 2, 28, 23, 59, 59, 123456),
            "nothing": None,
            "bytes": b"\x00\xff",
        }
    ]
    assert tree(back).splitlines()[1:4] == ["|-- id: int", "|-- big: long", "|-- ratio: double"]


@pytest.fixture(scope="module")
def numbers(database: Database) -> str:
    """2000 rows, with negative numbers, nulls and texts of every kind."""
    filled = "insert into numbers (id, grp, word) values " + ", ".join(
        f"({n if n % 3 else -n}, {n % 50 if n % 10 else 'null'}, {repr(f'wörd {n % 99}') if n % 7 else 'null'})"
        for n in range(2000)
    )
    database.sql(f"create table numbers (id int, grp int, word varchar(50)); {filled};")
    return "numbers"


@pytest.mark.parametrize(
    ("parted", "parts"),
    [
        ({}, 1),
        ({"hashfield": "word"}, 7),
        ({"hashfield": "GRP", "hashpartitions": "3"}, 3),
        ({"hashexpression": "id", "hashpartitions": 5}, 5),
        ({"hashexpression": "grp + 1"}, 7),
    ],
)
def test_parts_hold_every_row_exactly_once(
    parted: dict[str, Any], parts: int, glue: GlueContext, database: Database, numbers: str
) -> None:
    frame = read(glue, database, dbtable=numbers, **parted)
    assert frame.getNumPartitions() == parts
    ids = sorted(row["id"] for row in frame.toDF().collect())
    assert ids == sorted(n if n % 3 else -n for n in range(2000))
    if parts > 1:
        sizes = frame.toDF().rdd.mapPartitions(lambda part: [sum(1 for _ in part)]).collect()
        assert max(sizes) < 1200


def test_filters_and_columns_go_to_the_database(glue: GlueContext, database: Database, numbers: str) -> None:
    plan = read(glue, database, dbtable=numbers, hashfield="word").toDF().where("id > 1990").select("grp")
    text = plan._jdf.queryExecution().executedPlan().toString()
    assert "GreaterThan(id,1990)" in text
    assert "ReadSchema: struct<grp:int>" in text
    assert PASSWORD not in plan._jdf.queryExecution().toString()


def test_queries_are_read_like_tables(glue: GlueContext, database: Database, numbers: str) -> None:
    by_query = read(glue, database, query=f"select id, word from {numbers} where id between 1 and 5;")
    assert sorted(row["id"] for row in rows(by_query)) == [1, 2, 4, 5]
    inner = read(glue, database, dbtable=f"(select id * 2 as twice from {numbers} where id = 4)")
    assert rows(inner) == [{"twice": 8}]
    sampled = read(glue, database, dbtable=numbers, sampleQuery=f"select * from {numbers} where id > 1000")
    assert sampled.count() == len([n for n in range(1001, 2000) if n % 3])
    parted = {"enablePartitioningForSampleQuery": True, "hashfield": "word", "hashpartitions": "4"}
    sample = read(glue, database, sampleQuery=f"select * from {numbers} where id > 1000 and", **parted)
    assert sample.getNumPartitions() == 4
    assert sample.count() == sampled.count()
    few = read(glue, database, sampleQuery=f"select * from {numbers} where", sampleSize="10", **parted)
    assert few.count() == 10
    with pytest.raises(Exception, match='expected to end in "where" or "and"'):
        read(glue, database, sampleQuery=f"select * from {numbers}", **parted)


def test_rows_are_added_by_name(glue: GlueContext, spark: SparkSession, database: Database) -> None:
    serial = "serial" if database.vendor == "postgresql" else "int auto_increment"
    database.sql(f"create table people (no {serial} primary key, Name varchar(20), age int default 7);")
    write(glue, database, spark.sql("select 30 as AGE, 'Ann' as name"), dbtable="people")
    write(glue, database, spark.range(3).selectExpr("concat('p', id) as name").repartition(3), dbtable="people")
    assert database.sql("select name, age from people where age = 30;") == [("Ann", "30")]
    assert sorted(database.sql("select name, age from people where age = 7;")) == [(f"p{n}", "7") for n in range(3)]
    with pytest.raises(Exception, match=r'column "size" is not in the table \(columns: no, [Nn]ame, age\)'):
        write(glue, database, spark.sql("select 'x' as name, 1 as size"), dbtable="people")


@pytest.mark.parametrize("parts", [1, 4])
def test_a_failed_write_leaves_nothing(parts: int, glue: GlueContext, spark: SparkSession, database: Database) -> None:
    before = tables(database)
    fails = spark.range(2000).repartition(parts).selectExpr("id", "if(id = 1999, raise_error('row 1999'), 'x') as v")
    with pytest.raises(Exception, match="row 1999"):
        write(glue, database, fails, dbtable="never", bulkSize="10")
    assert tables(database) == before
    write(glue, database, spark.range(2000).repartition(parts), dbtable="never")
    assert database.sql("select count(*), max(id) from never; drop table never;") == [("2000", "1999")]

    database.sql(
        f"create table kept{parts} (id bigint primary key, v varchar(5)); insert into kept{parts} values (7, 'y');"
    )
    twice = spark.range(1000).repartition(parts).selectExpr("id", "'x' as v")
    with pytest.raises(Exception, match=r"(?i)duplicate"):
        write(glue, database, twice, dbtable=f"kept{parts}", bulkSize="10")
    assert database.sql(f"select * from kept{parts};") == [("7", "y")]
    assert tables(database) == before | {f"kept{parts}"}
    write(glue, database, twice.where("id <> 7"), dbtable=f"kept{parts}")
    assert database.sql(f"select count(*) from kept{parts};") == [("1000",)]


def test_a_collection_goes_into_tables_of_its_names(glue: GlueContext, spark: SparkSession, database: Database) -> None:
    frames = {name: DynamicFrame.fromDF(spark.sql(f"select '{name}' as v"), glue, name) for name in ("left", "right")}
    named = {f"{name}_side": frame for name, frame in frames.items()}
    glue.write_from_options(DynamicFrameCollection(named, glue), database.vendor, options(database))
    assert database.sql("select * from left_side;") == [("left",)]
    assert database.sql("select * from right_side;") == [("right",)]


def test_what_a_database_cannot_hold_is_refused_by_name(
    glue: GlueContext, spark: SparkSession, postgresql: Database, json_frame: Callable[..., Any]
) -> None:
    choice = json_frame({"a": 1}, {"a": "x"})
    with pytest.raises(Exception, match='column "a" is a choice of int, string: resolve it'):
        glue.write_dynamic_frame.from_options(choice, "postgresql", options(postgresql, dbtable="x"))
    with pytest.raises(Exception, match='column "s" of type struct<b:int> has no type in postgresql'):
        write(glue, postgresql, spark.sql("select named_struct('b', 1) as s"), dbtable="x")


def test_redshift_speaks_over_postgresql_and_runs_the_scripts_statements(
    glue: GlueContext, spark: SparkSession, postgresql: Database
) -> None:
    postgresql.sql(
        "create table target (id int primary key, v text); insert into target values (1, 'old'), (2, 'kept');"
    )
    url = postgresql.url.replace("postgresql", "redshift")
    merge = {
        "url": url,
        "user": USER,
        "password": PASSWORD,
        "dbtable": "public.stage",
        "redshiftTmpDir": "s3://lake/tmp/",
        "preactions": "drop table if exists stage; create table stage (id int, v text);",
        "postactions": "begin; delete from target using stage where target.id = stage.id;"
        " insert into target select * from stage; drop table stage; insert into target values (9, 'a;b'); end;",
    }
    frame = DynamicFrame.fromDF(spark.sql("select * from values (1, 'new'), (3, 'more') as t(id, v)"), glue, "f")
    glue.write_dynamic_frame.from_options(frame, "redshift", merge)
    expected = [("1", "new"), ("2", "kept"), ("3", "more"), ("9", "a;b")]
    assert postgresql.sql("select * from target order by id;") == expected
    assert "stage" not in tables(postgresql)

    fails = merge | {"postactions": "delete from target; select 1 / 0"}
    with pytest.raises(Exception, match="division by zero"):
        glue.write_dynamic_frame.from_options(frame, "redshift", fails)
    assert postgresql.sql("select * from target order by id;") == expected
    assert not {name for name in tables(postgresql) if "stage" in name}
    back = {key: merge[key] for key in ("url", "user", "password", "redshiftTmpDir")} | {"dbtable": "target"}
    assert glue.create_dynamic_frame.from_options("redshift", back).count() == 4


def test_connectors_of_ones_own_are_read_in_ranges(glue: GlueContext, postgresql: Database, tmp_path: Path) -> None:
    postgresql.sql("create table spread as select n, n % 2 as odd from generate_series(1, 100) n;")
    own = options(postgresql, className="org.postgresql.Driver", dbTable="spread", filterPredicate="odd = 1")
    ranges = {"partitionColumn": "n", "lowerBound": "1", "upperBound": "100", "numPartitions": "4"}
    frame = glue.create_dynamic_frame.from_options("custom.jdbc", own | ranges)
    assert frame.getNumPartitions() == 4
    assert sorted(row["n"] for row in rows(frame)) == list(range(1, 100, 2))

    (jar,) = _LIBRARIES.glob("postgresql-*.jar")
    copy = shutil.copy(jar, tmp_path / "own-driver.jar")
    brought = {"customJdbcDriverS3Path": str(copy), "customJdbcDriverClassName": "org.postgresql.Driver"}
    assert read(glue, postgresql, dbtable="spread", **brought).count() == 100
    with pytest.raises(Exception, match="customJdbcDriverClassName is missing"):
        read(glue, postgresql, dbtable="spread", customJdbcDriverS3Path=str(copy))


@pytest.mark.parametrize(
    ("connection_type", "wrong", "message"),
    [
        ("oracle", {"url": "jdbc:oracle:thin://@h:1/x"}, "oracle.jdbc.OracleDriver .* customJdbcDriverS3Path"),
        ("mysql", {}, "option url is missing"),
        ("postgresql", {"dbtable": ""}, "dbtable"),
        ("postgresql", {"dbtable": "spread_", "hashfield": "a", "hashexpression": "b"}, "spread_"),
        ("mongodb", {"connection.uri": "mongodb://h"}, 'connection_type "mongodb" \\(supported: .*postgresql'),
        ("dynamodb", {"dynamodb.input.tableName": "t"}, 'connection_type "dynamodb"'),
    ],
)
def test_what_does_not_work_is_named(
    connection_type: str, wrong: dict[str, Any], message: str, glue: GlueContext, postgresql: Database
) -> None:
    given = options(postgresql) if connection_type == "postgresql" else {"user": "a", "password": "b", "dbtable": "t"}
    with pytest.raises(Exception, match=message):
        glue.create_dynamic_frame.from_options(connection_type, given | wrong)


def test_a_wrong_password_is_told_without_it(glue: GlueContext, database: Database) -> None:
    wrong = options(database, dbtable="t") | {"password": "guessed-wrong"}
    with pytest.raises(Exception, match=r"(?i)denied|authentication failed") as refusal:
        glue.create_dynamic_frame.from_options(database.vendor, wrong)
    assert "guessed-wrong" not in str(refusal.value)
