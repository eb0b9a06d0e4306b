"""boto3 clients for one server, whatever AWS profile or proxy the user's environment names."""

from __future__ import annotations

import os
from typing import Any

import boto3
from botocore.config import Config

from mastic_cli import home

TRIES_MAX = 4


class Clients:
    """Makes boto3 clients that talk to one server with one key."""

    def __init__(self, server: home.Server, key: home.RootKey) -> None:
        os.environ.pop("AWS_PROFILE", None)  # boto3 refuses a profile that it cannot find, even when keys are given
        self._endpoint = server.endpoint
        self._session = boto3.Session(key.access_key_id, key.secret_access_key, region_name=server.region)
        self._config = Config(
            proxies={}, retries={"total_max_attempts": TRIES_MAX, "mode": "standard"}, s3={"addressing_style": "path"}
        )

    def client(self, service: str) -> Any:
        return self._session.client(service, endpoint_url=self._endpoint, config=self._config)
