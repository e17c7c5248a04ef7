"""What a sealed object consists of, and how its context is written down.

A sealed object is one *payload* and one *wrap* per recipient:

    payload   1 byte    format version, 1
              12 bytes  random nonce
              rest      AES-256-GCM ciphertext and 16-byte tag
    wrap      1,168 bytes: the payload's 32-byte data key, sealed by HPKE (RFC 9180)
              to one recipient's public key: encapsulation (1,120), then ciphertext (48)

Every payload has its own random data key. The additional data of the payload and the
`info` of each wrap name the place the object belongs to, so a ciphertext put into
another row, another version or another recipient's column does not open.

A context is a sequence of fields, each preceded by its length in 4 bytes, most
significant first, so that no two different sequences are written alike:

    payload   "disclosure/payload", format, table, row id, version
    wrap      "disclosure/wrap", format, suite, table, row id, version, recipient, key id
    stream    "disclosure/stream", format, table, row id, version

Format and suite are 1 byte, row and key ids 16, the version 8, names are UTF-8.

Sealing shows where content belongs, not who wrote it: whoever can write to the
database and knows a public key can seal something new. The ledger answers for that.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

FORMAT: Final = 1
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
DATA_KEY_BYTES: Final = 32
_VERSIONS = range(2**63)


class Recipient(StrEnum):
    """The site whose private key opens a wrap."""

    PORTAL = "portal"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Binding:
    """The place a ciphertext belongs to; it opens nowhere else.

    Raise the version whenever a row is sealed anew: an older payload put back
    with its older wraps is then refused.
    """

    table: str
    row_id: UUID
    version: int

    def __post_init__(self) -> None:
        if not self.table or self.version not in _VERSIONS:
            msg = f"A binding needs a table and a version from 0 on, not {self.table!r} and {self.version}."
            raise ValueError(msg)

    def __str__(self) -> str:
        return f"{self.table} {self.row_id} (version {self.version})"


@dataclass(frozen=True, slots=True)
class Wrap:
    """One data key, sealed to one key pair of one recipient by the suite of that number."""

    recipient: Recipient
    key_id: UUID
    wrapped: bytes
    suite: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """A payload and the wraps of its data key, one for each recipient."""

    payload: bytes
    wraps: tuple[Wrap, ...]


def fields(*parts: bytes) -> bytes:
    """Write `parts` one after the other, each with its length before it."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


def payload_context(bound_to: Binding) -> bytes:
    """The additional data under which a payload is sealed."""
    return fields(b"disclosure/payload", bytes([FORMAT]), *_place(bound_to))


def stream_context(bound_to: Binding) -> bytes:
    """The additional data of each segment of an attachment."""
    return fields(b"disclosure/stream", bytes([FORMAT]), *_place(bound_to))


def wrap_context(bound_to: Binding, *, suite: int, recipient: Recipient, key_id: UUID) -> bytes:
    """The HPKE `info` under which a data key is sealed."""
    return fields(
        b"disclosure/wrap",
        bytes([FORMAT]),
        bytes([suite]),
        *_place(bound_to),
        recipient.encode(),
        key_id.bytes,
    )


def _place(bound_to: Binding) -> tuple[bytes, bytes, bytes]:
    return bound_to.table.encode(), bound_to.row_id.bytes, bound_to.version.to_bytes(8, "big")
