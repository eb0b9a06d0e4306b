"""CloudWatch as boto3 and the aws command speak to it, in each of its three protocols."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import botocore.exceptions
import pytest
from botocore.config import Config
from support import World, unique

PROTOCOLS = ("json", "query", "smithy-rpc-v2-cbor")


def client_of(world: World, protocol: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client that is made to speak one protocol, as one of another age or language does."""
    session = boto3.Session(world.server.key.access_key_id, world.server.key.secret_access_key, region_name="us-east-1")
    loader = session._session.get_component("data_loader")
    load = loader.load_service_model

    def load_with_protocol(service: str, kind: str, *rest: Any, **more: Any) -> Any:
        model = load(service, kind, *rest, **more)
        if kind == "service-2" and service == "cloudwatch":
            model = model | {"metadata": model["metadata"] | {"protocol": protocol, "protocols": [protocol]}}
        return model

    monkeypatch.setattr(loader, "load_service_model", load_with_protocol)
    made = session.client(
        "cloudwatch", endpoint_url=world.server.endpoint, config=Config(retries={"total_max_attempts": 1})
    )
    assert made.meta.service_model.resolved_protocol == protocol
    return made


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_each_protocol_puts_and_reads(world: World, protocol: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cloudwatch = client_of(world, protocol, monkeypatch)
    namespace = unique("Space")
    minute = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=2)
    dimensions = [{"Name": "JobName", "Value": "nightly"}, {"Name": "Type", "Value": "count"}]
    datum = {"MetricName": "m", "Dimensions": dimensions, "Timestamp": minute, "Unit": "Bytes"}
    cloudwatch.put_metric_data(
        Namespace=namespace,
        MetricData=[
            datum | {"Values": [1.5, 2.5], "Counts": [2.0, 1.0]},
            datum | {"StatisticValues": {"SampleCount": 1, "Sum": 7, "Minimum": 7, "Maximum": 7}},
        ],
    )

    listed = cloudwatch.list_metrics(Namespace=namespace, Dimensions=[{"Name": "Type", "Value": "count"}])["Metrics"]
    assert listed == [{"Namespace": namespace, "MetricName": "m", "Dimensions": dimensions}]

    times = {"StartTime": minute, "EndTime": minute + timedelta(minutes=1)}
    metric = {"Namespace": namespace, "MetricName": "m", "Dimensions": dimensions}
    statistics = cloudwatch.get_metric_statistics(
        **metric, **times, Period=60, Statistics=["Sum", "SampleCount", "Average"]
    )
    assert statistics["Datapoints"] == [
        {"Timestamp": minute, "SampleCount": 4.0, "Average": 3.125, "Sum": 12.5, "Unit": "Bytes"}
    ]
    extended = cloudwatch.get_metric_statistics(**metric, **times, Period=60, ExtendedStatistics=["p75"])
    assert extended["Datapoints"][0]["ExtendedStatistics"] == {"p75": 2.5}

    answer = cloudwatch.get_metric_data(
        **times,
        MetricDataQueries=[
            {"Id": "m", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Maximum"}},
            {"Id": "e", "Expression": "m / 2", "Label": "half"},
        ],
    )
    assert [
        (r["Id"], r["Label"], r["Timestamps"], r["Values"], r["StatusCode"]) for r in answer["MetricDataResults"]
    ] == [
        ("m", "m", [minute], [7.0], "Complete"),
        ("e", "half", [minute], [3.5], "Complete"),
    ]
    assert "NextToken" not in answer


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_each_protocol_refuses_in_the_same_words(world: World, protocol: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cloudwatch = client_of(world, protocol, monkeypatch)
    with pytest.raises(cloudwatch.exceptions.InvalidParameterValueException) as refused:
        cloudwatch.put_metric_data(Namespace="AWS/Glue", MetricData=[{"MetricName": "m", "Value": 1}])
    # As clients of Query know it, whatever the protocol.
    assert refused.value.response["Error"]["Code"] == "InvalidParameterValue"
    assert refused.value.response["Error"]["Message"] == "The value AWS/ for parameter Namespace is invalid."
    with pytest.raises(botocore.exceptions.ClientError, match="PutDashboard"):
        cloudwatch.put_dashboard(DashboardName="d", DashboardBody="{}")


def test_the_aws_command_puts_and_reads(world: World) -> None:
    namespace = unique("Space")
    world.aws("cloudwatch", "put-metric-data", "--namespace", namespace, "--metric-name", "m", "--value", "3",
              "--dimensions", "JobName=nightly")  # fmt: skip
    now = datetime.now(UTC)
    printed = world.aws(
        "cloudwatch", "get-metric-statistics", "--namespace", namespace, "--metric-name", "m",
        "--dimensions", "Name=JobName,Value=nightly", "--statistics", "Sum", "--period", "300",
        "--start-time", (now - timedelta(minutes=10)).isoformat(),
        "--end-time", (now + timedelta(minutes=5)).isoformat(),
    )  # fmt: skip
    assert [point["Sum"] for point in json.loads(printed)["Datapoints"]] == [3.0]
    assert "m" in world.aws("cloudwatch", "list-metrics", "--namespace", namespace, "--output", "text")
