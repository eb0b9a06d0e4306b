"""`mastic spark-ui JOB RUN_ID`: an address at which a browser sees what Spark does, or did, in a run."""

from __future__ import annotations

import argparse
from urllib.parse import urlencode

from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from mastic_cli import home
from mastic_cli.errors import CommandError

MINUTES = 60
MINUTES_MAX = 7 * 24 * 60


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="mastic spark-ui",
        description="Prints an address that shows the jobs, stages and queries of a run's Spark."
        " Whoever has the address sees the page until it expires.",
    )
    parser.add_argument("job", help="the job's name")
    parser.add_argument("run", help="the run's id, jr_…")
    parser.add_argument("--minutes", type=int, default=MINUTES, help="how long the address is good for (default: 60)")
    parser.add_argument("--data-dir", help="data directory of the server (default: ~/.mastic)")
    chosen = parser.parse_args(arguments)
    if not 1 <= chosen.minutes <= MINUTES_MAX:
        raise CommandError(f"--minutes {chosen.minutes}: expected 1 to {MINUTES_MAX}")
    directory = home.data_directory(chosen.data_dir)
    server = home.running_server(directory)
    if server is None:
        raise CommandError(f"no server is running in {directory}")
    print(address(server, home.root_key(directory), chosen.job, chosen.run, chosen.minutes))
    return 0


def address(server: home.Server, key: home.RootKey, job: str, run_id: str, minutes: int) -> str:
    """The page's address, signed like a request to Glue: the signer needs `glue:GetJobRun` on the job."""
    query = urlencode({"job": job, "run": run_id})
    request = AWSRequest("GET", f"{server.endpoint}/_mastic/spark?{query}")
    credentials = Credentials(key.access_key_id, key.secret_access_key)
    SigV4QueryAuth(credentials, "glue", server.region, expires=minutes * 60).add_auth(request)
    return str(request.url)
