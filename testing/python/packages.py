"""Packages for Python, made on the spot."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile


def wheel(directory: Path, name: str, version: str, needs: str = "") -> str:
    """A wheel with one module that says its version; answers its path."""
    info = f"{name}-{version}.dist-info"
    directory.mkdir(exist_ok=True)
    file = directory / f"{name}-{version}-py3-none-any.whl"
    required = f"Requires-Dist: {needs}\n" if needs else ""
    with ZipFile(file, "w") as archive:
        archive.writestr(f"{name}.py", f"VERSION = {version!r}\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return str(file)
