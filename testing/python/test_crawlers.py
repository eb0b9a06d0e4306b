"""Crawlers over the lake, with boto3: formats, folders, changes, permissions and the crawler's own life."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow
import pyarrow.orc
import pyarrow.parquet
import pytest
from support import World, allow, unique

CRAWL_SECONDS_MAX = 60
PEOPLE = "id,name,score\n1,Ana,1.5\n2,Bo,2\n3,Cy,\n"


@dataclass
class Ground:
    """A folder of the lake and a database, for one test."""

    world: World
    role: str
    folder: str
    database: str

    @property
    def path(self) -> str:
        return f"s3://{self.world.bucket}/{self.folder}/"

    def put(self, key: str, body: str | bytes) -> None:
        self.world.put(f"{self.folder}/{key}", body)

    def crawler(self, **fields: Any) -> str:
        name = unique("crawler")
        wanted = {"Role": self.role, "DatabaseName": self.database, "Targets": {"S3Targets": [{"Path": self.path}]}}
        self.world.glue.create_crawler(Name=name, **wanted | fields)
        return name

    def run(self, name: str) -> dict[str, Any]:
        """Starts a crawler and waits until it is ready again."""
        self.world.glue.start_crawler(Name=name)
        until = time.monotonic() + CRAWL_SECONDS_MAX
        while True:
            crawler: dict[str, Any] = self.world.glue.get_crawler(Name=name)["Crawler"]
            if crawler["State"] == "READY":
                return crawler
            assert time.monotonic() < until, crawler
            time.sleep(0.02)

    def crawl(self, **fields: Any) -> str:
        name = self.crawler(**fields)
        crawler = self.run(name)
        assert crawler["LastCrawl"]["Status"] == "SUCCEEDED", crawler["LastCrawl"]
        return name

    def tables(self) -> dict[str, dict[str, Any]]:
        found = self.world.glue.get_tables(DatabaseName=self.database)["TableList"]
        return {table["Name"]: table for table in found}

    def table(self, name: str) -> dict[str, Any]:
        tables = self.tables()
        assert name in tables, list(tables)
        return tables[name]

    def partitions(self, table: str) -> dict[tuple[str, ...], dict[str, Any]]:
        pages = self.world.glue.get_paginator("get_partitions").paginate(DatabaseName=self.database, TableName=table)
        return {tuple(found["Values"]): found for page in pages for found in page["Partitions"]}


@pytest.fixture
def ground(world: World, admin: str) -> Iterator[Ground]:
    made = Ground(world, admin, unique("crawled"), unique("db"))
    yield made
    try:
        world.glue.delete_database(Name=made.database)
    except world.glue.exceptions.EntityNotFoundException:
        pass


def columns(table: dict[str, Any]) -> dict[str, str]:
    return {column["Name"]: column["Type"] for column in table["StorageDescriptor"]["Columns"]}


def test_every_format_is_known(ground: Ground) -> None:
    frame = pyarrow.table(
        {
            "Id": pyarrow.array([1], pyarrow.int64()),
            "price": pyarrow.array([Decimal("1.50")], pyarrow.decimal128(10, 2)),
            "day": pyarrow.array([date(2026, 1, 1)]),
            "at": pyarrow.array([datetime(2026, 1, 1)], pyarrow.timestamp("us")),
            "tags": pyarrow.array([["a"]], pyarrow.list_(pyarrow.string())),
            "who": pyarrow.array([{"name": "Ana", "age": 3}]),
        }
    )
    parquet, orc, snappy = io.BytesIO(), io.BytesIO(), io.BytesIO()
    pyarrow.parquet.write_table(frame, parquet)
    pyarrow.orc.write_table(frame, orc, compression="zlib")
    pyarrow.orc.write_table(frame, snappy, compression="snappy")
    ground.put("parquet/a.parquet", parquet.getvalue())
    ground.put("orc/a.orc", orc.getvalue())
    ground.put("orc/b.orc", snappy.getvalue())
    ground.put("csv/a.csv", PEOPLE)
    ground.put("piped/a.txt", "1|x|true\n2|y|false\n")
    ground.put("quoted/a.csv", 'id,text\n1,"a, b"\n2,"say ""hi"""\n')
    ground.put("json/a.json", '{"id": 1, "Who": {"age": 3, "big": 5000000000}, "l": [1, 2.5]}\n{"id": 2, "x": null}\n')
    ground.put("array/a.json", json.dumps([{"a": 1}, {"a": "two"}]))
    ground.put("xml/a.xml", '<all><row id="7"><n>1</n><n>2</n></row><row id="8"><n>3</n></row></all>')
    ground.put("ion/a.ion", "{id: 1, name: 'x', at: 2026-01-01T}\n{id: 2, ok: true}\n")
    ground.put(
        "access/log",
        '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a.gif HTTP/1.0" 200 2326 "http://x/" "Mozilla/4.08"\n',
    )
    ground.crawl(TablePrefix="raw_")

    tables = ground.tables()
    assert {name.removeprefix("raw_"): table["Parameters"]["classification"] for name, table in tables.items()} == {
        "parquet": "parquet",
        "orc": "orc",
        "csv": "csv",
        "piped": "csv",
        "quoted": "csv",
        "json": "json",
        "array": "json",
        "xml": "xml",
        "ion": "ion",
        "access": "combined_apache",
    }
    for name in ("raw_parquet", "raw_orc"):
        assert columns(tables[name]) == {
            "id": "bigint",
            "price": "decimal(10,2)",
            "day": "date",
            "at": "timestamp",
            "tags": "array<string>",
            "who": "struct<age:bigint,name:string>",
        }
    assert tables["raw_parquet"]["Parameters"]["recordCount"] == "1"
    assert columns(tables["raw_csv"]) == {"id": "bigint", "name": "string", "score": "double"}
    assert tables["raw_csv"]["Parameters"]["skip.header.line.count"] == "1"
    assert columns(tables["raw_piped"]) == {"col0": "bigint", "col1": "string", "col2": "boolean"}
    assert tables["raw_piped"]["StorageDescriptor"]["SerdeInfo"]["Parameters"]["field.delim"] == "|"
    assert tables["raw_quoted"]["StorageDescriptor"]["SerdeInfo"]["SerializationLibrary"].endswith("OpenCSVSerde")
    assert columns(tables["raw_json"]) == {
        "id": "int",
        "who": "struct<age:int,big:bigint>",
        "l": "array<double>",
        "x": "string",
    }
    assert columns(tables["raw_array"]) == {"a": "string"}
    assert columns(tables["raw_xml"]) == {"_id": "bigint", "n": "array<bigint>"}
    assert tables["raw_xml"]["Parameters"]["rowTag"] == "row"
    assert columns(tables["raw_ion"]) == {"id": "int", "name": "string", "at": "timestamp", "ok": "boolean"}
    assert list(columns(tables["raw_access"]))[:4] == ["clientip", "ident", "auth", "timestamp"]
    assert tables["raw_csv"]["StorageDescriptor"]["Location"] == ground.path + "csv/"


