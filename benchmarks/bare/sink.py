"""A mail server that takes every letter and keeps none: `python -m benchmarks.bare.sink` says its port."""

import socketserver
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                return self._say("221 bye")
            if verb == b"DATA":
                self._say("354 go on")
                while self.rfile.readline() != b".\r\n":
                    pass
            self._say("250 fine")
        return None

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def running() -> Iterator[int]:
    """Run one as a process of its own, and yield the port of 127.0.0.1 on which it listens."""
    command = [sys.executable, "-m", "benchmarks.bare.sink"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


if __name__ == "__main__":
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation) as listening:
        print(listening.server_address[1], flush=True)
        listening.serve_forever()
