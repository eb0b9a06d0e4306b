"""Job arguments, and small helpers between Python and the JVM."""

from __future__ import annotations

import argparse
import json
import os
import traceback
from typing import Any, NoReturn

from awsglue.job import Job

__all__ = ["GlueArgumentError", "GlueArgumentParser", "callsite", "getResolvedOptions", "makeOptions"]

_global_args: dict[str, Any] = {}

# From Glue 6.0 on `--TempD x` no longer means `--TempDir x`.
_FIRST_VERSION_WITHOUT_ABBREVIATIONS = 6
_DEFAULT_GLUE_VERSION = "5.0"


class GlueArgumentError(Exception):
    """The arguments of a job are not what its script asks for."""


class GlueArgumentParser(argparse.ArgumentParser):
    """A parser that raises where argparse would end the process."""

    def error(self, msg: str) -> NoReturn:
        raise GlueArgumentError(msg)


def makeOptions(sc: Any, py_obj: dict[str, Any] | str) -> Any:
    """Options as the JVM takes them, from a dict or the text of a JSON object.

    Raises:
        TypeError: the options are of another type, or hold what JSON cannot.
    """
    if isinstance(py_obj, dict):
        text = json.dumps(py_obj)
    elif isinstance(py_obj, str):
        text = py_obj
    else:
        raise TypeError("Unexpected type " + str(type(py_obj)) + " in makeOptions")
    return sc._jvm.com.amazonaws.services.glue.util.JsonOptions(text)


def _as_java_list(sc: Any, scala_seq_obj: Any) -> Any:
    """The list of a sequence of Scala."""
    return sc._jvm.com.amazonaws.services.glue.util.GluePythonUtils.seqAsJava(scala_seq_obj)


def _as_scala_seq(sc: Any, values: list[Any]) -> Any:
    """The sequence of Scala of a list."""
    return sc._jvm.PythonUtils.toSeq(values)


def _as_scala_option(sc: Any, some_val: Any) -> Any:
    """The option of Scala of a value; nothing for None."""
    return sc._jvm.com.amazonaws.services.glue.util.GluePythonUtils.constructOption(some_val)


def _as_resolve_choiceOption(sc: Any, choice_option_str: str) -> Any:
    """The action for all choices as the JVM takes it; None for an empty text."""
    return sc._jvm.com.amazonaws.services.glue.util.GluePythonUtils.constructChoiceOption(choice_option_str)


def _call_site(sc: Any, call_site: str, info: str | None) -> Any:
    return sc._jvm.com.amazonaws.services.glue.errors.CallSite(call_site, info)


def callsite() -> str:
    """The lines of the script that led here."""
    return _lines_of_script()


def _lines_of_script() -> str:
    """The lines of the script that led to the call of the caller's caller."""
    return "".join(traceback.format_list(traceback.extract_stack()[:-3]))


def getResolvedOptions(args: list[str], options: list[str], allow_abbrev: bool | None = None) -> dict[str, Any]:
    """The values of job arguments.

    Args:
        args: the command line, ``sys.argv``.
        options: names of arguments that must be there, without dashes in front.
        allow_abbrev: whether ``--Temp`` may stand for ``--TempDir``; without a value as in the job's Glue version.

    Returns:
        The values by name, ``-`` in names as ``_``; those that Glue knows are always there, None when not given.

    Raises:
        GlueArgumentError: an argument is missing or has no value.
        RuntimeError: a reserved name is asked for, or bookmark arguments contradict each other.
    """
    abbreviations = _abbreviations() if allow_abbrev is None else allow_abbrev
    parser = GlueArgumentParser(allow_abbrev=abbreviations)
    _refuse_reserved(options)
    _add_known(parser)
    absolute = {"TempDir", "RedshiftTempDir"}
    for option in options:
        if option not in absolute:
            parser.add_argument("--" + option, required=True)
    parsed, _ = parser.parse_known_args(args[1:])
    values = vars(parsed)
    _resolve_bookmarks(values)
    _resolve_temporary_directory(values)
    _global_args.update(values)
    return values


def _abbreviations() -> bool:
    major = os.environ.get("MASTIC_GLUE_VERSION", _DEFAULT_GLUE_VERSION).split(".")[0]
    # A version by another name, such as "auto", is the newest.
    return major.isdigit() and int(major) < _FIRST_VERSION_WITHOUT_ABBREVIATIONS


def _refuse_reserved(options: list[str]) -> None:
    # The other known names are checked with their dashes, as Glue does: without, argparse finds them declared twice.
    reserved = {
        *_plain(Job.job_bookmark_options()),
        *_plain(Job.job_bookmark_range_options()),
        *_plain(Job.continuation_options()),
        *Job.id_params()[1:],
        *Job.encryption_type_options(),
        *Job.data_lineage_options(),
    }
    used = [option for option in options if option in reserved]
    if used:
        raise RuntimeError("Using reserved arguments " + ",".join(used))


def _plain(options: list[str]) -> list[str]:
    return [option.removeprefix("--") for option in options]


_BOOKMARK_VALUES = ["job-bookmark-enable", "job-bookmark-pause", "job-bookmark-disable"]
_CONTINUATION_VALUES = ["continuation-enabled", "continuation-readonly", "continuation-ignore"]


def _add_known(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--job-bookmark-option", choices=_BOOKMARK_VALUES)
    parser.add_argument("--continuation-option", choices=_CONTINUATION_VALUES)
    for option in Job.job_bookmark_range_options():
        parser.add_argument(option)
    for option in Job.id_params()[1:]:
        parser.add_argument(option)
    parser.add_argument("--encryption-type", choices=["sse-s3"])
    for option in (*Job.data_lineage_options(), "--RedshiftTempDir", "--TempDir"):
        parser.add_argument(option)


def _resolve_bookmarks(values: dict[str, Any]) -> None:
    continuation = values.pop("continuation_option")
    if values["job_bookmark_option"] is None:
        # The old argument means the same, in the same order of values.
        index = -1 if continuation is None else _CONTINUATION_VALUES.index(continuation)
        values["job_bookmark_option"] = _BOOKMARK_VALUES[index]
    start, end = values["job_bookmark_from"], values["job_bookmark_to"]
    if values["job_bookmark_option"] == "job-bookmark-pause":
        if (start is None) != (end is None):
            missing = "--job-bookmark-from" if start is None else "--job-bookmark-to"
            raise RuntimeError("Missing option or value for " + missing)
    elif start is not None and end is not None:
        raise RuntimeError("Invalid option(s)--job-bookmark-from --job-bookmark-to")


def _resolve_temporary_directory(values: dict[str, Any]) -> None:
    directory = values["TempDir"] if values["TempDir"] is not None else values["RedshiftTempDir"]
    values["RedshiftTempDir"] = directory if values["RedshiftTempDir"] is None else values["RedshiftTempDir"]
    values["TempDir"] = directory
