"""A Kafka broker of the tests' own, on ports of its own, which ends with them."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mastic_cli.local import mastic_home

START_SECONDS_MAX = 60
CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg"
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs={directory}/data
num.partitions=2
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
"""


@contextmanager
def kafka(directory: Path) -> Iterator[str]:
    """The address of a broker without topics; it makes them when they are first written to."""
    home = mastic_home() / ".build/kafka"
    subprocess.run([mastic_home() / "build/kafka", home], check=True, timeout=600)
    port, controller = _free_ports()
    settings = directory / "server.properties"
    settings.write_text(PROPERTIES.format(port=port, controller=controller, directory=directory))
    java = ["java", "-Xmx256m", "-XX:+UseSerialGC", "-cp", f"{home}/lib/*"]
    formatting: list[str | Path] = [*java, "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", settings]
    subprocess.run(formatting, check=True, capture_output=True, timeout=START_SECONDS_MAX)
    with (directory / "log").open("w") as log:
        broker = subprocess.Popen([*java, "kafka.Kafka", settings], stdout=log, stderr=log)
    try:
        _wait_for(port, broker)
        yield f"127.0.0.1:{port}"
    finally:
        broker.kill()
        broker.wait(10)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _wait_for(port: int, broker: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS_MAX
    while broker.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"the broker did not come up (status {broker.poll()})")
