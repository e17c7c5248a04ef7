"""From a rendered letter to the bytes that are handed over (RFC 5322, RFC 2045 to 2047).

`email.message` would take a millisecond for each letter, half of it for
reading again what it has just written. Here every value is put on one line
first, so none can begin a header of its own; the tests read the letters back
with `email`.
"""

import binascii
import re
from base64 import encodebytes
from dataclasses import dataclass
from email.charset import BASE64, Charset
from email.header import Header
from email.utils import format_datetime
from functools import lru_cache

from disclosure import clock
from disclosure.mail.errors import LetterRefused
from disclosure.mail.rendering import Rendered
from disclosure.mail.telling import one_line
from disclosure.models import Letter

_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_HOST = re.compile(r"[A-Za-z0-9.-]{1,255}")
_BASE64 = Charset("utf-8")
_BASE64.header_encoding = BASE64  # else the shorter way is measured sign by sign
_LONGEST_LINE = 900
_MOSTLY = 6
"""A text is mostly Latin when fewer than one byte in six is beyond ASCII: then it stays readable."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message, whole and in ASCII so that any server can carry it, and whom it is for."""

    receiver: str
    content: bytes


def compose(letter: Letter, text: Rendered, *, sender: str, organisation: str) -> Composed:
    """Return the message of a letter. Its Message-ID follows from the row, so a copy can be told as one.

    Raises:
        LetterRefused: the address of the receiver is none.

    """
    receiver = address(letter.to_email)
    encoding, body = _carried(text.body)
    head = (
        f"From: {_named(organisation, sender)}",
        f"To: {_named(letter.to_name, receiver)}",
        f"Subject: {_words(text.subject, 'Subject')}",
        f"Date: {format_datetime(clock.now())}",
        f"Message-ID: <{letter.id}@{sender.rpartition('@')[2]}>",
        "Auto-Submitted: auto-generated",
        f"Content-Language: {one_line(letter.language)}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Transfer-Encoding: {encoding}",
        "",
        "",
    )
    return Composed(receiver, "\r\n".join(head).encode("ascii") + body)


def address(written: str) -> str:
    """Return an address with its domain in ASCII (RFC 5891).

    Raises:
        LetterRefused: it is not an address that every mail server takes.

    """
    local, _, domain = written.rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if not _LOCAL.fullmatch(local) or not _HOST.fullmatch(host):
        raise LetterRefused("The e-mail address on the roster cannot be written to. Correct it there.")
    return f"{local}@{host}"


@lru_cache(maxsize=64)
def _named(name: str, at: str) -> str:
    name = one_line(name)
    if _plain(name):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{at}>' if name else at
    return f"{_words(name, 'From')} <{at}>"


@lru_cache(maxsize=4_096)
def _words(text: str, header: str) -> str:
    """Return a text as words of a header, encoded where they are not ASCII or look encoded."""
    charset = None if _plain(text) else _BASE64
    return Header(one_line(text), charset, header_name=header).encode(linesep="\r\n")


def _plain(text: str) -> bool:
    return text.isascii() and "=?" not in text


def _carried(body: str) -> tuple[str, bytes]:
    """Return how a body is encoded, and the body in lines that end as mail wants them."""
    lines = body.replace("\n", "\r\n")
    content = lines.encode()
    if body.isascii() and max(map(len, body.split("\n"))) <= _LONGEST_LINE:
        return "7bit", content
    if (len(content) - len(lines)) * _MOSTLY < len(content):
        return "quoted-printable", binascii.b2a_qp(content)
    return "base64", encodebytes(content).replace(b"\n", b"\r\n")
