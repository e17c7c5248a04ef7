"""The one byte form of entries and heads, so that whoever holds the rows can hash and check them.

JSON with sorted names, no blanks, everything beyond ASCII escaped; instants in
UTC with six decimals; ids as 32 hexadecimal digits.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Dialect, type_coerce, types

from disclosure.models import LedgerEntry

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


class Hex(types.TypeDecorator[str]):
    """Reads an id as its hexadecimal digits: a million UUID objects would take most of the time."""

    impl = types.String
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002 - as overridden
        """Take what SQLite keeps as text as it is, and the digits of what PostgreSQL gives."""
        return value.hex if isinstance(value, UUID) else value


class Recorded(NamedTuple):
    """What is hashed of an entry: all of its row."""

    id: str
    at: datetime
    organisation_id: str | None
    filing_id: str | None
    account_id: str | None
    kind: str
    facts: Mapping[str, Any]


RECORDED = (
    type_coerce(LedgerEntry.id, Hex()),
    LedgerEntry.at,
    type_coerce(LedgerEntry.organisation_id, Hex()),
    type_coerce(LedgerEntry.filing_id, Hex()),
    type_coerce(LedgerEntry.account_id, Hex()),
    LedgerEntry.kind,
    LedgerEntry.facts,
)
"""The columns of a `Recorded`, in its order."""


def canonical(record: Mapping[str, Any]) -> bytes:
    """Write a record of plain JSON values in its one form."""
    return _encode(record).encode("ascii")


def instant(at: datetime) -> str:
    """Write an instant in its one form."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def entry_bytes(entry: Recorded) -> bytes:
    """Write an entry in its one form: what its leaf is the hash of."""
    return canonical(entry._asdict() | {"at": instant(entry.at)})


def shown(digits: str) -> str:
    """Write an id as people see it, with hyphens."""
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
