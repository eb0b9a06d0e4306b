"""moto's S3 and Glue on a port of their own, for drivers under test: `python lake.py PORT`."""

import sys
from typing import Any

from moto.s3.responses import S3Response
from moto.server import main

_answer = S3Response._key_response_post


def _with_the_right_root(self: Any, *arguments: Any, **named: Any) -> Any:
    # moto calls the element ...Response; AWS, and with it the Java SDK in S3A, ...Result.
    status, headers, body = _answer(self, *arguments, **named)
    wrong, right = "CompleteMultipartUploadResponse", "CompleteMultipartUploadResult"
    body = body.replace(wrong, right) if isinstance(body, str) else body.replace(wrong.encode(), right.encode())
    headers.pop("Content-Length", None)
    headers.pop("content-length", None)
    return status, headers, body


S3Response._key_response_post = _with_the_right_root  # type: ignore[method-assign]
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
