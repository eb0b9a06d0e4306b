"""`mastic runs`, `logs`, `stop`, `pool` and `cost`: what is done with jobs that run on a server."""

from __future__ import annotations

import argparse
import json
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from mastic_cli import home, joblist
from mastic_cli.clients import Clients
from mastic_cli.errors import CommandError
from mastic_cli.joblist import ListedRun
from mastic_cli.joblog import JobLog
from mastic_cli.table import Table

REFRESH_SECONDS = 1.0
FOLLOW_SECONDS = 0.2
LAST_LINES_SECONDS_MAX = 2.0
PAGE_SECONDS_MAX = 10
SHORT_ID_CHARACTERS = 15
CLEAR = "\033[H\033[2J"
INTERRUPTED = 130


def main(command: str, words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog=f"mastic {command}", description=DESCRIPTIONS[command])
    parser.add_argument("--data-dir", help="data directory of the server (default: ~/.mastic)")
    add_options(command, parser)
    options = parser.parse_args(words)
    directory = home.data_directory(options.data_dir)
    server = home.running_server(directory)
    if server is None:
        raise CommandError(
            f"no server is running in {directory}; start one with: mastic server{home.with_data_dir(directory)}"
        )
    clients = Clients(server, home.root_key(directory))
    try:
        match command:
            case "runs":
                return runs(clients, options)
            case "logs":
                return logs(clients, options)
            case "stop":
                return stop(clients, options)
            case "cost":
                return cost(clients, options)
            case _:
                return pool(server)
    except (BotoCoreError, ClientError) as error:
        raise CommandError(str(error)) from None
    except KeyboardInterrupt:
        return INTERRUPTED


DESCRIPTIONS = {
    "runs": "Shows the newest runs of all jobs; on a terminal the table is live until Ctrl-C.",
    "logs": "Shows what a run has printed, and with --follow what it prints until its end.",
    "stop": "Stops runs.",
    "pool": "Shows the drivers that are kept warm.",
    "cost": "Shows what the runs would have cost on AWS.",
}


def add_options(command: str, parser: argparse.ArgumentParser) -> None:
    match command:
        case "runs":
            parser.add_argument("--job", help="the runs of one job only")
            parser.add_argument("--active", action="store_true", help="only runs that have not ended")
            parser.add_argument("--max", type=int, default=20, help="how many (default: 20)")
            parser.add_argument("--once", action="store_true", help="show the table once, on a terminal too")
        case "logs":
            parser.add_argument("run", help="the run's id, or the beginning of it")
            parser.add_argument("-f", "--follow", action="store_true", help="go on until the run has ended")
        case "stop":
            parser.add_argument("run", nargs="+", help="a run's id, or the beginning of it")
        case "cost":
            parser.add_argument("--days", type=int, default=7, help="how many days, today included (default: 7)")
            parser.add_argument("--by", default="job", help="job (default), or tag:KEY")
            parser.add_argument("--total", action="store_true", help="one line for each job, not for each day")
        case _:
            pass


def runs(clients: Clients, options: argparse.Namespace) -> int:
    glue = clients.client("glue")
    live = sys.stdout.isatty() and not options.once
    while True:
        names = [options.job] if options.job else list(joblist.job_names(glue))
        shown = joblist.newest(glue, names, options.max)
        text = runs_table([run for run in shown if not (options.active and run.has_ended())])
        print(f"{CLEAR}{text}" if live else text, flush=True)
        if not live:
            return 0
        time.sleep(REFRESH_SECONDS)


def runs_table(shown: list[ListedRun]) -> str:
    table = Table("RUN", "JOB", "STATE", "STARTED (UTC)", "TIME", "")
    for run in shown:
        started = run.started_on.astimezone(UTC)
        table.add(
            run.id[:SHORT_ID_CHARACTERS], run.job, run.state, f"{started:%m-%d %H:%M:%S}", f"{run.seconds} s", run.word
        )
    return table.text()


