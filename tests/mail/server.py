"""A mail server on a unix socket (LMTP, RFC 2033) that can misbehave at each step."""

import socketserver
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from tests.servers import SOCKETS


def _nothing(_letter: EmailMessage) -> None:
    pass


def whole(letter: bytes) -> EmailMessage:
    """Read a letter as a person's program does."""
    return message_from_bytes(letter, EmailMessage, policy=policy.default)


def head(letter: bytes) -> EmailMessage:
    """Read what is written above a letter: five times as quick, where letters are only counted."""
    return message_from_bytes(letter.partition(b"\r\n\r\n")[0], EmailMessage, policy=policy.default)


@dataclass
class MailServer:
    """What it took, and how it answers. An answer of None hangs up instead."""

    socket: Path
    taken: list[EmailMessage] = field(default_factory=list)
    connections: int = 0
    to_sender: str = "250 welcome"
    to_receiver: dict[str, str | None] = field(default_factory=dict)
    to_letter: dict[str, str | None] = field(default_factory=dict)
    before_answer: Callable[[EmailMessage], None] = _nothing
    read: Callable[[bytes], EmailMessage] = whole

    def subjects(self) -> list[str]:
        return [letter["Subject"] for letter in self.taken]

    def ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.taken]


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.office = cast("_Listener", self.server).office
        self.office.connections += 1
        self._say("220 ready")
        while line := self.rfile.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            if not self._answer(verb.upper(), rest):
                return

    def _answer(self, verb: str, rest: str) -> bool:
        if verb == "DATA":
            self._say("354 go on")
            return self._take()
        if verb == "RCPT":
            self.receiver = rest.partition("<")[2].partition(">")[0]
            return self._say(self.office.to_receiver.get(self.receiver, "250 fine"))
        self._say(self.office.to_sender if verb == "MAIL" else "221 bye" if verb == "QUIT" else "250 fine")
        return verb != "QUIT"

    def _take(self) -> bool:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        undotted = b"".join(line[1:] if line.startswith(b".") else line for line in lines)
        letter = self.office.read(undotted)
        answer = self.office.to_letter.get(self.receiver, "250 taken")
        if answer is None or answer.startswith("2"):
            self.office.taken.append(letter)
        self.office.before_answer(letter)
        return self._say(answer)

    def _say(self, answer: str | None) -> bool:
        if answer is not None:
            self.wfile.write(f"{answer}\r\n".encode())
        return answer is not None and not answer.startswith("421")


class _Listener(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    office: MailServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is not the server's fault."""


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run one for the enclosed tests."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="mail-", dir=SOCKETS))
        listener = stack.enter_context(_Listener(f"{folder}/socket", _Conversation))
        listener.office = MailServer(Path(folder) / "socket")
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield listener.office
        finally:
            listener.shutdown()
            thread.join()
