"""The servers that are measured: gunicorn with two sync workers, ours and the bare one alike."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

WORKERS = 2
STARTS_WITHIN = 60.0
STOPS_WITHIN = 20.0


class ServerFailed(Exception):
    """A server did not start; the sentence ends with its own log."""


@contextmanager
def serving(app: str, *, environ: Mapping[str, str], folder: Path) -> Iterator[int]:
    """Serve `app` (`module:name`) on a free port of 127.0.0.1, and yield the port once it answers."""
    port = _free_port()
    log = folder / f"gunicorn-{port}.log"
    command = [sys.executable, "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    options = [
        "--workers",
        str(WORKERS),
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
        yield port
    finally:
        server.terminate()
        try:
            server.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


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
