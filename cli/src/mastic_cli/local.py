"""A server of one's own: started for a command, a demo, a test or a benchmark, and stopped with it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType

from mastic_cli import home
from mastic_cli.errors import CommandError
from mastic_cli.processes import processes_with

READY_SECONDS_MAX = 180
STOP_SECONDS_MAX = 30
DRIVERS_GONE_SECONDS_MAX = 5
LOG_LINES_SHOWN = 15
ANY_FREE_PORT = "127.0.0.1:0"

CHECKOUT = Path(__file__).resolve().parents[3]


def mastic_home() -> Path:
    return Path(os.environ.get("MASTIC_HOME") or CHECKOUT)


class LocalServer:
    """Runs `bin/mastic server` on a free port of the loopback interface; usable in a `with` statement."""

    def __init__(self, data_dir: Path, *, settings: dict[str, str] | None = None) -> None:
        self.data_dir = data_dir
        self.address = home.Server("", home.DEFAULT_REGION)
        self.ready_seconds = 0.0
        self._settings = settings or {}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> LocalServer:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def endpoint(self) -> str:
        return self.address.endpoint

    @property
    def pid(self) -> int:
        if self._process is None:
            raise CommandError("the server is not running")
        return self._process.pid

    @property
    def log_file(self) -> Path:
        return self.data_dir / "server.log"

    @property
    def key(self) -> home.RootKey:
        return home.root_key(self.data_dir)

    def start(self) -> None:
        """Starts the server and returns when it is ready."""
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            log_file = self.log_file.open("ab")
        except OSError as error:
            raise CommandError(f"the data directory {self.data_dir} cannot be written: {error.strerror}") from None
        command = [str(mastic_home() / "bin" / "mastic"), "server", "--data-dir", str(self.data_dir)]
        command += ["--listen", ANY_FREE_PORT, *self._config()]
        started = time.monotonic()
        with log_file as log:
            # A session of its own: Ctrl-C at the terminal is for the command, which then stops the server itself.
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        try:
            self.address = self._wait_until_ready(self._process, started)
        except BaseException:
            self.stop()
            raise
        self.ready_seconds = time.monotonic() - started

    def stop(self) -> None:
        """Asks the server to stop; it takes its warm drivers with it."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def end_drivers(self) -> None:
        """Ends the drivers that outlived the server: a run survives a restart, not the end of a throw-away server."""
        until = time.monotonic() + DRIVERS_GONE_SECONDS_MAX
        while drivers := self._drivers():
            for pid in drivers if time.monotonic() > until else ():
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.05)

    def environment(self) -> dict[str, str]:
        """The variables of `mastic env`, for a child process."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.key.access_key_id,
            "AWS_SECRET_ACCESS_KEY": self.key.secret_access_key,
            "AWS_DEFAULT_REGION": self.address.region,
        }

    def _drivers(self) -> list[int]:
        return processes_with(f"{self.data_dir}/")  # a driver's command line names its directory

    def _config(self) -> list[str]:
        if not self._settings:
            return []
        file = self.data_dir / "local.properties"
        file.write_text("".join(f"{name}={value}\n" for name, value in self._settings.items()))
        return ["--config", str(file)]

    def _wait_until_ready(self, process: subprocess.Popen[bytes], started: float) -> home.Server:
        while time.monotonic() - started < READY_SECONDS_MAX:
            if process.poll() is not None:
                raise CommandError(f"the server did not start (exit status {process.returncode}):\n{self._log_tail()}")
            if server := home.running_server(self.data_dir):
                return server
            time.sleep(0.01)
        raise CommandError(f"the server was not ready within {READY_SECONDS_MAX} seconds:\n{self._log_tail()}")

    def _log_tail(self) -> str:
        lines = self.log_file.read_text(errors="replace").splitlines()
        return "\n".join(f"  {line}" for line in lines[-LOG_LINES_SHOWN:])
