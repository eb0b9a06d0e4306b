"""Entry point of every command of `bin/mastic` but `server`."""

from __future__ import annotations

import sys

from mastic_cli import env, operate, run, spark_ui
from mastic_cli.errors import CommandError

HELP = """\
Mastic runs AWS Glue jobs on this machine, behind the API of AWS.

  mastic server [--data-dir D] [--listen HOST:PORT] [--config FILE]
      Runs the service until it is stopped (default: 127.0.0.1:4566, data in ~/.mastic).

  mastic env [--data-dir D]
      Prints what the aws command, boto3 and the AWS SDKs need:  eval "$(mastic env)"

  mastic run script.py [--arg value ...] [--role R] [--conf K=V ...] [--data-dir D]
      Runs one script as a Glue job, shows its log, and exits with its result. Starts a server when none is up.

  mastic runs [--job J] [--active] [--max N] [--once]
      The newest runs of all jobs; live on a terminal.
  mastic logs RUN_ID [--follow]
      What a run has printed. The beginning of its id is enough.
  mastic stop RUN_ID ...
  mastic cost [--days N] [--by job|tag:KEY] [--total]
      DPU-hours and what they would have cost on AWS, by job and day.
  mastic pool
      The drivers that are kept warm.
  mastic spark-ui JOB RUN_ID [--minutes N] [--data-dir D]
      Prints an address at which a browser shows the jobs, stages and queries of a run with --enable-spark-ui.

  mastic version
  mastic help
"""


def main(arguments: list[str]) -> int:
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    try:
        match command:
            case "env":
                return env.main(rest)
            case "run":
                return run.main(rest)
            case "runs" | "logs" | "stop" | "pool" | "cost":
                return operate.main(command, rest)
            case "spark-ui":
                return spark_ui.main(rest)
            case _:
                print(HELP, end="")
                return 0
    except CommandError as refusal:
        print(f"mastic: {refusal}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