def test_packed_files_are_looked_into(ground: Ground) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("people.csv", PEOPLE)
    ground.put("gzip/a.csv.gz", gzip.compress(PEOPLE.encode()))
    ground.put("bzip/a.csv.bz2", bz2.compress(PEOPLE.encode()))
    ground.put("zip/a.zip", archive.getvalue())
    ground.put("other/a.json", '{"z": 1}')
    ground.put("bomb/a.csv.gz", gzip.compress(b"a,b\n" + b"1,2\n" * 5_000_000))
    ground.crawl(Configuration=json.dumps({"Version": 1.0, "Grouping": {"TableLevelConfiguration": 3}}))
    tables = ground.tables()
    assert {name: table["Parameters"]["compressionType"] for name, table in tables.items()} == {
        "gzip": "gzip",
        "bzip": "bzip2",
        "zip": "zip",
        "other": "none",
        "bomb": "gzip",
    }
    assert columns(tables["gzip"]) == columns(tables["bzip"]) == columns(tables["zip"])


def test_folders_become_partitions(ground: Ground) -> None:
    for year in (2025, 2026):
        for month in (1, 2):
            ground.put(f"sales/year={year}/month={month:02}/a.csv", PEOPLE)
            ground.put(f"plain/{year}/{month:02}/a.json", json.dumps({"n": month, "year": year}))
    ground.put("sales/_SUCCESS", "")
    ground.put("sales/year=2026/month=01/.a.crc", "x")
    ground.put("one/day=2026-01-01%3A00/a.csv", PEOPLE)
    ground.crawl()

    sales = ground.table("sales")
    assert [key["Name"] for key in sales["PartitionKeys"]] == ["year", "month"]
    assert sales["Parameters"]["partition_filtering.enabled"] == "true"
    found = ground.partitions("sales")
    assert set(found) == {("2025", "01"), ("2025", "02"), ("2026", "01"), ("2026", "02")}
    january = found["2026", "01"]["StorageDescriptor"]
    assert january["Location"] == ground.path + "sales/year=2026/month=01/"
    assert [key["Name"] for key in ground.table("plain")["PartitionKeys"]] == ["partition_0", "partition_1"]
    assert ("2026", "02") in ground.partitions("plain")
    assert set(ground.partitions("one")) == {("2026-01-01:00",)}
    indexes = ground.world.glue.get_partition_indexes(DatabaseName=ground.database, TableName="sales")
    assert indexes["PartitionIndexDescriptorList"][0]["IndexName"] == "crawler_partition_index"


