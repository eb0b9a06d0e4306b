"""The Python modules that a run asks for beyond those that are there.

pip installs them into an environment of their own on top of the driver's: what the driver has already is not fetched
again, and nothing of it is changed. An environment is named by the content of what is in it and serves every later run
of the account that asks for the same; one whose content the names do not fix (`requests`, without a version) serves one
run.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENVIRONMENTS_MAX = 20
_PINNED = re.compile(r"[^=<>!~@\s]+\s*===?\s*[^=\s*]+(\s*;.*)?")
_NO_REQUIREMENT = re.compile(r"\s*(#.*|-.*)?")


class ModuleInstallationError(Exception):
    """pip refused; the message is its last word."""


@dataclass(frozen=True)
class Modules:
    """What `--additional-python-modules` and its installer option say, the files fetched already.

    Attributes:
        names: of packages, as pip takes them.
        files: packages.
        lists: requirements files.
        options: further words for pip.
        cache: where environments are kept.
    """

    names: list[str]
    files: list[str]
    lists: list[str]
    options: list[str]
    cache: Path

    @staticmethod
    def of(fields: dict[str, Any]) -> "Modules":
        # `-r` alone says that the file named among the modules is a list, which its name says as well.
        options = [word for word in shlex.split(fields["options"]) if word != "-r"]
        return Modules(fields["names"], fields["files"], fields["lists"], options, Path(fields["cache"]))

    def install(self, directory: Path) -> str:
        """Answers the directory to put on ``sys.path``; pip tells what it does in the driver's system log.

        Args:
            directory: of the driver.

        Raises:
            ModuleInstallationError: pip could not install them.
        """
        if not self._are_pinned():
            return self._installed(directory / "modules", directory)
        home = self.cache / self._key()
        if _hold(home):
            os.utime(home)
            return _packages(home)
        self.cache.mkdir(parents=True, exist_ok=True)
        part = self.cache / f".{home.name}.{os.getpid()}"
        try:
            self._installed(part, directory)
            # Another run may have been faster: then its environment is as good.
            if not home.exists():
                part.rename(home)
        except OSError:
            if not home.exists():
                raise
        finally:
            shutil.rmtree(part, ignore_errors=True)
        if not _hold(home):
            raise ModuleInstallationError(f"{home} was removed while it was made")
        _forget_the_oldest(self.cache)
        return _packages(home)

    def _are_pinned(self) -> bool:
        lines = [line for file in self.lists for line in Path(file).read_text(encoding="utf-8").splitlines()]
        named = [*self.names, *(line for line in lines if not _NO_REQUIREMENT.fullmatch(line))]
        return all(_PINNED.fullmatch(name.strip()) for name in named)

    def _key(self) -> str:
        files = [Path(file) for file in (*self.files, *self.lists)]
        contents = [[file.name, hashlib.sha256(file.read_bytes()).hexdigest()] for file in files]
        # The time of the driver's own packages: what was taken from there may have changed with them.
        base = [sys.version, Path(sysconfig.get_path("purelib")).stat().st_mtime_ns]
        return hashlib.sha256(json.dumps([self.names, contents, self.options, base]).encode()).hexdigest()

    def _installed(self, home: Path, directory: Path) -> str:
        if importlib.util.find_spec("pip") is None:
            raise ModuleInstallationError(f"{sys.executable} has no pip (Debian: apt-get install python3-pip)")
        venv.EnvBuilder(symlinks=True).create(home)
        (home / "lock").touch()
        words = [*self.options, *self.names, *self.files, *(word for file in self.lists for word in ("-r", file))]
        done = subprocess.run(
            [home / "bin/python", "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *words],
            # What the driver's Python has, pip finds installed.
            env=os.environ | {"PYTHONPATH": os.pathsep.join(_site_directories())},
            capture_output=True,
            text=True,
            check=False,
        )
        with (directory / "system").open("a", encoding="utf-8") as log:
            log.write(done.stdout + done.stderr)
        if done.returncode:
            raise ModuleInstallationError(_last_word(done.stderr) or f"pip ended with status {done.returncode}")
        return _packages(home)


def prefer(packages: str) -> None:
    """Lets imports find these packages first, those that the driver itself has imported before included."""
    names = {entry.name.split(".")[0] for entry in Path(packages).iterdir()}
    for module in list(sys.modules):
        if module.split(".")[0] in names - {"pyspark", "py4j", "awsglue", "mastic_driver", "mastic_local"}:
            del sys.modules[module]


def _site_directories() -> list[str]:
    standard = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    return [entry for entry in sys.path if entry and Path(entry).is_dir() and entry not in standard]


def _packages(home: Path) -> str:
    return str(home / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages")


def _last_word(said: str) -> str:
    errors = [line for line in said.splitlines() if line.startswith("ERROR:")]
    return errors[-1].removeprefix("ERROR:").strip() if errors else ""


def _hold(home: Path) -> bool:
    """Keeps an environment from being removed as long as this process lives; false when there is none."""
    try:
        lock = os.open(home / "lock", os.O_RDONLY)
    except FileNotFoundError:
        return False
    fcntl.flock(lock, fcntl.LOCK_SH)
    if (home / "lock").exists():
        return True
    os.close(lock)
    return False


def _forget_the_oldest(cache: Path) -> None:
    by_use = sorted(cache.glob("[!.]*"), key=lambda home: home.stat().st_mtime, reverse=True)
    for home in by_use[ENVIRONMENTS_MAX:]:
        for unused in _locked(home):
            gone = unused.with_name(f".{unused.name}.gone.{os.getpid()}")
            unused.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)


def _locked(home: Path) -> Iterator[Path]:
    with (home / "lock").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        yield home
