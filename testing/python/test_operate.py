"""mastic runs, logs, stop, pool and cost, the pages of who operates a server, and jobs that are graphs."""

from __future__ import annotations

import datetime
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from support import World, mastic, unique

from mastic_cli import home
from mastic_cli.clients import Clients

GRAPH: dict[str, Any] = {
    "node-1": {
        "S3CsvSource": {
            "Name": "Orders",
            "Paths": [],
            "Separator": "comma",
            "QuoteChar": "quote",
            "WithHeader": True,
        }
    },
    "node-2": {
        "ApplyMapping": {
            "Name": "Types",
            "Inputs": ["node-1"],
            "Mapping": [
                {"ToKey": "id", "FromPath": ["id"], "FromType": "string", "ToType": "int"},
                {"ToKey": "amount", "FromPath": ["sum"], "FromType": "string", "ToType": "double"},
                {"ToKey": "city", "FromPath": ["city"], "FromType": "string", "ToType": "string"},
            ],
        }
    },
    "node-3": {
        "Filter": {
            "Name": "Large",
            "Inputs": ["node-2"],
            "LogicalOperator": "AND",
            "Filters": [
                {
                    "Operation": "GTE",
                    "Values": [
                        {"Type": "COLUMNEXTRACTED", "Value": ["amount"]},
                        {"Type": "CONSTANT", "Value": ["10"]},
                    ],
                }
            ],
        }
    },
    "node-4": {
        "SparkSQL": {
            "Name": "By city",
            "Inputs": ["node-3"],
            "SqlQuery": "SELECT city, sum(amount) AS amount, count(*) AS orders FROM large GROUP BY city",
            "SqlAliases": [{"From": "node-3", "Alias": "large"}],
        }
    },
    "node-5": {
        "Join": {
            "Name": "All",
            "Inputs": ["node-2", "node-4"],
            "JoinType": "left",
            "Columns": [{"From": "node-2", "Keys": [["city"]]}, {"From": "node-4", "Keys": [["city"]]}],
        }
    },
    "node-6": {
        "Aggregate": {
            "Name": "Counts",
            "Inputs": ["node-3"],
            "Groups": [["city"]],
            "Aggs": [{"Column": ["amount"], "AggFunc": "max"}, {"Column": ["id"], "AggFunc": "count"}],
        }
    },
    "node-7": {
        "S3DirectTarget": {"Name": "Sums", "Inputs": ["node-4"], "Path": "", "Format": "json"},
    },
    "node-8": {
        "S3GlueParquetTarget": {
            "Name": "Maxima",
            "Inputs": ["node-6"],
            "Path": "",
            "Compression": "snappy",
            "PartitionKeys": [["city"]],
        },
    },
    "node-9": {
        "Union": {"Name": "Twice", "Inputs": ["node-3", "node-3"], "UnionType": "DISTINCT"},
    },
    "node-10": {
        "CustomCode": {
            "Name": "Count",
            "Inputs": ["node-9", "node-5"],
            "ClassName": "Count it",
            "Code": 'print("rows", [frame.count() for frame in dfc.values()])\nreturn dfc',
        },
    },
}