def test_folders_alike_are_one_table_and_others_their_own(ground: Ground) -> None:
    for region in ("north", "south", "west"):
        ground.put(f"orders/{region}/a.csv", PEOPLE)
    ground.put("orders/other/a.json", '{"z": 1}')
    ground.put("mixed/a.csv", PEOPLE)
    ground.put("mixed/b.json", '{"z": 1}')
    ground.put("mixed/empty.csv", "")
    ground.put("mixed/image.bin", b"\x89PNG\0\0\0")
    ground.crawl()
    assert set(ground.tables()) == {"orders", "other", "a_csv", "b_json"}
    assert set(ground.partitions("orders")) == {("north",), ("south",), ("west",)}
    assert ground.table("a_csv")["StorageDescriptor"]["Location"] == ground.path + "mixed/a.csv"


def test_the_table_level_and_the_policy_of_grouping_decide(ground: Ground) -> None:
    for day in (1, 2):
        ground.put(f"a/{day}/x.json", json.dumps({"one": 1}))
        ground.put(f"b/{day}/x.json", json.dumps({"one": 1}))
    level = {"Version": 1.0, "Grouping": {"TableLevelConfiguration": 3}}
    ground.crawl(Configuration=json.dumps(level))
    assert set(ground.tables()) == {"a", "b"}

    ground.put("c/1/x.json", json.dumps({"two": 1, "three": 3}))
    combine = {"Version": 1.0, "Grouping": {"TableGroupingPolicy": "CombineCompatibleSchemas"}}
    ground.crawl(Configuration=json.dumps(combine), TablePrefix="all_")
    name = "all_" + ground.folder.replace("-", "_")
    assert columns(ground.table(name)) == {"one": "int", "two": "int", "three": "int"}

    few = {"Version": 1.0, "CrawlerOutput": {"Tables": {"TableThreshold": 1}}} | {"Grouping": level["Grouping"]}
    crawler = ground.run(ground.crawler(Configuration=json.dumps(few), TablePrefix="few_"))
    assert crawler["LastCrawl"]["Status"] == "FAILED"
    assert "table threshold" in crawler["LastCrawl"]["ErrorMessage"]
    assert not any(table.startswith("few_") for table in ground.tables())


def test_exclusions_samples_and_single_files(ground: Ground) -> None:
    ground.put("t/a.csv", PEOPLE)
    ground.put("t/deep/er/b.json", '{"z": 1}')
    ground.put("t/c.tmp", "x")
    ground.crawl(
        Targets={
            "S3Targets": [
                {"Path": ground.path + "t", "Exclusions": ["*.tmp", "deep/**"], "SampleSize": 1},
                {"Path": ground.path + "t/deep/er/b.json"},
            ]
        }
    )
    assert set(ground.tables()) == {"t", "b_json"}
    assert ground.table("t")["Parameters"]["objectCount"] == "1"


