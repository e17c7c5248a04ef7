"""What narrows a list: year, entity, state, reviewer, flags, first-time filers, age, and words."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement

from disclosure.domain.lifecycle import FilingState
from disclosure.models import DocketLine


class Band(StrEnum):
    """For how many days a case has been with its holder."""

    WEEK = "0-7"
    FORTNIGHT = "8-14"
    MONTH = "15-30"
    LONGER = "31"


_DAYS = {Band.WEEK: (0, 8), Band.FORTNIGHT: (8, 15), Band.MONTH: (15, 31), Band.LONGER: (31, None)}


class Filters(NamedTuple):
    """Everything that narrows a list; what is None or False narrows nothing."""

    cycle_ids: tuple[UUID, ...] | None = None
    """The cycles of one year."""
    entity_id: UUID | None = None
    state: FilingState | None = None
    reviewer_id: UUID | None = None
    flagged: bool = False
    first_time: bool = False
    band: Band | None = None
    words: str = ""

    def chooses(self) -> bool:
        """Tell whether anything narrows the list."""
        return self != Filters()


def passing(filters: Filters, *, at: datetime) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that no index answers: they are asked of each case that one has led to."""
    if filters.flagged:
        yield DocketLine.flag_count > 0
    if filters.first_time:
        yield DocketLine.first_time.expression
    if filters.band is not None:
        youngest, oldest = _DAYS[filters.band]
        yield DocketLine.turn_since <= at - timedelta(days=youngest)
        if oldest is not None:
            yield DocketLine.turn_since > at - timedelta(days=oldest)
