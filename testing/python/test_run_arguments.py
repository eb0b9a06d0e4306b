"""Which words of `mastic run` are its own and which are the script's."""

from __future__ import annotations

from pathlib import Path

import pytest

from mastic_cli.errors import CommandError
from mastic_cli.run import parse


def test_options_are_the_scripts_unless_they_are_our_own() -> None:
    request = parse(
        ["--role", "me", "job.py", "--DAY", "2023-01-01", "--extra-py-files=s3://b/x.py", "--data-dir", "/d"]
    )
    assert request.script == Path("job.py")
    assert request.role == "me"
    assert request.data_dir == Path("/d")
    assert request.arguments == {"--DAY": "2023-01-01", "--extra-py-files": "s3://b/x.py"}


def test_a_name_without_a_value_is_a_flag() -> None:
    assert parse(["job.py", "--verbose", "--limit", "-5"]).arguments == {"--verbose": "", "--limit": "-5"}


def test_several_spark_settings_travel_as_one_argument() -> None:
    request = parse(["job.py", "--conf", "a=b", "--conf=c=d e"])
    assert request.arguments == {"--conf": "a=b --conf c=d e"}


def test_a_script_of_scala_is_taken_for_one() -> None:
    assert parse(["app.scala", "--class", "App"]).arguments == {"--class": "App", "--job-language": "scala"}


def test_everything_after_two_dashes_is_the_scripts() -> None:
    request = parse(["job.py", "--", "--role", "of a king"])
    assert request.role is None
    assert request.arguments == {"--role": "of a king"}


@pytest.mark.parametrize(
    ("script", "job"), [("job.py", "job"), ("my job (2).py", "my job _2_"), ("a/b.c.py", "b.c"), ("é.py", "é")]
)
def test_the_job_is_named_after_the_script(script: str, job: str) -> None:
    assert parse([script]).job_name == job


def test_values_without_a_name_are_refused() -> None:
    with pytest.raises(CommandError, match="'stray' has no name"):
        parse(["job.py", "--a", "b", "stray"])
