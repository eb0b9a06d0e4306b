"""What a script meets when it asks for Spark: the warm context, the lake, the Data Catalog, errors in plain words."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import boto3
import pytest

Start = Callable[..., Any]
pytestmark = [pytest.mark.run, pytest.mark.slow]

DENIAL = (
    "User: arn:aws:sts::000000000000:assumed-role/etl/s is not authorized to perform: s3:GetObject on resource: "
    '"arn:aws:s3:::lake/raw" because no identity-based policy allows the s3:GetObject action'
)

ON_THE_LAKE = """
from pyspark.context import SparkContext
from pyspark.sql import SparkSession
sc = SparkContext()
spark = SparkSession(sc)
rows = spark.range(100).selectExpr("id", "id % 4 year", "concat('n', id) name")
rows.write.option("header", True).csv("s3://lake/in")
read = spark.read.option("header", True).option("inferSchema", True).csv("s3a://lake/in")
read.write.partitionBy("year").parquet("s3://lake/out")
spark.conf.set("spark.sql.sources.partitionOverwriteMode", "dynamic")
read.filter("year = 1 and id < 10").write.mode("overwrite").partitionBy("year").parquet("s3://lake/out")
spark.conf.unset("spark.sql.sources.partitionOverwriteMode")
print(sorted((r["year"], r["count"]) for r in spark.read.parquet("s3://lake/out").groupBy("year").count().collect()))
failing = read.selectExpr("if(id = 77, raise_error('half way'), id) id", "year").repartition(4)
try:
    failing.write.mode("overwrite").partitionBy("year").parquet("s3://lake/out")
except Exception as error:
    print("half way" in str(error), spark.read.parquet("s3://lake/out").count())
spark.sql("CREATE DATABASE d LOCATION 's3://lake/d'")
read.write.partitionBy("year").saveAsTable("d.t")
print(spark.sql("SELECT count(*) FROM d.t WHERE year >= 2").first()[0])
spark.sql("CREATE EXTERNAL TABLE d.text (id INT, year INT, name STRING) ROW FORMAT DELIMITED FIELDS TERMINATED BY ','"
          " STORED AS TEXTFILE LOCATION 's3://lake/in' TBLPROPERTIES ('skip.header.line.count'='1')")
print(spark.table("d.text").count(), spark.conf.get("spark.sql.catalogImplementation"))
"""


def test_a_warm_driver_works_on_the_lake_and_the_catalog(driver: Start, lake: str) -> None:
    done = driver(warm=True, endpoint=lake).run(ON_THE_LAKE)
    assert done.end["code"] == 0, done.end
    assert done.text("stdout") == "[(0, 25), (1, 3), (2, 25), (3, 25)]\nTrue 78\n50\n100 hive\n"
    keys = _keys(lake)
    assert not [key for key in keys if "_temporary" in key or "__magic" in key or ".spark-staging" in key]
    assert {key.split("/")[1] for key in keys if key.startswith("out/year=")} == {f"year={year}" for year in range(4)}
    assert "Uploads" not in _client("s3", lake).list_multipart_uploads(Bucket="lake")
    glue = _client("glue", lake)
    table = glue.get_table(DatabaseName="d", Name="t")["Table"]
    assert table["StorageDescriptor"]["SerdeInfo"]["SerializationLibrary"].endswith("ParquetHiveSerDe")
    assert [key["Name"] for key in table["PartitionKeys"]] == ["year"]
    partitions = glue.get_partitions(DatabaseName="d", TableName="t")["Partitions"]
    assert sorted(p["StorageDescriptor"]["Location"] for p in partitions) == [
        f"s3://lake/d/t/year={year}" for year in range(4)
    ]
    text = glue.get_table(DatabaseName="d", Name="text")["Table"]["StorageDescriptor"]["SerdeInfo"]
    assert text["SerializationLibrary"].endswith("LazySimpleSerDe")
    assert text["Parameters"]["field.delim"] == ","


SETTINGS_AND_FUNCTIONS = """
import extra
from pyspark.sql import SparkSession, functions as F
builder = SparkSession.builder.appName("mine").config("spark.sql.ansi.enabled", "true")
spark = builder.config("spark.serializer", "org.apache.spark.serializer.KryoSerializer").getOrCreate()
print(spark.conf.get("spark.sql.ansi.enabled"), spark.conf.get("spark.sql.shuffle.partitions"))
print(spark.sparkContext.getConf().get("spark.serializer").split(".")[-1])
print(spark.range(3).select(F.udf(extra.twice, "long")("id")).collect()[2][0])
spark.stop()
spark = SparkSession.builder.getOrCreate()
print(spark.range(4).count())
spark.range(1).selectExpr("raise_error('no good')").collect()
"""


def test_settings_functions_and_errors_of_a_script_that_asks_for_another_context(driver: Start) -> None:
    process = driver()
    (process.directory / "extra.py").write_text("def twice(x):\n    return 2 * x\n")
    done = process.run(
        SETTINGS_AND_FUNCTIONS,
        sparkConf={"spark.sql.shuffle.partitions": "5"},
        pyFiles=[str(process.directory)],
    )
    assert done.text("stdout") == "true 5\nKryoSerializer\n4\n4\n", done.text("stderr")
    assert done.end["code"] == 1
    assert done.end["errorMessage"] == "RuntimeException: no good"
    assert done.end["line"] == 12


def test_a_statement_that_cannot_be_analysed_is_told_in_one_line(driver: Start) -> None:
    done = driver().run(
        "from pyspark.sql import SparkSession\nSparkSession.builder.getOrCreate().read.parquet('file:/nowhere')\n"
    )
    assert done.end["code"] == 1
    assert done.end["errorMessage"].startswith("AnalysisException: [PATH_NOT_FOUND] Path does not exist: file:/nowhere")
    assert "\n" not in done.end["errorMessage"]


def test_a_refusal_without_a_body_is_told_with_its_reason(driver: Start, closed_lake: str) -> None:
    done = driver(endpoint=closed_lake).run(
        "from pyspark.sql import SparkSession\nSparkSession.builder.getOrCreate().read.text('s3://lake/raw').show()\n"
    )
    assert done.end["code"] == 1
    assert done.end["errorMessage"] == f"AccessDenied: {DENIAL}"


class _Closed(BaseHTTPRequestHandler):
    """Refuses everything, HEAD without a body, as S3 does."""

    def do_HEAD(self) -> None:
        self.send_response(403)
        self.end_headers()

    def do_GET(self) -> None:
        body = f"<Error><Code>AccessDenied</Code><Message>{DENIAL}</Message></Error>".encode()
        self.send_response(403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_POST = do_GET

    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def closed_lake() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Closed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _client(service: str, lake: str) -> Any:
    return boto3.client(
        service, endpoint_url=lake, region_name="us-east-1", aws_access_key_id="AK", aws_secret_access_key="SK"
    )


def _keys(lake: str) -> list[str]:
    return [item["Key"] for item in _client("s3", lake).list_objects_v2(Bucket="lake")["Contents"]]
