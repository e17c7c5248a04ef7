"""Programs of ours that run, and can be killed and started again."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

HOME = Path(__file__).parents[2]
STARTS_WITHIN = 60.0
STOPS_WITHIN = 30.0


class ProgramFailed(Exception):
    """A program did not start; the sentence ends with its own log."""


@dataclass
class Program:
    """A process group: what is killed is the whole of it, as when its machine loses power."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    log: Path
    port: int | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it; a site is waited for until it is ready."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                cwd=HOME,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if self.port is not None:
            self._await_ready(self.port)

    def children(self) -> list[int]:
        """The ids of a site's worker processes."""
        assert self._process
        pid = self._process.pid
        with suppress(FileNotFoundError):
            return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return []

    def kill_child(self, number: int = 0) -> None:
        """Kill one worker process of a site, which its gunicorn replaces."""
        found = self.children()
        if found:
            with suppress(ProcessLookupError):
                os.kill(found[number % len(found)], signal.SIGKILL)

    def kill(self) -> None:
        """Kill it with everything it started."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """Tell it to end, and see that it does."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.poll() is None

    def _await_ready(self, port: int) -> None:
        give_up = time.monotonic() + STARTS_WITHIN
        while not ready(port):
            if not self.runs() or time.monotonic() > give_up:
                said = self.log.read_text(errors="replace")
                raise ProgramFailed(f"{self.name} did not start. It said:\n{said[-3000:]}")
            time.sleep(0.05)


def ready(port: int) -> bool:
    """Whether a site says that it may be given requests."""
    return asked(port, "/readyz")[0] == 200


def asked(port: int, path: str, *, seconds: float = 5.0) -> tuple[int, str]:
    """Ask a program on this machine; status 0 when it does not answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    except (OSError, HTTPException):
        return 0, ""
    finally:
        connection.close()


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
