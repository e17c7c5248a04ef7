"""Handing letters to a mail server, step by step, so that it is known at which step it went away."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import UUID

from disclosure.errors import ConfigError
from disclosure.mail.composing import Composed
from disclosure.mail.errors import LetterDoubtful, LetterRefused, LetterWaits, PostClosed

SECONDS = 30.0
"""How long the server may take for each answer."""
_OK = frozenset({250, 251})
_CLOSING = 421
_FOR_ALL = frozenset({_CLOSING, 530, 534, 535, 538})
"""Answers about us, not about this letter: closing (RFC 5321), or sign in first (RFC 4954)."""
_FOR_GOOD = 500


class Door(Protocol):
    """Opens a connection to a mail server. Raises OSError (which SMTPException is)."""

    def open(self) -> smtplib.SMTP:
        """Connect, and sign in where that is asked."""


@dataclass(frozen=True, kw_only=True)
class Network:
    """A server reached over the network, over TLS whenever it offers that."""

    host: str
    port: int = 25
    tls: bool = False
    """TLS from the first byte (port 465), instead of asking for it."""
    account: str | None = None
    password: str | None = field(default=None, repr=False)

    def open(self) -> smtplib.SMTP:
        """Connect; never give a password over an open line."""
        if self.tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            elif self.password is not None:
                raise PostClosed(
                    f"{self.host} offers no TLS, so it is not given a password. Use smtps:// instead."
                )
        if self.account is not None and self.password is not None:
            server.login(self.account, self.password)
        return server


@dataclass(frozen=True)
class Socket:
    """A server on this machine, reached by LMTP (RFC 2033) through its unix socket."""

    path: str

    def open(self) -> smtplib.SMTP:
        """Connect to the socket."""
        return smtplib.LMTP(self.path)


@dataclass(frozen=True, kw_only=True)
class Smtp:
    """Hands letters to the mail server behind `door`, in the name of `sender`."""

    door: Door
    sender: str
    repeatable: bool = False

    @contextmanager
    def connect(self) -> Iterator["Connection"]:
        """Open one connection. Raises PostClosed."""
        try:
            server = self.door.open()
            if server.sock is not None:
                server.sock.settimeout(SECONDS)
            server.ehlo_or_helo_if_needed()
        except OSError as error:
            raise PostClosed(f"The mail server cannot be reached: {error}") from error
        try:
            yield Connection(server, self.sender)
        finally:
            with suppress(OSError):
                server.quit()
            server.close()


@dataclass(frozen=True)
class Connection:
    """One conversation with the mail server."""

    server: smtplib.SMTP
    sender: str

    def hand(self, letter_id: UUID, message: Composed) -> None:
        """Hand one letter over, as `Carrier` says."""
        try:
            self._step(*self.server.mail(self.sender), about_us=True)
            self._address(message.receiver)
        except OSError as error:
            raise PostClosed(f"The mail server broke off: {error}") from error
        try:
            self._step(*self.server.data(message.content))
        except smtplib.SMTPDataError as error:
            self._step(error.smtp_code, error.smtp_error)
        except OSError as error:
            raise LetterDoubtful(
                f"The mail server broke off before it said whether it took letter {letter_id}, "
                "so it may have arrived. Ask the person, or write to them again."
            ) from error

    def _address(self, receiver: str) -> None:
        try:
            self._step(*self.server.rcpt(receiver))
        except (LetterRefused, LetterWaits):
            self.server.rset()
            raise

    def _step(self, code: int, reply: bytes | str, *, about_us: bool = False) -> None:
        if code in _OK:
            return
        words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
        answer = f"{code} {' '.join(words.split())}"
        if about_us or code in _FOR_ALL:
            raise PostClosed(f"The mail server takes no letters from us. It said: {answer}")
        if code >= _FOR_GOOD:
            raise LetterRefused(f"The mail server refused it. It said: {answer}")
        raise LetterWaits(f"The mail server did not take it yet. It said: {answer}")


def door_of(url: str) -> Door:
    """Return the door that an address names: smtp://, smtps:// or lmtp:///path/of/socket.

    Raises:
        ConfigError: it is not such an address.

    """
    parts = urlsplit(url)
    if parts.scheme == "lmtp" and parts.path:
        return Socket(unquote(parts.path))
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ConfigError("The mail address must look like smtps://name:password@host:465.")
    tls = parts.scheme == "smtps"
    return Network(
        host=parts.hostname,
        port=parts.port or (465 if tls else 25),
        tls=tls,
        account=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
