"""Letters that came back: what a mail server reports of one that it could not deliver (RFC 3464)."""

from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import NamedTuple
from uuid import UUID

LONGEST = 300
"""Characters of what a server says that are kept."""
_ORIGINAL = ("message/rfc822", "text/rfc822-headers")


class Returned(NamedTuple):
    """A letter that was not delivered, and what the server said."""

    letter_id: UUID
    why: str


def returned(content: bytes) -> Returned | None:
    """Return which letter a message says was not delivered; None for any other message.

    A report of mere delay is none, nor is one of a message that is not ours.
    """
    parts = list(BytesParser(policy=policy.compat32).parsebytes(content).walk())
    failed = [block for block in parts if str(block.get("Action", "")).strip().casefold() == "failed"]
    letter_id = next(_letters(parts), None)
    if not failed or letter_id is None:
        return None
    said = str(failed[0].get("Diagnostic-Code") or failed[0].get("Status") or "")
    return Returned(letter_id, " ".join(said.rpartition(";")[2].split())[:LONGEST])


def _letters(parts: list[Message]) -> Iterator[UUID]:
    """Yield the id in the Message-ID of each original: `compose` writes it there."""
    for part in parts:
        if part.get_content_type() not in _ORIGINAL:
            continue
        original = _original(part)
        local = str(original.get("Message-ID", "")).strip().removeprefix("<").partition("@")[0]
        try:
            yield UUID(local)
        except ValueError:
            continue


def _original(part: Message) -> Message:
    """Return the message that a part holds, or the headers of it as text."""
    held = part.get_payload()
    if isinstance(held, list) and held and isinstance(held[0], Message):
        return held[0]
    text = part.get_payload(decode=True)
    return BytesParser().parsebytes(text if isinstance(text, bytes) else b"")
