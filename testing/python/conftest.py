"""One real server for all tests: started by bin/mastic on a free port, stopped by SIGTERM."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import World

from mastic_cli.clients import Clients
from mastic_cli.local import LocalServer


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    own = LocalServer(tmp_path_factory.mktemp("mastic") / "data")
    own.start()
    yield own
    own.stop()
    own.end_drivers()


@pytest.fixture(scope="session")
def world(server: LocalServer) -> World:
    made = World(server, Clients(server.address, server.key), "lake")
    made.s3.create_bucket(Bucket=made.bucket)
    return made


@pytest.fixture(scope="session")
def admin(world: World) -> str:
    """A role that may do everything, for jobs whose permissions are not the point."""
    return world.role()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "mastic data"
