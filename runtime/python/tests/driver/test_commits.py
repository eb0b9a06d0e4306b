"""What stays of a write that is cut short: the lake refuses or holds one request, or the driver is killed at it."""

import http.client
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest

Start = Callable[..., Any]
pytestmark = [pytest.mark.run, pytest.mark.slow]

WRITES = """
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()

def tried(name, write):
    try:
        write()
        print(name, "done")
    except Exception as error:
        print(name, "AccessDenied" in str(error) or "AccessDenied" in str(getattr(error, "java_exception", "")))

def stored(where):
    return spark.read.parquet(where).groupBy("tag").count().collect()

old = spark.range(40).selectExpr("id", "'old' tag").repartition(4)
new = spark.range(60).selectExpr("id", "'new' tag").repartition(4)
for name in ("refused", "half", "late", "fine"):
    old.write.parquet(f"s3://lake/{name}")
    tried(name, lambda: new.write.mode("overwrite").parquet(f"s3://lake/{name}"))
    print(name, sorted((row["tag"], row["count"]) for row in stored(f"s3://lake/{name}")))
"""

OTHER_BUCKET = """
spark.sql("CREATE DATABASE c LOCATION 's3://lake/c'")
spark.sql("CREATE TABLE c.t (id BIGINT, p INT) USING parquet PARTITIONED BY (p)")
spark.sql("ALTER TABLE c.t ADD PARTITION (p = 1) LOCATION 's3://elsewhere/one'")
spark.sql("INSERT INTO c.t SELECT id, id % 2 FROM range(10)")
print(spark.table("c.t").count())
spark.conf.set("spark.sql.sources.partitionOverwriteMode", "dynamic")
spark.sql("INSERT OVERWRITE c.t SELECT id, 1 FROM range(3)")
print(sorted((row["p"], row["count"]) for row in spark.table("c.t").groupBy("p").count().collect()))
"""

KILLED = """
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
spark.range(40).write.parquet("s3://lake/killed")
spark.range(60).write.mode("overwrite").parquet("s3://lake/killed")
"""


class _Fault:
    """What the proxy does with requests: lets them through, refuses them, or holds them for ever."""

    def __init__(self, lake: str) -> None:
        self.lake = urlsplit(lake)
        self.held = threading.Event()
        self.completions = 0
        self.deletions = 0
        self.lock = threading.Lock()

    def refuses(self, method: str, path: str, body: bytes) -> bool:
        """Deletions under `refused/`, the first of more than one file under `late/`, the second new file of `half/`."""
        if method == "POST" and "uploadId" in path and "/half/" in path:
            with self.lock:
                self.completions += 1
                # The first four are the old files.
                return self.completions == 6
        if method != "POST" or "delete" not in path:
            return False
        self.deletions += body.count(b"<Key>late/") > 1
        return b"<Key>refused/" in body or (body.count(b"<Key>late/") > 1 and self.deletions == 1)

    def holds(self, method: str, path: str, body: bytes) -> bool:
        return method == "POST" and "delete" in path and body.count(b"<Key>killed/") > 1


@pytest.fixture
def faulty(lake: str) -> Iterator[tuple[str, _Fault]]:
    """The address of a lake that fails where it is told to."""
    fault = _Fault(lake)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Proxy", (_Proxy,), {"fault": fault}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", fault
    server.shutdown()


class _Proxy(BaseHTTPRequestHandler):
    fault: _Fault
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.fault.holds(self.command, self.path, body):
            self.fault.held.set()
            threading.Event().wait()
        if self.fault.refuses(self.command, self.path, body):
            self._send(403, {}, b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>")
            return
        onward = http.client.HTTPConnection(self.fault.lake.netloc)
        onward.request(self.command, self.path, body, dict(self.headers))
        answer = onward.getresponse()
        headers = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP_BY_HOP}
        self._send(answer.status, headers, answer.read(), answer.getheader("Content-Length"))
        onward.close()

    def _send(self, status: int, headers: dict[str, str], body: bytes, length: str | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", length if self.command == "HEAD" and length else str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer

    def log_message(self, *_arguments: Any) -> None:
        pass


_HOP_BY_HOP = {"content-length", "transfer-encoding", "connection", "date", "server"}


def test_what_is_overwritten_is_there_until_the_new_is_and_nothing_stays_beside_it(
    driver: Start, lake: str, faulty: tuple[str, _Fault]
) -> None:
    s3 = _s3(lake)
    s3.create_bucket(Bucket="elsewhere")
    done = driver(endpoint=faulty[0]).run(WRITES + OTHER_BUCKET)
    assert done.end["code"] == 0, done.end
    kept, replaced = "[('old', 40)]", "[('new', 60)]"
    assert done.text("stdout").splitlines() == [
        *("refused True", f"refused {kept}"),
        *("half True", f"half {kept}"),
        *("late True", f"late {kept}"),
        *("fine done", f"fine {replaced}"),
        *("10", "[(0, 5), (1, 3)]"),
    ]
    for name in ("refused", "half", "late"):
        files = [key for key in _keys(s3, "lake", f"{name}/") if key.endswith(".parquet")]
        assert len(files) == 4, files
    assert len(_writes(_keys(s3, "elsewhere", "one/"))) == 1
    assert not any("/p=1/" in key for key in _keys(s3, "lake", "c/t/"))
    for bucket in ("lake", "elsewhere"):
        assert "Uploads" not in s3.list_multipart_uploads(Bucket=bucket)


def test_a_driver_that_dies_before_it_deletes_has_lost_nothing(
    driver: Start, lake: str, faulty: tuple[str, _Fault]
) -> None:
    process = driver(endpoint=faulty[0]).ask(KILLED)
    assert faulty[1].held.wait(120), process.text("driver.log")
    process.kill()
    assert len(_writes(_keys(_s3(lake), "lake", "killed/part"))) == 2


def _writes(keys: list[str]) -> set[str]:
    """The ids of the writes that files come from."""
    return {re.sub(r".*part-\d+-([0-9a-f-]{36}).*", r"\1", key) for key in keys}


def _keys(s3: Any, bucket: str, prefix: str) -> list[str]:
    return [item["Key"] for item in s3.list_objects_v2(Bucket=bucket, Prefix=prefix).get("Contents", [])]


def _s3(lake: str) -> Any:
    return boto3.client(
        "s3", endpoint_url=lake, region_name="us-east-1", aws_access_key_id="AK", aws_secret_access_key="SK"
    )