def logs(clients: Clients, options: argparse.Namespace) -> int:
    glue = clients.client("glue")
    run = joblist.find(glue, options.run)
    log = JobLog.of(clients.client("logs"), glue.get_job(JobName=run.job)["Job"], run)
    log.copy()
    if not options.follow:
        return 0
    while not run.has_ended():
        time.sleep(FOLLOW_SECONDS)
        run = ListedRun(glue.get_job_run(JobName=run.job, RunId=run.id)["JobRun"])
        log.copy()
    until = time.monotonic() + LAST_LINES_SECONDS_MAX
    while log.copy() and time.monotonic() < until:
        time.sleep(FOLLOW_SECONDS)
    print(f"mastic: {run.state} after {run.seconds} s{': ' + run.word if run.word else ''}", file=sys.stderr)
    return 0 if run.state == "SUCCEEDED" else 1


def stop(clients: Clients, options: argparse.Namespace) -> int:
    glue = clients.client("glue")
    refused = 0
    for wanted in options.run:
        run = joblist.find(glue, wanted)
        answer = glue.batch_stop_job_run(JobName=run.job, JobRunIds=[run.id])
        for error in answer["Errors"]:
            print(f"mastic: {error['ErrorDetail']['ErrorMessage']}", file=sys.stderr)
            refused += 1
        for submitted in answer["SuccessfulSubmissions"]:
            print(f"stopping {submitted['JobRunId']} of {submitted['JobName']}")
    return 1 if refused else 0


def pool(server: home.Server) -> int:
    told = page(server, "/_mastic/pool")
    print(f"{told['ready']} ready, {told['warmingUp']} warming up, {told['wanted']} wanted of at most {told['max']}")
    print(f"isolation of drivers: {told['isolation']}")
    print(f"runs served warm: {told['servedWarm']}, started cold: {told['startedCold']}")
    return 0


def page(server: home.Server, path: str) -> dict[str, Any]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(server.endpoint + path, timeout=PAGE_SECONDS_MAX) as answer:
            told: dict[str, Any] = json.load(answer)
            return told
    except (urllib.error.URLError, ValueError) as error:
        raise CommandError(f"{server.endpoint}{path} does not answer: {error}") from None


def cost(clients: Clients, options: argparse.Namespace) -> int:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    kind, _, key = options.by.partition(":")
    if kind == "job":
        group = {"Type": "DIMENSION", "Key": "RESOURCE_ID"}
    elif kind == "tag" and key:
        group = {"Type": "TAG", "Key": key}
    else:
        raise CommandError(f"--by {options.by}: expected job or tag:KEY")
    answer = clients.client("ce").get_cost_and_usage(
        TimePeriod={"Start": str(tomorrow - timedelta(days=max(1, options.days))), "End": str(tomorrow)},
        Granularity="DAILY",
        Metrics=["UnblendedCost", "UsageQuantity"],
        GroupBy=[group],
    )
    print(cost_table(answer["ResultsByTime"], kind, total=options.total))
    return 0


def cost_table(days: list[dict[str, Any]], kind: str, *, total: bool) -> str:
    sums: dict[tuple[str, str], tuple[float, float]] = {}
    for day in days:
        for group in day["Groups"]:
            name = group["Keys"][0].partition(":job/" if kind == "job" else "$")
            row = ("" if total else day["TimePeriod"]["Start"], name[2] or "(none)")
            hours, dollars = sums.get(row, (0.0, 0.0))
            metrics = group["Metrics"]
            sums[row] = (
                hours + float(metrics["UsageQuantity"]["Amount"]),
                dollars + float(metrics["UnblendedCost"]["Amount"]),
            )
    table = Table("DAY", kind.upper(), "DPU-HOURS", "USD")
    for (day_text, name_text), (hours, dollars) in sorted(sums.items()):
        table.add(day_text or "all", name_text, f"{hours:.4f}", f"{dollars:.4f}")
    table.add("", "total", f"{sum(h for h, _ in sums.values()):.4f}", f"{sum(d for _, d in sums.values()):.4f}")
    return table.text()
