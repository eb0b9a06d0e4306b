"""Where things are: the data directory of a server, the root key in it, and the address of the running server."""

from __future__ import annotations

import configparser
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from mastic_cli.errors import CommandError

DEFAULT_ENDPOINT = "http://127.0.0.1:4566"
DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True)
class RootKey:
    """The access key of the account's root user; its secret stays out of logs and messages."""

    access_key_id: str
    secret_access_key: str = field(repr=False)


@dataclass(frozen=True)
class Server:
    """Where a running server is, and the region that its clients use."""

    endpoint: str
    region: str


def data_directory(chosen: str | None) -> Path:
    """The data directory: what the user said, MASTIC_DATA_DIR, or ~/.mastic."""
    return Path(chosen or os.environ.get("MASTIC_DATA_DIR") or "~/.mastic").expanduser()


def root_key(directory: Path) -> RootKey:
    """The key that the server wrote down when it started: its own, or the one that it was told to use."""
    file = directory / "credentials"
    try:
        text = file.read_text()
    except FileNotFoundError:
        raise CommandError(
            f"no server has been started in {directory}: {file} does not exist. "
            f"Start one with: mastic server{with_data_dir(directory)}"
        ) from None
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from None
    profiles = configparser.ConfigParser(default_section="", interpolation=None)
    try:
        profiles.read_string(text, str(file))
        profile = profiles["default"]
        return RootKey(profile["aws_access_key_id"], profile["aws_secret_access_key"])
    except (configparser.Error, KeyError):
        raise CommandError(
            f"{file} has no profile [default] with aws_access_key_id and aws_secret_access_key"
        ) from None


def running_server(directory: Path) -> Server | None:
    """The server that runs on a data directory, or None."""
    try:
        told = json.loads((directory / "server.json").read_text())
        server, pid = Server(str(told["endpoint"]), str(told.get("region", DEFAULT_REGION))), int(told["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return server if is_alive(pid) else None  # a server that was killed leaves its file behind


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is there and belongs to somebody else
    return True


def with_data_dir(directory: Path) -> str:
    """The option that a suggested command needs, empty for the default directory."""
    return "" if directory == data_directory(None) else f" --data-dir {directory}"
