"""The peer of job runs: spark-submit of the same pyspark package, on local files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pyspark

SPARK_HOME = Path(pyspark.__file__).parent
SECONDS_MAX = 1_800


class SparkSubmit:
    """Runs scripts in a folder of its own with all cores of the machine, as a user would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def run(self, script: Path, *arguments: str, settings: tuple[str, ...] = ()) -> tuple[float, str]:
        """Answers the launch time and what the script printed.

        Args:
            arguments: of the script.
            settings: of spark-submit itself.
        """
        command = [str(SPARK_HOME / "bin" / "spark-submit"), "--master", "local[*]"]
        command += ["--conf", "spark.ui.enabled=false", *settings, str(script), *arguments]
        environment = os.environ | {"SPARK_HOME": str(SPARK_HOME), "PYSPARK_PYTHON": sys.executable}
        launched = time.time()
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=SECONDS_MAX, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"spark-submit {script.name} failed:\n{done.stderr[-3000:]}")
        return launched, done.stdout
