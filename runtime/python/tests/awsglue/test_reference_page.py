"""The reference page is what the docstrings say."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[4]


def test_the_page_is_written_from_the_docstrings_as_they_are() -> None:
    written = subprocess.run(
        [sys.executable, PROJECT / "build/awsglue-page", "-"], capture_output=True, text=True, check=True
    ).stdout
    page = (PROJECT / "docs/reference/awsglue.md").read_text(encoding="utf-8")
    assert written == page, "run `make docs`"
    for name in ("getResolvedOptions", "DynamicFrame.relationalize", "ApplyMapping", "EvaluateDataQuality"):
        assert name in page
