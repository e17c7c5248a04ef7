"""The servers that are measured: gunicorn with two sync workers, ours and the bare one alike."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
CONFIG = Path(__file__).parents[1] / "gunicorn.conf.py"
"""What production serves with, too."""
STARTS_WITHIN = 60.0
STOPS_WITHIN = 20.0


class ServerFailed(Exception):
    """A server did not start; the sentence ends with its own log."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    port: int
    process: int
    """The id of the process whose children are the workers."""

    def processor_seconds(self) -> float:
        """Return how long its processes have had a processor since they started."""
        path = Path(f"/proc/{self.process}/task/{self.process}/children")
        return sum(_processor_seconds(pid) for pid in (self.process, *map(int, path.read_text().split())))


@contextmanager
def serving(
    app: str, *, environ: Mapping[str, str], folder: Path, workers: int = WORKERS
) -> Iterator[Server]:
    """Serve `app` (`module:name`) on a free port of 127.0.0.1, and yield the server once it answers."""
    port = _free_port()
    log = folder / f"gunicorn-{port}.log"
    command = [sys.executable, "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    options = [
        "--config",
        str(CONFIG),
        "--workers",
        str(workers),
        "--worker-class",
        "sync",
        "--timeout",
        "120",
        "--log-level",
        "warning",
    ]
    with log.open("wb") as written:
        server = subprocess.Popen(
            [*command, *options], env={**os.environ, **environ}, stdout=written, stderr=written
        )
    try:
        _wait(server, port, log)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        try:
            server.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _processor_seconds(pid: int) -> float:
    """Return the time in the program and in the kernel (proc(5), fields 14 and 15 of stat)."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    give_up = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up:
        if server.poll() is not None:
            break
        if _answers(port):
            return
        time.sleep(0.05)
    raise ServerFailed(f"The server on port {port} did not start:\n{log.read_text(errors='replace')}")


def _answers(port: int) -> bool:
    """Whether a worker answers; the status does not matter."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as probe:
            probe.sendall(b"GET /static/none HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return probe.recv(16).startswith(b"HTTP/1.1 ")
    except OSError:
        return False
