"""Puts the runtime's jars into the package; all else is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

LIBRARIES = Path(__file__).resolve().parents[2] / ".build/driver/lib"


class BuildWithJars(build_py):
    def run(self) -> None:
        # What an earlier build left would get into this one's wheel.
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()
        jars = sorted(LIBRARIES.glob("*.jar"))
        if not jars:
            raise SystemExit(f"{LIBRARIES} holds no jars: run `make setup` in the checkout first")
        target = Path(self.build_lib) / "mastic_local/jars"
        self.mkpath(str(target))
        for jar in jars:
            self.copy_file(str(jar), str(target / jar.name))


setup(cmdclass={"build_py": BuildWithJars})
