"""What only PostgreSQL must be told. On SQLite these do nothing: it has one writer, and joins by index."""

from sqlalchemy import text
from sqlalchemy.orm import Session

_SEALING = 4_201_903_119
"""The number of the advisory lock that sealing takes."""


def wait_for_other_sealers(db: Session) -> None:
    """Let one transaction seal at a time; the lock goes with its end."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SEALING})


def join_by_index(db: Session) -> None:
    """Look entries and leaves up one by one, for the rest of the transaction.

    Both tables are walked in stretches of a thousand or two. The planner would
    rather read the other table whole for each of them until it is very long:
    three times the work at 100,000 entries.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SET LOCAL enable_hashjoin = off"))
        db.execute(text("SET LOCAL enable_mergejoin = off"))
