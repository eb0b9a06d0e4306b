#!/usr/bin/env python3
"""Derive aws/src/main/resources/dev/mastic/aws/model/<service>.json.gz from the installed botocore.

The SDK's model classes carry no constraints, no HTTP bindings and no error codes; botocore's service models
(Apache-2.0) carry all three. This keeps what the server reads and nothing else: no documentation, no shape that no
operation reaches. The same botocore gives the same bytes.

    .venv/bin/python build/extract-models.py
"""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import botocore

SERVICES = ["ce", "cloudwatch", "emr", "glue", "iam", "logs", "s3", "secretsmanager", "sts"]
TARGET = Path(__file__).resolve().parent.parent / "aws/src/main/resources/dev/mastic/aws/model"
DATA = Path(botocore.__file__).parent / "data"

Json = dict[str, Any]


def newest(service: str) -> Path:
    return sorted((DATA / service).glob("*/service-2.json.gz"))[-1]


def reference(member: Json) -> str | Json:
    """A member as the name of its shape, or as an object when it has wire traits of its own."""
    traits: Json = {"shape": member["shape"]}
    for trait in ("location", "locationName", "flattened", "streaming", "xmlAttribute"):
        if trait in member:
            traits[trait] = member[trait]
    return member["shape"] if len(traits) == 1 else traits


def shape_of(shape: Json) -> Json:
    kept: Json = {"type": shape["type"]}
    traits = ("required", "min", "max", "pattern", "enum", "sensitive", "flattened", "union", "payload", "streaming")
    for trait in (*traits, "timestampFormat", "locationName", "eventstream"):
        if shape.get(trait) not in (None, False, []):
            kept[trait] = shape[trait]
    if shape["type"] == "structure":
        kept["members"] = {name: reference(member) for name, member in shape["members"].items()}
    elif shape["type"] == "list":
        kept["member"] = reference(shape["member"])
    elif shape["type"] == "map":
        kept["key"] = reference(shape["key"])
        kept["value"] = reference(shape["value"])
    return kept


def error_of(shape: Json) -> Json:
    declared = shape.get("error", {})
    status = declared.get("httpStatusCode", 500 if shape.get("fault") else 400)
    kept: Json = {"status": status}
    if "code" in declared:
        kept["code"] = declared["code"]
    message = [name for name in shape.get("members", {}) if name.lower() == "message"]
    if message:
        kept["message"] = message[0]
    return kept


def operation_of(operation: Json) -> Json:
    kept: Json = {"method": operation["http"]["method"], "uri": operation["http"]["requestUri"]}
    if operation["http"].get("responseCode", 200) != 200:
        kept["status"] = operation["http"]["responseCode"]
    for direction in ("input", "output"):
        if direction in operation:
            kept[direction] = operation[direction]["shape"]
    if "locationName" in operation.get("input", {}):
        kept["inputRoot"] = operation["input"]["locationName"]
    if "resultWrapper" in operation.get("output", {}):
        kept["resultWrapper"] = operation["output"]["resultWrapper"]
    if operation.get("errors"):
        kept["errors"] = [error["shape"] for error in operation["errors"]]
    if operation.get("deprecated"):
        kept["deprecated"] = True
    if operation.get("authtype") == "none":
        kept["unsigned"] = True
    return kept


def reachable(model: Json) -> set[str]:
    found: set[str] = set()
    open_shapes = [
        operation[direction]["shape"]
        for operation in model["operations"].values()
        for direction in ("input", "output")
        if direction in operation
    ]
    while open_shapes:
        name = open_shapes.pop()
        if name in found:
            continue
        found.add(name)
        shape = model["shapes"][name]
        items = [shape[part] for part in ("member", "key", "value") if part in shape]
        open_shapes.extend(member["shape"] for member in (*shape.get("members", {}).values(), *items))
    return found


def extract(service: str) -> Json:
    source = newest(service)
    model = json.loads(gzip.decompress(source.read_bytes()))
    metadata = model["metadata"]
    shapes = model["shapes"]
    kept: Json = {
        "source": f"botocore {botocore.__version__}, data/{source.relative_to(DATA)} (Apache-2.0)",
        "name": metadata.get("serviceAbbreviation", metadata["serviceFullName"]),
        "protocols": metadata.get("protocols", [metadata["protocol"]]),
    }
    for key in ("jsonVersion", "xmlNamespace", "targetPrefix", "apiVersion", "endpointPrefix"):
        if key in metadata:
            kept[key] = metadata[key]
    if "awsQueryCompatible" in metadata:
        kept["queryCompatible"] = True
    kept["operations"] = {name: operation_of(model["operations"][name]) for name in sorted(model["operations"])}
    kept["errors"] = {name: error_of(shapes[name]) for name in sorted(shapes) if shapes[name].get("exception")}
    kept["shapes"] = {name: shape_of(shapes[name]) for name in sorted(reachable(model))}
    return kept


def write(service: str, model: Json) -> None:
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=9, mtime=0) as out:
        out.write(json.dumps(model, separators=(",", ":"), ensure_ascii=True).encode())
    target = TARGET / f"{service}.json.gz"
    target.write_bytes(packed.getvalue())
    counts = f"{len(model['operations'])} operations, {len(model['shapes'])} shapes"
    print(f"{target.name}: {counts}, {target.stat().st_size} bytes")


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for service in SERVICES:
        write(service, extract(service))


if __name__ == "__main__":
    main()