def test_changes_are_followed(ground: Ground) -> None:
    for day in (1, 2):
        ground.put(f"t/day={day}/a.json", '{"id": 1}')
    ground.put("gone/a.csv", PEOPLE)
    name = ground.crawl(SchemaChangePolicy={"DeleteBehavior": "DELETE_FROM_DATABASE"})
    assert set(ground.tables()) == {"t", "gone"}
    version = ground.table("t")["VersionId"]

    ground.run(name)
    metrics = ground.world.glue.get_crawler_metrics(CrawlerNameList=[name])["CrawlerMetricsList"][0]
    assert (metrics["TablesCreated"], metrics["TablesUpdated"], metrics["TablesDeleted"]) == (0, 0, 0)
    assert ground.table("t")["VersionId"] == version

    ground.put("t/day=3/a.json", '{"id": 1, "name": "x"}')
    for key in ("gone/a.csv", "t/day=1/a.json"):
        ground.world.s3.delete_object(Bucket=ground.world.bucket, Key=f"{ground.folder}/{key}")
    ground.run(name)
    assert set(ground.tables()) == {"t"}
    assert columns(ground.table("t")) == {"id": "int", "name": "string"}
    found = ground.partitions("t")
    assert set(found) == {("2",), ("3",)}
    assert columns(found["2",]) == {"id": "int"}


def test_policies_keep_what_is_there(ground: Ground) -> None:
    ground.put("t/day=1/a.json", '{"id": 1, "old": 2}')
    ground.put("t/day=2/a.json", '{"id": 1, "old": 2}')
    log = {"UpdateBehavior": "LOG", "DeleteBehavior": "LOG"}
    name = ground.crawl(SchemaChangePolicy=log, RecrawlPolicy={"RecrawlBehavior": "CRAWL_NEW_FOLDERS_ONLY"})
    ground.put("t/day=3/a.json", '{"id": 1, "old": 2, "new": 3}')
    ground.world.s3.delete_object(Bucket=ground.world.bucket, Key=f"{ground.folder}/t/day=1/a.json")
    ground.run(name)
    assert columns(ground.table("t")) == {"id": "int", "old": "int"}
    assert set(ground.partitions("t")) == {("1",), ("2",), ("3",)}

    merging = {"Version": 1.0, "CrawlerOutput": {"Tables": {"AddOrUpdateBehavior": "MergeNewColumns"}}}
    inheriting = {"Partitions": {"AddOrUpdateBehavior": "InheritFromTable"}}
    merging["CrawlerOutput"] |= inheriting  # type: ignore[operator]
    ground.world.s3.delete_object(Bucket=ground.world.bucket, Key=f"{ground.folder}/t/day=2/a.json")
    ground.put("t/day=4/a.json", '{"id": 1, "new": 3}')
    ground.crawl(Configuration=json.dumps(merging))
    assert columns(ground.table("t")) == {"id": "int", "old": "int", "new": "int"}
    found = ground.partitions("t")
    assert columns(found["4",]) == columns(ground.table("t"))
    assert "DEPRECATED_BY_CRAWLER" in found["2",]["Parameters"]


