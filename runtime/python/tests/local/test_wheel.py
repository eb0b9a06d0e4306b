"""The installed package, in an environment of its own: what a user has after `pip install`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import textwrap
import venv
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

PROJECT = Path(__file__).resolve().parents[4]
SECONDS_MAX = 300


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the wheel installed; what it depends on is taken from this one, without network."""
    wheels = tmp_path_factory.mktemp("wheels")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    _done(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", wheels, PROJECT / "runtime/python")
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    packages = next((home / "lib").glob("python3*/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    own = home / "bin/python"
    (wheel,) = wheels.glob("*.whl")
    _done(own, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-index", wheel)
    return own


def test_a_users_test_suite_runs_without_aws_and_without_a_server(python: Path, tmp_path: Path) -> None:
    done = _run(
        python, "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=PROJECT / "examples/unit-test", home=tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 passed" in done.stdout


def test_a_context_without_the_runtime_says_what_to_do(python: Path, tmp_path: Path) -> None:
    script = """
        from pyspark import SparkContext
        sc = SparkContext("local[1]")
        from awsglue.context import GlueContext
        GlueContext(sc)
    """
    done = _run(python, "-c", textwrap.dedent(script), cwd=tmp_path, home=tmp_path)
    assert done.returncode == 1
    assert "Import awsglue before the first SparkContext or SparkSession" in done.stderr
    assert 'export SPARK_DIST_CLASSPATH="$(python -m mastic_local)"' in done.stderr


@pytest.fixture
def s3(tmp_path: Path) -> Iterator[str]:
    """The address of an S3 with the bucket ``lake``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path / "s3.log").open("w") as log:
        words = [sys.executable, PROJECT / "runtime/python/tests/driver/lake.py", str(port)]
        server = subprocess.Popen(words, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            again = Config(retries={"max_attempts": 10, "mode": "standard"})
            client = boto3.client(
                "s3", endpoint_url=address, aws_access_key_id="AK", aws_secret_access_key="SK", config=again
            )
            client.create_bucket(Bucket="lake")
            yield address
        finally:
            server.terminate()
            server.wait(10)


def test_s3_is_where_the_variables_of_aws_point(python: Path, s3: str, tmp_path: Path) -> None:
    script = """
        from awsglue.context import GlueContext
        from awsglue.dynamicframe import DynamicFrame
        glue = GlueContext()
        people = DynamicFrame.fromDF(glue.spark_session.range(3), glue)
        glue.write_dynamic_frame.from_options(people, "s3", {"path": "s3://lake/ids"}, format="json")
        read = glue.create_dynamic_frame.from_options("s3", {"paths": ["s3://lake/ids"]}, format="json")
        print("read", read.count())
    """
    aws = {"AWS_ENDPOINT_URL": s3, "AWS_ACCESS_KEY_ID": "AK", "AWS_SECRET_ACCESS_KEY": "SK"}
    done = _run(python, "-c", textwrap.dedent(script), cwd=tmp_path, home=tmp_path, **aws)
    assert "read 3" in done.stdout, done.stderr


def _run(*words: str | Path, cwd: Path, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", **variables}
    if "JAVA_HOME" in os.environ:
        environment["JAVA_HOME"] = os.environ["JAVA_HOME"]
    return subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, timeout=SECONDS_MAX, check=False
    )


def _done(*words: str | Path) -> None:
    # With the sources on the path, as other tests have them, pip finds the package there and installs nothing.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=SECONDS_MAX, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
