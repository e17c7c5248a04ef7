"""The one place that knows what time it is.

Everything else asks `now()`, so a past cycle can be replayed at its own dates
and a deadline can be tested at one second before midnight.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_offset: ContextVar[timedelta] = ContextVar("offset", default=timedelta(0))
_base_offset = timedelta(0)


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC) + _base_offset + _offset.get()


def shift(offset: timedelta) -> None:
    """Let the whole process live by a clock that differs by `offset` from the real one (the demo)."""
    global _base_offset  # noqa: PLW0603 - a process has one clock
    _base_offset = offset


@contextmanager
def travel(instant: datetime) -> Iterator[None]:
    """Let the enclosed acts happen from `instant` on; time runs on from there."""
    token = _offset.set(instant - datetime.now(UTC) - _base_offset)
    try:
        yield
    finally:
        _offset.reset(token)
