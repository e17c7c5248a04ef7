"""Signed heads: a promise about the first `size` entries, chained to the head before."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from disclosure.errors import BadInput
from disclosure.ledger.canonical import canonical, instant
from disclosure.ledger.keys import LedgerKeys, Signer
from disclosure.ledger.tree import EMPTY_ROOT
from disclosure.models import LedgerHead

_PURPOSE = b"disclosure ledger head 1\n"
"""Begins every signed message, so that no signature made for something else passes for a head's."""


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The root over the first `size` leaves, the head before it, and the signature of both."""

    size: int
    root: bytes
    previous_size: int
    previous_root: bytes
    signed_at: datetime
    key_id: str
    signature: bytes

    @classmethod
    def sign(cls, signer: Signer, *, size: int, root: bytes, after: Self | None, at: datetime) -> Self:
        """Sign the head that follows `after`; None for the first."""
        link = (after.size, after.root) if after else (0, EMPTY_ROOT)
        unsigned = cls(size, root, *link, at, signer.key_id, b"")
        return cls(size, root, *link, at, signer.key_id, signer.sign(unsigned.message()))

    @classmethod
    def of(cls, row: LedgerHead, *, after: "SignedHead | LedgerHead | None") -> Self:
        """Read the head of a row, given the head of the row before; None for the first."""
        link = (after.size, after.root) if after else (0, EMPTY_ROOT)
        return cls(row.size, row.root, *link, row.signed_at, row.key_id, row.signature)

    def message(self) -> bytes:
        """Write what is signed."""
        return _PURPOSE + canonical(self._signed())

    def is_signed(self, keys: LedgerKeys) -> bool:
        """Whether one of these keys signed this very head."""
        return keys.signed(self.message(), key_id=self.key_id, signature=self.signature)

    def line(self) -> str:
        """Write the head as one line of JSON, without the end of line."""
        return canonical(self._signed() | {"signature": self.signature.hex()}).decode()

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read what `line` wrote; BadInput if it is not exactly that."""
        try:
            read = json.loads(line)
            head = cls(
                size=int(read["size"]),
                root=bytes.fromhex(read["root"]),
                previous_size=int(read["previous_size"]),
                previous_root=bytes.fromhex(read["previous_root"]),
                signed_at=datetime.fromisoformat(read["signed_at"]),
                key_id=str(read["key_id"]),
                signature=bytes.fromhex(read["signature"]),
            )
            whole = head.line() == line
        except (ValueError, TypeError, KeyError, OverflowError):
            whole = False
        if not whole:
            raise BadInput(f"This is not a signed head of the ledger: {line[:60]}")
        return head

    def _signed(self) -> dict[str, Any]:
        return {
            "size": self.size,
            "root": self.root.hex(),
            "previous_size": self.previous_size,
            "previous_root": self.previous_root.hex(),
            "signed_at": instant(self.signed_at),
            "key_id": self.key_id,
        }


def chained(rows: Iterable[LedgerHead], *, after: SignedHead | None) -> Iterator[SignedHead]:
    """Read rows, ordered by size, as the heads that follow `after`."""
    for row in rows:
        after = SignedHead.of(row, after=after)
        yield after
