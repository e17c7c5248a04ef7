"""The served instance: the three sites in one process, as `disclosure serve` serves them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from benchmarks.serving import _free_port

STARTS_WITHIN = 120.0
STOPS_WITHIN = 20.0
REAL = ("-c", "from disclosure.cli import main; main()")
PSEUDO = ("-m", "tests.journeys.pseudo")


class ServerFailed(Exception):
    """The server did not start; the sentence ends with its own log."""


@contextmanager
def serving(instance: Path, program: Sequence[str] = REAL) -> Iterator[str]:
    """Serve an instance on a free port of this machine; yield its address once it answers.

    The address is a name: browsers make passkeys for no other.
    """
    port = _free_port()
    address = f"http://localhost:{port}"
    log = instance / f"server-{port}.log"
    with log.open("wb") as written:
        server = subprocess.Popen(
            [sys.executable, *program, "serve", "--port", str(port)],
            env={**os.environ, "DISCLOSURE_INSTANCE": str(instance), "DISCLOSURE_BASE_URL": address},
            stdout=written,
            stderr=written,
        )
    try:
        _wait(server, address, log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    give_up = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up and server.poll() is None:
        try:
            urlopen(f"{address}/", timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise ServerFailed(f"The server at {address} did not start:\n{log.read_text(errors='replace')}")
