"""Which people of a season a list shows: how they stand, how late they are, where they serve."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, or_

from disclosure import clock
from disclosure.casework import programmes
from disclosure.domain.lifecycle import (
    HAS_STATEMENT,
    NOT_REQUIRED,
    UNFILED,
    DesignationState,
    ExtensionState,
    FilingState,
)
from disclosure.domain.messages import Message, message
from disclosure.domain.statistics import AGE_BANDS
from disclosure.models import Cycle, Designation, Entity, Extension, Filing, Letter, Person


class Standing(StrEnum):
    """What a list may ask about how people stand."""

    REQUIRED = "required"
    OWING = "owing"
    NOT_STARTED = "not-started"
    DRAFT = "draft"
    STARTED = "started"
    FILED = "filed"
    CLAIMED = "claimed"
    CLOSED = "closed"
    NOT_FILED = "not-filed"
    REFERRED = "referred"
    ASKED = "asked-for-time"
    CONTESTED = "contested"
    EXEMPTED = "exempted"
    WITHDRAWN = "withdrawn"
    UNREACHED = "unreached"


STANDINGS: Mapping[Standing, Message] = {
    Standing.REQUIRED: message("All who must file"),
    Standing.OWING: message("Not filed"),
    Standing.NOT_STARTED: message("Not started"),
    Standing.DRAFT: message("Draft begun"),
    Standing.STARTED: message("Started or filed"),
    Standing.FILED: message("Filed"),
    Standing.CLAIMED: message("Taken up by a reviewer"),
    Standing.CLOSED: message("Review finished"),
    Standing.NOT_FILED: message("Not filed when the cycle closed"),
    Standing.REFERRED: message("Referred to the head"),
    Standing.ASKED: message("Asked for more time"),
    Standing.CONTESTED: message("Contests the designation"),
    Standing.EXEMPTED: message("Exempted"),
    Standing.WITHDRAWN: message("Designation withdrawn"),
    Standing.UNREACHED: message("A letter was not delivered"),
}

_F, _STATE = FilingState, Filing.state
_ASKED = exists().where(Extension.filing_id == Filing.id, Extension.state == ExtensionState.REQUESTED)
_CONTESTED = exists().where(
    Designation.id == Filing.designation_id, Designation.state == DesignationState.CONTESTED
)
_UNREACHED = exists().where(Letter.filing_id == Filing.id, Letter.refused.is_not(None))
_CONDITIONS: Mapping[Standing, ColumnElement[bool]] = {
    Standing.REQUIRED: _STATE.not_in(NOT_REQUIRED),
    Standing.OWING: _STATE.in_(UNFILED | {_F.NOT_FILED}),
    Standing.NOT_STARTED: _STATE == _F.DUE,
    Standing.DRAFT: _STATE == _F.DRAFT,
    Standing.STARTED: _STATE.in_(HAS_STATEMENT | {_F.DRAFT}),
    Standing.FILED: _STATE.in_(HAS_STATEMENT),
    Standing.CLAIMED: _STATE.in_(HAS_STATEMENT - {_F.FILED}),
    Standing.CLOSED: _STATE == _F.CLOSED,
    Standing.NOT_FILED: _STATE == _F.NOT_FILED,
    Standing.REFERRED: Filing.referred.is_(True),
    Standing.ASKED: _ASKED,
    Standing.CONTESTED: _CONTESTED,
    Standing.EXEMPTED: _STATE == _F.EXEMPTED,
    Standing.WITHDRAWN: _STATE == _F.WITHDRAWN,
    Standing.UNREACHED: _UNREACHED,
}

OVERDUE, LONG_OVERDUE, FILED_LATE = "overdue", "15+", "filed-late"
LONG = 14
"""Days after which a statement is long overdue."""
LATENESS: Mapping[str, Message] = {
    OVERDUE: message("Overdue now"),
    **{band: message("Overdue for %(band)s days", band=band) for band in AGE_BANDS},
    LONG_OVERDUE: message("Overdue for more than %(days)d days", days=LONG),
    FILED_LATE: message("Filed late"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which people of a cycle a list shows; what is empty leaves nobody out."""

    name: str = ""
    entity: str = ""
    group: str = ""
    state: str = ""
    late: str = ""

    def address(self) -> dict[str, str]:
        """Return it as parts of an address, without what is empty."""
        parts = {"name": self.name, "entity": self.entity, "group": self.group}
        return {key: text for key, text in {**parts, "state": self.state, "late": self.late}.items() if text}

    def conditions(self, cycle: Cycle) -> Iterator[ColumnElement[bool]]:
        """Yield what a filing of the cycle must meet."""
        if self.name:
            wanted = self.name.strip()
            yield or_(Person.name.icontains(wanted, autoescape=True), Person.index_number == wanted)
        if self.entity:
            yield Entity.code == self.entity
        if self.group:
            yield Entity.group == self.group
        if self.state:
            yield _CONDITIONS[Standing(self.state)]
        if self.late:
            yield from _lateness(self.late, cycle)


VIEWS: tuple[tuple[Message, Filter], ...] = (
    (message("Not filed"), Filter(state=Standing.OWING)),
    (message("Overdue for more than %(days)d days", days=LONG), Filter(late=LONG_OVERDUE)),
    (message("Draft begun and overdue"), Filter(state=Standing.DRAFT, late=OVERDUE)),
    (message("Asked for more time"), Filter(state=Standing.ASKED)),
    (message("Contests the designation"), Filter(state=Standing.CONTESTED)),
    (message("A letter was not delivered"), Filter(state=Standing.UNREACHED)),
    (message("Referred to the head"), Filter(state=Standing.REFERRED)),
)
"""Lists that the office asks for again and again."""


def today_in(cycle: Cycle) -> date:
    """Return today's date in the programme's default zone, by which the ages are counted."""
    return clock.now().astimezone(ZoneInfo(programmes.of(cycle).calendar.default_zone)).date()


def _lateness(late: str, cycle: Cycle) -> Iterator[ColumnElement[bool]]:
    if late == FILED_LATE:
        yield Filing.late.is_(True)
        yield _STATE.in_(HAS_STATEMENT)
        return
    yield _STATE.in_(UNFILED)
    if late == OVERDUE:
        yield Filing.due_at <= clock.now()
        return
    today, bands = today_in(cycle), list(AGE_BANDS)
    if late == LONG_OVERDUE:
        yield Filing.due_on < today - timedelta(days=LONG)
        return
    last = AGE_BANDS[late]
    place = bands.index(late)
    younger = AGE_BANDS[bands[place - 1]] or 0 if place else 0
    yield Filing.due_on < today - timedelta(days=younger)
    if last is not None:
        yield Filing.due_on >= today - timedelta(days=last)
