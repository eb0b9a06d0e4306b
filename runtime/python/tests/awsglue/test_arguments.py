"""getResolvedOptions."""

from __future__ import annotations

import argparse

import pytest

from awsglue.utils import GlueArgumentError, getResolvedOptions


def test_values_come_by_name_and_unknown_arguments_are_left_alone() -> None:
    values = getResolvedOptions(["script", "--JOB_NAME", "j", "--other", "x", "--year=2020"], ["JOB_NAME", "year"])
    assert values["JOB_NAME"] == "j"
    assert values["year"] == "2020"
    assert "other" not in values


def test_dashes_become_underscores() -> None:
    assert getResolvedOptions(["script", "--my-opt", "v"], ["my-opt"])["my_opt"] == "v"


def test_a_missing_argument_is_named() -> None:
    with pytest.raises(GlueArgumentError, match="the following arguments are required: --x"):
        getResolvedOptions(["script"], ["x"])


def test_a_value_that_looks_like_an_option_is_none() -> None:
    with pytest.raises(GlueArgumentError, match="expected one argument"):
        getResolvedOptions(["script", "--x", "--y"], ["x"])


def test_known_arguments_are_always_there() -> None:
    values = getResolvedOptions(["script", "--JOB_RUN_ID", "jr_1"], [])
    assert values["JOB_RUN_ID"] == "jr_1"
    assert values["JOB_ID"] is None
    assert values["job_bookmark_option"] == "job-bookmark-disable"
    assert values["job_bookmark_from"] is None
    assert "continuation_option" not in values


def test_the_temporary_directory_has_two_names() -> None:
    values = getResolvedOptions(["script", "--TempDir", "s3://b/t"], ["TempDir"])
    assert values["TempDir"] == values["RedshiftTempDir"] == "s3://b/t"
    assert getResolvedOptions(["script"], ["TempDir"])["TempDir"] is None
    assert getResolvedOptions(["script", "--RedshiftTempDir", "s3://b/r"], [])["TempDir"] == "s3://b/r"


@pytest.mark.parametrize("name", ["job-bookmark-option", "continuation-option", "job-bookmark-from"])
def test_reserved_names_are_refused(name: str) -> None:
    with pytest.raises(RuntimeError, match="Using reserved arguments"):
        getResolvedOptions(["script"], [name])


@pytest.mark.parametrize("name", ["JOB_RUN_ID", "encryption-type"])
def test_known_names_without_dashes_slip_past_and_meet_argparse(name: str) -> None:
    with pytest.raises(argparse.ArgumentError, match="conflicting option string"):
        getResolvedOptions(["script"], [name])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("continuation-enabled", "job-bookmark-enable"),
        ("continuation-readonly", "job-bookmark-pause"),
        ("continuation-ignore", "job-bookmark-disable"),
    ],
)
def test_the_old_bookmark_argument_means_the_new_one(old: str, new: str) -> None:
    assert getResolvedOptions(["script", "--continuation-option", old], [])["job_bookmark_option"] == new


def test_bounds_belong_to_a_paused_bookmark_both_or_none() -> None:
    pause = ["script", "--job-bookmark-option", "job-bookmark-pause"]
    with pytest.raises(RuntimeError, match="Missing option or value for --job-bookmark-to"):
        getResolvedOptions([*pause, "--job-bookmark-from", "a"], [])
    bounds = ["--job-bookmark-from", "a", "--job-bookmark-to", "b"]
    assert getResolvedOptions([*pause, *bounds], [])["job_bookmark_to"] == "b"
    with pytest.raises(RuntimeError, match="Invalid option"):
        getResolvedOptions(["script", *bounds], [])


def test_abbreviations_end_with_glue_6(monkeypatch: pytest.MonkeyPatch) -> None:
    command = ["script", "--TempD", "s3://b/t"]
    assert getResolvedOptions(command, [])["TempDir"] == "s3://b/t"
    for version in ("6.0", "auto"):
        monkeypatch.setenv("MASTIC_GLUE_VERSION", version)
        assert getResolvedOptions(command, [])["TempDir"] is None
    assert getResolvedOptions(command, [], allow_abbrev=True)["TempDir"] == "s3://b/t"
