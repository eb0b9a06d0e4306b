"""`mastic env`: the variables with which the aws command, boto3 and the AWS SDKs reach the server."""

from __future__ import annotations

import argparse
import shlex
import sys

from mastic_cli import home


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="mastic env",
        description='Prints export lines for the shell: eval "$(mastic env)"',
    )
    parser.add_argument("--data-dir", help="data directory of the server (default: ~/.mastic)")
    directory = home.data_directory(parser.parse_args(arguments).data_dir)
    key = home.root_key(directory)
    server = home.running_server(directory)
    if server is None:
        server = home.Server(home.DEFAULT_ENDPOINT, home.DEFAULT_REGION)
        start = f"mastic server{home.with_data_dir(directory)}"
        print(f"mastic: no server is running in {directory}; start one with: {start}", file=sys.stderr)
    variables = {
        "AWS_ENDPOINT_URL": server.endpoint,
        "AWS_ACCESS_KEY_ID": key.access_key_id,
        "AWS_SECRET_ACCESS_KEY": key.secret_access_key,
        "AWS_DEFAULT_REGION": server.region,
    }
    for name, value in variables.items():
        print(f"export {name}={shlex.quote(value)}")
    return 0
