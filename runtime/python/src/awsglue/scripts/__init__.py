"""Programs that AWS ships beside the library: activation of connectors, repair of the catalog after crawlers.

They work on services of AWS that are not there, so none of them is offered; an import says so.
"""

from __future__ import annotations

from typing import Any, NoReturn

_PROGRAMS = (
    "activate_etl_connector",
    "connector_activation_util",
    "crawler_redo_from_backup",
    "crawler_undo",
    "scripts_utils",
)


def __getattr__(name: str) -> NoReturn:
    kind: Any = ImportError if name in _PROGRAMS else AttributeError
    raise kind(f"not supported by Mastic: awsglue.scripts.{name}")
