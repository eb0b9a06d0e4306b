"""How a function of a script that changes records meets the rows of a frame: as expressions of Spark where those are
provably the same, and otherwise as a Python function over the texts of the records.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from awsglue import batches, made
from awsglue.predicates import is_on, name_of
from awsglue.symbols import TRUE
from awsglue.translate import Untranslatable, translate_map

if TYPE_CHECKING:
    from awsglue.dynamicframe import DynamicFrame

__all__ = ["apply"]

_log = logging.getLogger(__name__)


def apply(frame: DynamicFrame, function: Callable[[Any], Any], at: tuple[Any, ...]) -> Any:
    """The JVM's frame of what a function makes of each record.

    Args:
        at: the arguments that all transforms of the JVM end with.
    """
    if is_on():
        try:
            outcome = translate_map(function, json.loads(frame._jdf.physicalSchema()))
            fields = made.fields(outcome.made)
        except Untranslatable as reason:
            _log.debug("function %s runs in Python: %s", name_of(function), reason)
        else:
            _log.debug("function %s runs as SQL where %s: %s", name_of(function), outcome.keep, fields)
            failed = None
            if outcome.keep != TRUE:
                failed = batches.answers(frame, function, f"({outcome.status}) <> 1")._jdf
            return frame._jdf.mapBySql(fields, outcome.keep, failed, *at)
    return batches.map_records(frame, function, at)
