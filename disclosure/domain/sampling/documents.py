"""The two public documents of a draw, and the one form in which they are written."""

from hashlib import sha256
from typing import TypeVar

import msgspec

from disclosure.errors import BadInput

VERSION = 1
RULE = (
    "key = SHA-256('disclosure draw 1' + seed + public value); score = HMAC-SHA-256(key, token); "
    "in each stratum the ceil(rate * tokens) smallest scores are drawn, equal scores in the order of tokens"
)


class Stratum(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the frame that is drawn from on its own."""

    name: str
    draws: int
    """How many of its tokens will be drawn at random."""
    tokens: tuple[str, ...]
    """In ascending order."""


class Commitment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the office binds itself to before the public value exists."""

    version: int = VERSION
    rule: str = RULE
    rate: str
    """A fraction in lowest terms, such as 1/20."""
    source: str
    """Which future public value will be used, exactly: a beacon and its round, a lottery and its date."""
    seed_digest: str
    """SHA-256 of the office's seed, in hexadecimal."""
    strata: tuple[Stratum, ...]
    """By name, in ascending order."""
    carried: tuple[str, ...]
    """Tokens carried over from the last cycle, in ascending order."""

    def digest(self) -> str:
        """Give the SHA-256 of the encoded commitment, in hexadecimal: what must be published at least."""
        return sha256(encode(self)).hexdigest()


class Drawn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One filing whose items are to be proven, and why: by chance, carried over, or both."""

    token: str
    random: bool
    carried: bool
    stratum: str | None = None
    """None for a carried token outside the frame; it has no score either."""
    score: str | None = None


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything needed to repeat a draw, and what it gave."""

    commitment: Commitment
    commitment_digest: str
    seed: str
    """The office's seed, revealed, in hexadecimal."""
    public_value: str
    """Exactly as published."""
    drawn: tuple[Drawn, ...]
    """The random part by stratum and score, then who was only carried over, by token."""


Document = TypeVar("Document", Commitment, Record)


def encode(document: Commitment | Record) -> bytes:
    """Write a document in its one form: JSON in UTF-8 on one line, fields in the order of the class."""
    return msgspec.json.encode(document) + b"\n"


def parse_commitment(written: bytes | str) -> Commitment:
    """Read an encoded commitment. Raises `BadInput` unless it is one, in its one form."""
    return _parse(written, Commitment)


def parse_record(written: bytes | str) -> Record:
    """Read an encoded record. Raises `BadInput` unless it is one, in its one form."""
    return _parse(written, Record)


def _parse(written: bytes | str, kind: type[Document]) -> Document:
    """Refuse what the decoder would forgive, so that no byte can change without notice."""
    original = written.encode() if isinstance(written, str) else written
    try:
        document = msgspec.json.decode(original, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise BadInput(f"This is not the {kind.__name__.lower()} of a draw: {fault}.") from fault
    if encode(document) != original:
        raise BadInput(
            f"The {kind.__name__.lower()} is not in the form in which it was published: spaces, "
            "line ends, the order of fields or the spelling of characters were changed."
        )
    return document