def page(world: World, path: str) -> tuple[int, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(world.server.endpoint + path, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


@pytest.mark.run
def test_a_graph_of_nodes_becomes_a_script_that_runs(world: World, admin: str) -> None:
    world.put("graph/in/a.csv", "id,sum,city\n1,5,Rio\n2,12,Rio\n3,30,Natal\n4,8,Natal\n5,11,Rio\n")
    nodes = json.loads(json.dumps(GRAPH))
    nodes["node-1"]["S3CsvSource"]["Paths"] = [f"s3://{world.bucket}/graph/in/"]
    nodes["node-7"]["S3DirectTarget"]["Path"] = f"s3://{world.bucket}/graph/sums/"
    nodes["node-8"]["S3GlueParquetTarget"]["Path"] = f"s3://{world.bucket}/graph/maxima/"
    job = world.job_at(
        f"s3://{world.bucket}/scripts/graph.py", role=admin, JobMode="VISUAL", CodeGenConfigurationNodes=nodes
    )
    assert world.glue.get_job(JobName=job)["Job"]["CodeGenConfigurationNodes"].keys() == GRAPH.keys()

    run = world.run(job)

    assert run["JobRunState"] == "SUCCEEDED", run
    rows = [json.loads(line) for text in texts(world, "graph/sums/") for line in text.splitlines()]
    assert sorted((row["city"], row["amount"], row["orders"]) for row in rows) == [("Natal", 30.0, 1), ("Rio", 23.0, 2)]
    keys = [found["Key"] for found in world.s3.list_objects_v2(Bucket=world.bucket, Prefix="graph/maxima/")["Contents"]]
    assert {key.split("/")[2] for key in keys} == {"city=Rio", "city=Natal"}

    # The rest of this test looks at the run as whoever operates the server does: real runs are dear.
    shown = mastic("runs", "--job", job, "--once", "--data-dir", world.server.data_dir)
    assert shown.returncode == 0, shown.stderr
    assert run["Id"][:15] in shown.stdout
    assert "SUCCEEDED" in shown.stdout
    log = mastic("logs", run["Id"][:20], "--follow", "--data-dir", world.server.data_dir)
    assert log.returncode == 0, log.stderr
    assert "rows [3, 5]" in log.stdout
    refused = mastic("stop", run["Id"], "--data-dir", world.server.data_dir)
    assert refused.returncode == 1
    assert f"Job run {run['Id']} has ended." in refused.stderr
    priced = mastic("cost", "--days", "2", "--data-dir", world.server.data_dir)
    line = next(line for line in priced.stdout.splitlines() if job in line)
    # Two DPUs for a minute, which is the least.
    hours, dollars = line.split()[-2:]
    assert float(hours) >= 0.0333
    assert float(dollars) == pytest.approx(float(hours) * 0.44, abs=1e-3)


def texts(world: World, prefix: str) -> list[str]:
    found = world.s3.list_objects_v2(Bucket=world.bucket, Prefix=prefix)["Contents"]
    return [world.s3.get_object(Bucket=world.bucket, Key=item["Key"])["Body"].read().decode() for item in found]


def test_cost_explorer_answers_boto3(world: World) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    answer = world.clients.client("ce").get_cost_and_usage(
        TimePeriod={"Start": str(today), "End": str(today + datetime.timedelta(days=1))},
        Granularity="DAILY",
        Metrics=["UnblendedCost", "UsageQuantity"],
        GroupBy=[{"Type": "TAG", "Key": "team"}, {"Type": "DIMENSION", "Key": "SERVICE"}],
    )
    assert [day["TimePeriod"]["Start"] for day in answer["ResultsByTime"]] == [str(today)]
    assert {key["Key"] for key in answer["GroupDefinitions"]} == {"team", "SERVICE"}


def test_a_run_that_is_not_there_is_named(world: World) -> None:
    refused = mastic("logs", "jr_nope", "--data-dir", world.server.data_dir)
    assert refused.returncode == 1
    assert "there is no run jr_nope" in refused.stderr


def test_the_pool_is_shown(world: World) -> None:
    shown = mastic("pool", "--data-dir", world.server.data_dir)
    assert shown.returncode == 0, shown.stderr
    assert "wanted of at most" in shown.stdout
    assert "runs served warm:" in shown.stdout


def test_health_and_metrics_are_told_without_a_signature(world: World) -> None:
    status, text = page(world, "/health")
    assert (status, json.loads(text)["status"]) == (200, "ok")
    world.glue.get_jobs()
    with pytest.raises(world.glue.exceptions.EntityNotFoundException):
        world.glue.get_job(JobName=unique("nope"))
    status, text = page(world, "/metrics")
    assert status == 200
    samples = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(samples['mastic_requests_total{error="-",operation="GetJobs",service="glue"}']) >= 1
    refused = 'mastic_requests_total{error="EntityNotFoundException",operation="GetJob",service="glue"}'
    assert float(samples[refused]) >= 1
    assert float(samples["mastic_disk_free_bytes"]) > 0
    assert any(sample.startswith("jvm_memory_used_bytes") for sample in samples)


def test_the_same_paths_with_a_signature_are_buckets(world: World) -> None:
    world.s3.create_bucket(Bucket="metrics")
    assert world.s3.list_objects_v2(Bucket="metrics")["KeyCount"] == 0


def test_a_usage_profile_binds_who_carries_its_tag(world: World) -> None:
    profile = unique("small")
    world.glue.create_usage_profile(
        Name=profile,
        Configuration={
            "JobConfiguration": {
                "numberOfWorkers": {"MaxValue": "4"},
                "workerType": {"DefaultValue": "G.1X", "AllowedValues": ["G.1X"]},
            }
        },
    )
    user = unique("user")
    world.iam.create_user(UserName=user, Tags=[{"Key": "glue:UsageProfile", "Value": profile}])
    world.iam.attach_user_policy(UserName=user, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    key = world.iam.create_access_key(UserName=user)["AccessKey"]
    glue = Clients(world.server.address, home.RootKey(key["AccessKeyId"], key["SecretAccessKey"])).client("glue")
    job = {
        "Name": unique("job"),
        "Role": world.role(),
        "Command": {"Name": "glueetl", "ScriptLocation": f"s3://{world.bucket}/x.py"},
        "GlueVersion": "5.0",
    }
    with pytest.raises(glue.exceptions.InvalidInputException, match=f"maximum 4 allowed by usage profile {profile}"):
        glue.create_job(**job, WorkerType="G.1X", NumberOfWorkers=9)
    glue.create_job(**job, WorkerType="G.1X", NumberOfWorkers=3)
    assert glue.get_job(JobName=job["Name"])["Job"]["ProfileName"] == profile


SPY = """
import os, sys
from awsglue.utils import getResolvedOptions
args = getResolvedOptions(sys.argv, ["DATA", "MARK"])
data = args["DATA"]
print("data directory", sorted(os.listdir(data)) if os.path.isdir(data) else "gone")
commands = [open(f"/proc/{pid}/cmdline", "rb").read() for pid in os.listdir("/proc") if pid.isdigit()]
print("others", sum(b"mastic.server" in command for command in commands))
open(args["MARK"], "w").close()
try:
    open("/usr/left-behind", "w").close()
    print("system writable")
except OSError as refused:
    print("system", refused.strerror)
"""


@pytest.mark.run
def test_a_driver_sees_its_own_directory_only(world: World, admin: str) -> None:
    isolation = json.loads(page(world, "/_mastic/pool")[1])["isolation"]
    mark = Path("/tmp") / unique("left-behind")
    run_id = world.run(world.job(SPY, role=admin), {"--DATA": str(world.server.data_dir), "--MARK": str(mark)})["Id"]
    said = mastic("logs", run_id, "--data-dir", world.server.data_dir).stdout
    if isolation != "bwrap":
        # Where the system cannot do it, the server says why and the run works all the same.
        assert isolation.startswith("none (")
        assert "data directory" in said
        return
    assert "data directory ['compiled', 'drivers', 'modules']" in said
    assert "others 0" in said
    assert "system Read-only file system" in said
    assert not mark.exists()
