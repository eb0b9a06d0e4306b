#!/usr/bin/env python3
"""Write aws/src/test/resources/dev/mastic/aws/sigv4/vectors.json: requests signed by botocore's own signers.

The verifier is tested against them, so that it agrees with the signers that boto3 and the AWS command line use, not
only with the SDK for Java that the server itself is built on. The keys are AWS's documented example keys.

    .venv/bin/python build/make-signature-vectors.py
"""

from __future__ import annotations

import base64
import datetime
import json
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import botocore
from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

TARGET = Path(__file__).resolve().parent.parent / "aws/src/test/resources/dev/mastic/aws/sigv4/vectors.json"
SIGNED_AT = datetime.datetime(2026, 1, 1, 12, 0, 0, tzinfo=datetime.UTC)
KEY, SECRET, TOKEN = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "FwoGZXIvYXdzEXAMPLE/+=="
HOST = "http://localhost:4566"
JSON = {"Content-Type": "application/x-amz-json-1.1"}
FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}

Json = dict[str, Any]


def target(name: str) -> dict[str, str]:
    return {**JSON, "X-Amz-Target": name}


# name, signer, service, method, path and query, headers, body, temporary credentials
CASES: list[tuple[str, str, str, str, str, dict[str, str], bytes, bool]] = [
    ("glue json", "v4", "glue", "POST", "/", target("AWSGlue.GetJob"), b'{"JobName":"nightly"}', False),
    ("glue json with a session", "v4", "glue", "POST", "/", target("AWSGlue.GetJob"), b"{}", True),
    ("glue json not in ascii", "v4", "glue", "POST", "/", target("AWSGlue.GetJob"), '{"é":"ß"}'.encode(), False),
    ("logs json", "v4", "logs", "POST", "/", target("Logs_20140328.PutLogEvents"), b"{}", False),
    ("secrets json", "v4", "secretsmanager", "POST", "/", target("secretsmanager.GetSecretValue"), b"{}", False),
    ("emr json", "v4", "elasticmapreduce", "POST", "/", target("ElasticMapReduce.ListClusters"), b"{}", False),
    ("iam form", "v4", "iam", "POST", "/", FORM, b"Action=ListRoles&Version=2010-05-08", False),
    ("sts form", "v4", "sts", "POST", "/", FORM, b"Action=GetCallerIdentity&Version=2011-06-15", True),
    ("sts get", "v4", "sts", "GET", "/?Action=GetCallerIdentity&Version=2011-06-15", {}, b"", False),
    (
        "cloudwatch cbor",
        "v4",
        "monitoring",
        "POST",
        "/service/GraniteServiceVersion20100801/operation/ListMetrics",
        {"Smithy-Protocol": "rpc-v2-cbor", "Content-Type": "application/cbor"},
        b"\xbf\xff",
        False,
    ),
    ("folded header", "v4", "glue", "POST", "/", {**JSON, "X-Amz-Note": "  a   b\tc  "}, b"{}", False),
    ("empty header", "v4", "glue", "POST", "/", {**JSON, "X-Amz-Note": ""}, b"{}", False),
    ("encoded path twice", "v4", "glue", "POST", "/a%20b/c%2Fd", JSON, b"{}", False),
    ("dotted path", "v4", "glue", "POST", "/a/./b/../c//d/", JSON, b"{}", False),
    ("s3 list buckets", "s3v4", "s3", "GET", "/", {}, b"", False),
    (
        "s3 list",
        "s3v4",
        "s3",
        "GET",
        "/lake?list-type=2&prefix=a%2Fb%20c&delimiter=%2F&encoding-type=url",
        {},
        b"",
        False,
    ),
    ("s3 subresource", "s3v4", "s3", "GET", "/lake?tagging", {}, b"", False),
    ("s3 subresource with equals sign", "s3v4", "s3", "GET", "/lake?tagging=", {}, b"", False),
    ("s3 repeated parameter", "s3v4", "s3", "GET", "/lake?x=b&x=a&x=", {}, b"", False),
    ("s3 parameters that sort by name first", "s3v4", "s3", "GET", "/lake?a-b=1&a=2&a.b=3&A=4", {}, b"", False),
    ("s3 parameter with an equals sign in it", "s3v4", "s3", "GET", "/lake?marker=a%3Db%26c%2Bd", {}, b"", False),
    ("s3 put", "s3v4", "s3", "PUT", "/lake/plain.txt", {"Content-Type": "text/plain"}, b"hello", False),
    ("s3 put with a session", "s3v4", "s3", "PUT", "/lake/plain.txt", {}, b"hello", True),
    ("s3 put nothing", "s3v4", "s3", "PUT", "/lake/empty", {}, b"", False),
    ("s3 key with a space", "s3v4", "s3", "GET", "/lake/a%20b", {}, b"", False),
    ("s3 key with a plus", "s3v4", "s3", "GET", "/lake/a%2Bb", {}, b"", False),
    ("s3 key with an equals sign", "s3v4", "s3", "GET", "/lake/year%3D2023/x", {}, b"", False),
    ("s3 key with a percent sign", "s3v4", "s3", "GET", "/lake/100%25", {}, b"", False),
    ("s3 key not in ascii", "s3v4", "s3", "GET", "/lake/caf%C3%A9/%E2%82%AC", {}, b"", False),
    ("s3 key with dots", "s3v4", "s3", "GET", "/lake/a/../b/./c", {}, b"", False),
    ("s3 key with double slashes", "s3v4", "s3", "GET", "/lake//a//b/", {}, b"", False),
    ("s3 key with a tilde", "s3v4", "s3", "GET", "/lake/~a-_.", {}, b"", False),
    ("s3 key with marks", "s3v4", "s3", "GET", "/lake/%21%27%28%29%2A%2C%3A%3B%40%5B%5D", {}, b"", False),
    ("s3 metadata", "s3v4", "s3", "PUT", "/lake/m", {"x-amz-meta-note": " two  spaces "}, b"x", False),
    ("s3 range", "s3v4", "s3", "GET", "/lake/plain.txt", {"Range": "bytes=0-9"}, b"", False),
    ("s3 copy", "s3v4", "s3", "PUT", "/lake/c", {"x-amz-copy-source": "/lake/a%20b?versionId=1"}, b"", False),
    ("s3 presigned get", "s3v4-query", "s3", "GET", "/lake/a%20b", {}, b"", False),
    ("s3 presigned get with a session", "s3v4-query", "s3", "GET", "/lake/plain.txt", {}, b"", True),
    ("s3 presigned get with parameters", "s3v4-query", "s3", "GET", "/lake/x?versionId=a%2Fb&tagging", {}, b"", False),
    ("s3 presigned put", "s3v4-query", "s3", "PUT", "/lake/p", {}, b"any payload", False),
    (
        "sts presigned",
        "v4-query",
        "sts",
        "GET",
        "/?Action=GetCallerIdentity&Version=2011-06-15",
        {},
        b"",
        False,
    ),
]
SIGNERS = {
    "v4": auth.SigV4Auth,
    "s3v4": auth.S3SigV4Auth,
    "v4-query": auth.SigV4QueryAuth,
    "s3v4-query": auth.S3SigV4QueryAuth,
}


