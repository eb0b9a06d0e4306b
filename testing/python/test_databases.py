"""Jobs that read and write databases by the name of a connection, with a secret, as Glue users do."""

from __future__ import annotations

import json
from collections.abc import Iterator

import databases
import pytest
from databases import DATABASE, PASSWORD, USER, Database
from support import GLUE_SERVICE, World, allow, unique

pytestmark = pytest.mark.run

SCRIPT = """
    import sys
    from awsglue.context import GlueContext
    from awsglue.job import Job
    from awsglue.utils import getResolvedOptions
    from pyspark.context import SparkContext

    args = getResolvedOptions(sys.argv, ["JOB_NAME", "VENDOR", "CONNECTION"])
    glue = GlueContext(SparkContext.getOrCreate())
    job = Job(glue)
    job.init(args["JOB_NAME"], args)

    by_name = {"useConnectionProperties": "true", "connectionName": args["CONNECTION"]}
    parted = {"dbtable": "orders", "hashfield": "customer", "hashpartitions": "3"}
    keys = {"jobBookmarkKeys": ["placed", "id"], "jobBookmarkKeysSortOrder": "asc"}
    orders = glue.create_dynamic_frame.from_options(
        args["VENDOR"], by_name | parted | keys, transformation_ctx="orders"
    )
    print("orders", sorted(row["id"] for row in orders.toDF().collect()), "in", orders.getNumPartitions(), "parts")

    table = glue.create_dynamic_frame.from_catalog(
        "shop", args["VENDOR"] + "_customers", transformation_ctx="customers"
    )
    names = sorted(row["name"] or "" for row in table.toDF().collect())
    print("customers", names, "in", table.getNumPartitions(), "parts")

    downwards = by_name | {"dbtable": "countdown", "jobBookmarkKeys": ["n"], "jobBookmarkKeysSortOrder": "desc"}
    countdown = glue.create_dynamic_frame.from_options(args["VENDOR"], downwards, transformation_ctx="countdown")
    print("countdown", sorted(row["n"] for row in countdown.toDF().collect()))

    ciphers = {
        "postgresql": "select cipher from pg_stat_ssl where pid = pg_backend_pid()",
        "mysql": "select variable_value as cipher from information_schema.session_status"
        " where variable_name = 'Ssl_cipher'",
    }
    sealed = {"useConnectionProperties": "true", "query": ciphers[args["VENDOR"]]}
    try:
        glue.create_dynamic_frame.from_options(args["VENDOR"], sealed | {"connectionName": args["CONNECTION"] + "-ssl"})
    except Exception as refusal:
        # Each driver has words of its own for it.
        print("unknown authority:", "PKIX" in str(refusal) or "server certificate" in str(refusal))
    known = sealed | {"connectionName": args["CONNECTION"] + "-cert"}
    cipher = glue.create_dynamic_frame.from_options(args["VENDOR"], known).toDF().first()
    print("encrypted with", cipher["cipher"])

    glue.write_dynamic_frame.from_jdbc_conf(orders, args["CONNECTION"], {"dbtable": "copies", "database": "sales"})
    conf = glue.extract_jdbc_conf(args["CONNECTION"])
    plain = glue.spark_session.read.jdbc(
        conf["fullUrl"] + ("?permitMysqlScheme" if conf["vendor"] == "mysql" else ""),
        "copies",
        properties={"user": conf["user"], "password": conf["password"]},
    )
    print("copies", plain.count(), conf["vendor"], conf["url"])
    job.commit()
"""


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Database]:
    with databases.postgresql() as server:
        yield server


@pytest.fixture(scope="module")
def mysql() -> Iterator[Database]:
    with databases.mysql() as server:
        yield server


@pytest.fixture(scope="module")
def shop(world: World) -> str:
    world.glue.create_database(DatabaseInput={"Name": "shop"})
    return "shop"


@pytest.mark.parametrize("vendor", ["postgresql", "mysql"])
def test_a_job_moves_rows_by_the_name_of_a_connection(
    vendor: str, world: World, shop: str, request: pytest.FixtureRequest
) -> None:
    database: Database = request.getfixturevalue(vendor)
    database.sql("create table orders (id int primary key, customer varchar(20), placed timestamp null);")
    database.sql("insert into orders values (1, 'ann', '2026-01-01 10:00:00'), (2, null, '2026-01-02 00:00:00');")
    database.sql("create table customers (no int primary key, name varchar(20));")
    database.sql("insert into customers values (1, 'ann'), (2, 'bob'), (3, null);")
    database.sql("create table countdown (n int); insert into countdown values (10), (9);")
    connection, secret = _connection(world, database)
    _table(world, database, connection)
    role = world.role(
        allow(
            "glue:GetConnection",
            ["arn:aws:glue:*:*:catalog", f"arn:aws:glue:*:*:connection/{connection}*"],
        ),
        allow("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:*:*:secret:{secret}-??????"),
    )
    world.iam.attach_role_policy(RoleName=role, PolicyArn=GLUE_SERVICE)
    world.iam.put_role_policy(
        RoleName=role,
        PolicyName="scripts",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allow("s3:*", "*")]}),
    )
    arguments = {"--VENDOR": vendor, "--CONNECTION": connection, "--job-bookmark-option": "job-bookmark-enable"}
    job = world.job(SCRIPT, role=role, DefaultArguments=arguments, Connections={"Connections": [connection]})

    first = world.run(job)
    assert first["JobRunState"] == "SUCCEEDED", first["ErrorMessage"]
    said = world.output(first, until="copies")
    assert "orders [1, 2] in 3 parts" in said
    assert "customers ['', 'ann', 'bob'] in 2 parts" in said
    assert "countdown [9, 10]" in said
    assert "unknown authority: True" in said
    assert any(line.startswith("encrypted with TLS_") for line in said)
    assert "copies 2 " + vendor + f" jdbc:{vendor}://127.0.0.1:{database.port}" in said
    assert not [line for line in said if "tiger" in line]

    # One that came at the same moment as the last, one later, and an old one that was changed.
    database.sql("insert into orders values (3, 'bob', '2026-01-02 00:00:00'), (4, 'ann', '2026-01-03 00:00:00');")
    database.sql("update orders set customer = 'eve' where id = 1;")
    database.sql("insert into customers values (4, 'cyd'); insert into countdown values (8), (11);")
    second = world.run(job)
    assert second["JobRunState"] == "SUCCEEDED", second["ErrorMessage"]
    said = world.output(second, until="copies")
    assert "orders [3, 4] in 3 parts" in said
    # The key of customers has no gap, so that it counts; 11 is not behind 9 on the way down.
    assert "customers ['cyd'] in 2 parts" in said
    assert "countdown [8]" in said
    assert database.sql("select id, customer from copies order by id;")[0] == ("1", "ann")
    assert len(database.sql("select id from copies;")) == 4