def test_own_classifiers_come_first(ground: Ground) -> None:
    glue, names = ground.world.glue, [unique("csv"), unique("json"), unique("grok")]
    glue.create_classifier(
        CsvClassifier={
            "Name": names[0],
            "Delimiter": "~",
            "ContainsHeader": "ABSENT",
            "Header": ["code", "label"],
            "CustomDatatypeConfigured": True,
            "CustomDatatypes": ["STRING", "DATE"],
        }
    )
    glue.create_classifier(JsonClassifier={"Name": names[1], "JsonPath": "$.records[*]"})
    glue.create_classifier(
        GrokClassifier={
            "Name": names[2],
            "Classification": "events",
            "GrokPattern": "%{LEVEL:level} %{NUMBER:count:int} %{GREEDYDATA:text}",
            "CustomPatterns": "LEVEL (HIGH|LOW)",
        }
    )
    ground.put("tilde/a.txt", "007~2026-01-01\n008~2026-01-02\n")
    ground.put("nested/a.json", '{"v": 1, "records": [{"id": 1}, {"id": 2, "s": "x"}]}')
    ground.put("events/a.log", "HIGH 5 all is well\nLOW 7 still\n")
    ground.crawl(Classifiers=names)
    assert columns(ground.table("tilde")) == {"code": "string", "label": "date"}
    assert columns(ground.table("nested")) == {"id": "int", "s": "string"}
    assert columns(ground.table("events")) == {"level": "string", "count": "int", "text": "string"}
    assert ground.table("events")["Parameters"]["classification"] == "events"

    with pytest.raises(glue.exceptions.AlreadyExistsException):
        glue.create_classifier(JsonClassifier={"Name": names[1], "JsonPath": "$"})
    with pytest.raises(glue.exceptions.InvalidInputException, match="JsonPath"):
        glue.update_classifier(JsonClassifier={"Name": names[1], "JsonPath": "records"})
    with pytest.raises(glue.exceptions.InvalidInputException, match="another kind"):
        glue.update_classifier(XMLClassifier={"Name": names[1], "Classification": "x", "RowTag": "r"})
    glue.update_classifier(JsonClassifier={"Name": names[1], "JsonPath": "$.rows[*]"})
    found = glue.get_classifier(Name=names[1])["Classifier"]["JsonClassifier"]
    assert (found["JsonPath"], found["Version"]) == ("$.rows[*]", 2)
    listed = list(glue.get_paginator("get_classifiers").paginate(PaginationConfig={"PageSize": 1}))
    assert len(listed) >= 3
    glue.delete_classifier(Name=names[1])
    with pytest.raises(glue.exceptions.EntityNotFoundException):
        glue.get_classifier(Name=names[1])