def vector(case: tuple[str, str, str, str, str, dict[str, str], bytes, bool]) -> Json:
    name, signer, service, method, path, headers, body, temporary = case
    # A presigned address is made without the payload that is sent to it later.
    data: bytes | Json = {} if signer.endswith("query") else body
    request = AWSRequest(method=method, url=HOST + path, headers=dict(headers), data=data)
    credentials = Credentials(KEY, SECRET, TOKEN if temporary else None)
    with mock.patch("botocore.auth.get_current_datetime", lambda: SIGNED_AT):
        SIGNERS[signer](credentials, service, "us-east-1").add_auth(request)
    parts = urlsplit(request.url)
    sent = dict(request.headers.items())
    sent.setdefault("Host", parts.netloc)
    return {
        "name": name,
        "service": service,
        "method": method,
        "path": parts.path,
        "query": parts.query,
        "headers": sent,
        "body": base64.b64encode(body).decode(),
        "token": TOKEN if temporary else None,
    }


def main() -> None:
    written = {
        "source": f"signed by botocore {botocore.__version__} with build/make-signature-vectors.py",
        "signedAt": SIGNED_AT.isoformat().replace("+00:00", "Z"),
        "accessKeyId": KEY,
        "secretKey": SECRET,
        "vectors": [vector(case) for case in CASES],
    }
    TARGET.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n")
    print(f"{TARGET}: {len(CASES)} vectors")


if __name__ == "__main__":
    main()