SCALA = """
import com.amazonaws.services.glue.{DynamicFrame, GlueContext}
import com.amazonaws.services.glue.util.{GlueArgParser, JsonOptions}
import org.apache.spark.SparkContext

object GlueApp {
  def main(sysArgs: Array[String]): Unit = {
    val args = GlueArgParser.getResolvedOptions(sysArgs, Array("CONNECTION"))
    val glueContext = new GlueContext(new SparkContext())
    val rows = glueContext.getSparkSession.sql("select 1 as id, 'ann' as name union all select 2, 'bob'")
    val sink = glueContext.getJDBCSink(
      catalogConnection = args("CONNECTION"),
      options = JsonOptions(Map("dbtable" -> "people", "database" -> "sales")))
    sink.writeDynamicFrame(DynamicFrame(rows, glueContext))
    println("wrote to " + glueContext.extractJDBCConf(args("CONNECTION")).get("vendor"))
  }
}
"""


def test_a_scala_job_writes_by_the_name_of_a_connection(world: World, admin: str, postgresql: Database) -> None:
    connection, _ = _connection(world, postgresql)
    location = world.put(f"scripts/{unique('people')}.scala", SCALA)
    arguments = {"--job-language": "scala", "--class": "GlueApp", "--CONNECTION": connection}
    run = world.run(world.job_at(location, role=admin, DefaultArguments=arguments))
    assert run["JobRunState"] == "SUCCEEDED", run["ErrorMessage"]
    assert "wrote to postgresql" in world.output(run, until="wrote")
    assert sorted(postgresql.sql("select id, name from people;")) == [("1", "ann"), ("2", "bob")]


@pytest.mark.parametrize("vendor", ["postgresql", "mysql"])
def test_a_connection_is_tried(vendor: str, world: World, request: pytest.FixtureRequest) -> None:
    database: Database = request.getfixturevalue(vendor)
    connection, _ = _connection(world, database)
    world.glue.test_connection(ConnectionName=connection)
    given = {"JDBC_CONNECTION_URL": database.url, "USERNAME": USER, "PASSWORD": PASSWORD}
    world.glue.test_connection(TestConnectionInput={"ConnectionType": "JDBC", "ConnectionProperties": given})
    for wrong in ({"PASSWORD": "lion"}, {"JDBC_CONNECTION_URL": f"jdbc:{vendor}://127.0.0.1:1/sales"}):
        with pytest.raises(world.glue.exceptions.InvalidInputException, match="Unable to connect to the data source"):
            world.glue.test_connection(
                TestConnectionInput={"ConnectionType": "JDBC", "ConnectionProperties": given | wrong}
            )
    with pytest.raises(world.glue.exceptions.EntityNotFoundException):
        world.glue.test_connection(ConnectionName="nowhere")
    with pytest.raises(world.glue.exceptions.InvalidInputException, match="Provide either"):
        world.glue.test_connection()


def _connection(world: World, database: Database) -> tuple[str, str]:
    secret, connection = unique("db"), unique("warehouse")
    world.clients.client("secretsmanager").create_secret(
        Name=secret, SecretString=json.dumps({"username": USER, "password": PASSWORD})
    )
    properties = {"JDBC_CONNECTION_URL": database.url, "SECRET_ID": secret}
    encrypted = {"JDBC_ENFORCE_SSL": "true"}
    authority = {"CUSTOM_JDBC_CERT": world.put(f"certificates/{secret}.pem", database.certificate.read_bytes())}
    ways = {connection: {}, f"{connection}-ssl": encrypted, f"{connection}-cert": encrypted | authority}
    for name, more in ways.items():
        world.glue.create_connection(
            ConnectionInput={"Name": name, "ConnectionType": "JDBC", "ConnectionProperties": properties | more}
        )
    return connection, secret


def _table(world: World, database: Database, connection: str) -> None:
    """A table such as a crawler declares it for one of a database."""
    schema = "public." if database.vendor == "postgresql" else ""
    world.glue.create_table(
        DatabaseName="shop",
        TableInput={
            "Name": f"{database.vendor}_customers",
            "TableType": "EXTERNAL_TABLE",
            "Parameters": {
                "classification": database.vendor,
                "connectionName": connection,
                "typeOfData": "table",
                "hashfield": "name",
                "hashpartitions": "2",
            },
            "StorageDescriptor": {
                "Columns": [{"Name": "no", "Type": "int"}, {"Name": "name", "Type": "string"}],
                "Location": f"{DATABASE}.{schema}customers",
            },
        },
    )
