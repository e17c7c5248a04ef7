"""A client that costs little: prepared requests over loopback sockets, in a process of its own.

    python -m benchmarks.client PORT CONCURRENCY FILE

`FILE` holds requests as bytes, each preceded by its length in 4 bytes. At any moment `CONCURRENCY`
of them are under way, each over a connection of its own, because gunicorn's sync worker keeps none
alive. Told as JSON: the seconds of the whole, the seconds of each, how often each status came.
Only the standard library, so that nothing of what is measured is in it.
"""

import json
import selectors
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypedDict

LONGEST_WAIT = 30.0
"""Seconds without any answer after which the server is given up."""
_LENGTH = 4
_BLOCK = 1 << 16


class Told(TypedDict):
    """What the client prints."""

    seconds: float
    times: list[float]
    statuses: dict[str, int]


class Visit:
    """One request under way."""

    def __init__(self, port: int, request: bytes) -> None:
        self.began = time.perf_counter()
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self._unsent = memoryview(request)
        self._head = b""

    def send(self) -> bool:
        """Send what the socket takes; True when all is sent."""
        self._unsent = self._unsent[self.socket.send(self._unsent) :]
        return not self._unsent

    def receive(self) -> bool:
        """Take what came; True at the end of the answer, which the server marks by closing."""
        try:
            block = self.socket.recv(_BLOCK)
        except ConnectionResetError:
            block = b""
        if block and not self._head:
            self._head = block[:16]
        return not block

    @property
    def status(self) -> str:
        """The status of the answer; "none" when the server closed without one."""
        return self._head[9:12].decode("ascii") or "none"


class Outcome(NamedTuple):
    """How one visit went."""

    seconds: float
    status: str


def visits(port: int, requests: Iterable[bytes], *, concurrency: int) -> Iterator[Outcome]:
    """Send all requests, `concurrency` at a time, and yield how each went.

    Raises TimeoutError when the server answers nothing for `LONGEST_WAIT` seconds.
    """
    waiting = iter(requests)
    selector = selectors.DefaultSelector()

    def begin() -> None:
        request = next(waiting, None)
        if request is not None:
            visit = Visit(port, request)
            selector.register(visit.socket, selectors.EVENT_WRITE, visit)

    for _ in range(concurrency):
        begin()
    while selector.get_map():
        ready = selector.select(LONGEST_WAIT)
        if not ready:
            raise TimeoutError(f"The server on port {port} answered nothing for {LONGEST_WAIT:.0f} seconds.")
        for key, _event in ready:
            visit: Visit = key.data
            if key.events == selectors.EVENT_WRITE:
                if visit.send():
                    selector.modify(visit.socket, selectors.EVENT_READ, visit)
            elif visit.receive():
                selector.unregister(visit.socket)
                visit.socket.close()
                yield Outcome(time.perf_counter() - visit.began, visit.status)
                begin()


def told(port: int, requests: Iterable[bytes], *, concurrency: int) -> Told:
    """Send all requests and sum up."""
    began = time.perf_counter()
    outcomes = list(visits(port, requests, concurrency=concurrency))
    return {
        "seconds": time.perf_counter() - began,
        "times": [outcome.seconds for outcome in outcomes],
        "statuses": Counter(outcome.status for outcome in outcomes),
    }


def packed(requests: Iterable[bytes]) -> bytes:
    """Return requests as the client reads them."""
    return b"".join(len(request).to_bytes(_LENGTH, "big") + request for request in requests)


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield the requests of a file."""
    at = 0
    while at < len(content):
        end = at + _LENGTH + int.from_bytes(content[at : at + _LENGTH], "big")
        yield content[at + _LENGTH : end]
        at = end


def main() -> None:
    """Run as a process."""
    port, concurrency, path = sys.argv[1:]
    requests = list(unpacked(Path(path).read_bytes()))
    json.dump(told(int(port), requests, concurrency=int(concurrency)), sys.stdout)


if __name__ == "__main__":
    main()
