"""What the script is run with: the part of request.json that concerns Python."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mastic_driver.modules import Modules


@dataclass(frozen=True)
class Request:
    script: str
    arguments: list[str]
    working_directory: str
    py_files: list[str]
    modules: Modules | None
    environment: dict[str, str]

    @staticmethod
    def read(directory: Path) -> "Request":
        fields = json.loads((directory / "request.json").read_bytes())
        endpoint = json.loads((directory / "driver.json").read_bytes())["endpoint"]
        return Request(
            script=fields["script"],
            arguments=fields.get("arguments", []),
            working_directory=fields["workingDirectory"],
            py_files=fields.get("pyFiles", []),
            modules=Modules.of(fields["modules"]) if "modules" in fields else None,
            environment=_aws(fields, endpoint) | fields.get("environment", {}),
        )


def _aws(fields: dict[str, Any], endpoint: str) -> dict[str, str]:
    """How boto3 in the script finds this server and the run's credentials.

    The keys themselves are not for the environment: they would be inherited, logged, and stale after an hour.
    """
    variables = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": fields["region"],
        "AWS_DEFAULT_REGION": fields["region"],
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    if fields.get("credentialsUri"):
        variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = fields["credentialsUri"]
        variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = fields["credentialsToken"]
    return variables