def test_damaged_files_are_passed_over_and_told(ground: Ground) -> None:
    ground.put("good/a.csv", PEOPLE)
    ground.put("bad/a.parquet", b"PAR1" + b"\xff" * 200 + (150).to_bytes(4, "little") + b"PAR1")
    ground.put("cut/a.parquet", b"PAR1 and no end")
    ground.put("avro/a.avro", b"Obj\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f")
    ground.put("orc/a.orc", b"ORC" + b"\x00" * 40)
    ground.put("xml/a.xml", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><b>&e;</b></a>')
    name = ground.crawl()
    assert "good" in ground.tables()
    assert not {"bad", "cut", "avro", "orc"} & set(ground.tables())
    events = ground.world.logs.get_log_events(logGroupName="/aws-glue/crawlers", logStreamName=name)["events"]
    lines = [event["message"] for event in events]
    last = ground.world.glue.get_crawler(Name=name)["Crawler"]["LastCrawl"]
    assert all(line.startswith(f"[{last['MessagePrefix']}] ") for line in lines)
    assert any("bad/a.parquet is passed over" in line for line in lines)
    assert any("Created table good in database" in line for line in lines)
    assert lines[-1].endswith("BENCHMARK : Crawler has finished running and is in state READY")


def test_the_role_must_be_allowed(ground: Ground) -> None:
    world = ground.world
    ground.put("t/a.csv", PEOPLE)
    lister = world.role(allow(["s3:ListBucket", "glue:*"], "*"))
    crawler = ground.run(ground.crawler(Role=lister))
    assert crawler["LastCrawl"]["Status"] == "FAILED"
    assert "is not authorized to perform: s3:GetObject" in crawler["LastCrawl"]["ErrorMessage"]
    reader = world.role(allow(["s3:ListBucket", "s3:GetObject", "glue:GetDatabase", "glue:GetTable*"], "*"))
    crawler = ground.run(ground.crawler(Role=reader))
    assert "is not authorized to perform: glue:CreateDatabase" in crawler["LastCrawl"]["ErrorMessage"]
    with pytest.raises(world.glue.exceptions.InvalidInputException, match="Please verify the role's TrustPolicy"):
        ground.crawler(Role=unique("nobody"))


def test_a_catalog_target_looks_at_its_tables_again(ground: Ground) -> None:
    glue = ground.world.glue
    ground.put("t/a.json", '{"id": 1}')
    glue.create_database(DatabaseInput={"Name": ground.database})
    glue.create_table(
        DatabaseName=ground.database,
        TableInput={"Name": "mine", "StorageDescriptor": {"Location": ground.path + "t/", "Columns": []}},
    )
    ground.crawl(
        Targets={"CatalogTargets": [{"DatabaseName": ground.database, "Tables": ["mine"]}]},
        SchemaChangePolicy={"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "LOG"},
    )
    assert columns(ground.table("mine")) == {"id": "int"}


def test_the_life_of_a_crawler(ground: Ground) -> None:
    glue = ground.world.glue
    ground.put("t/a.csv", PEOPLE)
    name = ground.crawler(Schedule="cron(0 3 * * ? *)", Tags={"team": "a"}, Description="nightly")
    crawler = glue.get_crawler(Name=name)["Crawler"]
    assert crawler["Schedule"] == {"ScheduleExpression": "cron(0 3 * * ? *)", "State": "SCHEDULED"}
    assert crawler["SchemaChangePolicy"] == {
        "UpdateBehavior": "UPDATE_IN_DATABASE",
        "DeleteBehavior": "DEPRECATE_IN_DATABASE",
    }
    assert (crawler["State"], crawler["Version"], "LastCrawl" in crawler) == ("READY", 1, False)
    assert glue.get_tags(ResourceArn=f"arn:aws:glue:us-east-1:000000000000:crawler/{name}")["Tags"] == {"team": "a"}
    assert name in glue.list_crawlers(Tags={"team": "a"})["CrawlerNames"]
    assert name not in glue.list_crawlers(Tags={"team": "b"})["CrawlerNames"]
    found = glue.batch_get_crawlers(CrawlerNames=[name, "nope"])
    assert ([each["Name"] for each in found["Crawlers"]], found["CrawlersNotFound"]) == ([name], ["nope"])

    with pytest.raises(glue.exceptions.SchedulerRunningException):
        glue.start_crawler_schedule(CrawlerName=name)
    glue.stop_crawler_schedule(CrawlerName=name)
    with pytest.raises(glue.exceptions.SchedulerNotRunningException):
        glue.stop_crawler_schedule(CrawlerName=name)
    assert glue.get_crawler(Name=name)["Crawler"]["Schedule"]["State"] == "NOT_SCHEDULED"
    glue.update_crawler_schedule(CrawlerName=name, Schedule="cron(0 4 * * ? *)")
    with pytest.raises(glue.exceptions.InvalidInputException):
        glue.update_crawler_schedule(CrawlerName=name, Schedule="every night")
    glue.update_crawler(Name=name, Schedule="", Description="", TablePrefix="x_")
    crawler = glue.get_crawler(Name=name)["Crawler"]
    assert ("Schedule" in crawler, "Description" in crawler, crawler["TablePrefix"]) == (False, False, "x_")
    assert crawler["Version"] == 2
    with pytest.raises(glue.exceptions.NoScheduleException):
        glue.start_crawler_schedule(CrawlerName=name)

    with pytest.raises(glue.exceptions.CrawlerNotRunningException):
        glue.stop_crawler(Name=name)
    ground.run(name)
    crawls = glue.list_crawls(CrawlerName=name)["Crawls"]
    assert [crawl["State"] for crawl in crawls] == ["COMPLETED"]
    assert json.loads(crawls[0]["Summary"])["TABLE"]["ADD"] == 1
    none = [{"FieldName": "STATE", "FilterOperator": "EQ", "FieldValue": "FAILED"}]
    assert glue.list_crawls(CrawlerName=name, Filters=none)["Crawls"] == []

    for wrong, says in (
        ({"Targets": {}}, "at least one target"),
        ({"Targets": {"S3Targets": [{"Path": "file:///etc"}]}}, "is not a path in S3"),
        ({"Configuration": "{"}, "not JSON"),
        ({"RecrawlPolicy": {"RecrawlBehavior": "CRAWL_NEW_FOLDERS_ONLY"}}, "must be LOG"),
        ({"Classifiers": ["nope"]}, "does not exist"),
        ({"Schedule": "cron(* * * * * *)"}, "not valid"),
    ):
        with pytest.raises(glue.exceptions.InvalidInputException, match=says):
            ground.crawler(**wrong)
    with pytest.raises(glue.exceptions.ClientError, match="JdbcTargets is not implemented"):
        ground.crawler(Targets={"JdbcTargets": [{"ConnectionName": "c", "Path": "db/%"}]})
    glue.delete_crawler(Name=name)
    with pytest.raises(glue.exceptions.EntityNotFoundException):
        glue.get_crawler(Name=name)
