"""A mail server that takes every letter: `python -m benchmarks.bare.sink` says its port.

With a folder it has each letter on the disk before it says that it took it, as
every server has that answers for what it took (RFC 5321 section 6.1); without one it keeps none.
"""

import os
import socketserver
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path


class _Server(socketserver.ThreadingTCPServer):
    def __init__(self, folder: Path | None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self._folder, self._numbers = folder, count()

    def keep(self, letter: bytes) -> None:
        if self._folder is not None:
            with (self._folder / str(next(self._numbers))).open("xb") as file:
                file.write(letter)
                file.flush()
                os.fsync(file.fileno())


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                return self._say("221 bye")
            if verb == b"DATA":
                self._say("354 go on")
                letter = iter(self.rfile.readline, b".\r\n")
                self.server.keep(b"".join(letter))
            self._say("250 fine")
        return None

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def running(folder: Path | None) -> Iterator[int]:
    """Run one as a process of its own, and yield the port of 127.0.0.1 on which it listens."""
    command = [sys.executable, "-m", "benchmarks.bare.sink", *([str(folder)] if folder else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


if __name__ == "__main__":
    with _Server(Path(sys.argv[1]) if sys.argv[1:] else None) as listening:
        print(listening.server_address[1], flush=True)
        listening.serve_forever()
