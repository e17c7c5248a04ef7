"""What the clocks of many cases go by, read in few statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, func, select
from sqlalchemy.orm import Session

from disclosure.casework import programmes
from disclosure.casework.lateness import Paused, Station, Turn
from disclosure.domain.deadlines import SATURDAY_AND_SUNDAY
from disclosure.domain.lifecycle import AdviceState, FilingState, QuestionState
from disclosure.domain.programme import Programme
from disclosure.models import Advice, Cycle, Filing, Pause, Person, Question

_READ: dict[tuple[UUID, str], Programme] = {}
_STATIONS: dict[tuple[str, str, str], Station] = {}
_PAUSED = cast("Table", Pause.__table__).c
_PAUSES = select(_PAUSED.filing_id, _PAUSED.began_at, _PAUSED.until, _PAUSED.reason).where(
    _PAUSED.filing_id.in_(bindparam("ids", expanding=True))
)
ASKED_FOR = frozenset({FilingState.QUESTION_ASKED, FilingState.ACTION_DUE})
"""The states whose clock is a date that stands beside what was asked."""


def programmes_of(db: Session, cycle_ids: Collection[UUID]) -> dict[UUID, Programme]:
    """Return the programme of each cycle; its long text is read once per process."""
    rows = select(Cycle.id, Cycle.programme_digest).where(Cycle.id.in_(cycle_ids))
    return programmes_in(db, [(cycle_id, digest) for cycle_id, digest in db.execute(rows)])


def programmes_in(db: Session, kept: Iterable[tuple[UUID, str]]) -> dict[UUID, Programme]:
    """Return the programmes of cycles whose digests are known: nothing is asked for one that was read."""
    found = {}
    for cycle_id, digest in kept:
        if (cycle_id, digest) not in _READ:
            _READ[cycle_id, digest] = programmes.of(db.get_one(Cycle, cycle_id))
        found[cycle_id] = _READ[cycle_id, digest]
    return found


def turns_of(db: Session, ids: Collection[UUID], by_cycle: Mapping[UUID, Programme]) -> dict[UUID, Turn]:
    """Return the present turn of each of these cases."""
    rows = (
        select(
            Filing.id, Filing.cycle_id, Filing.state, Filing.turn_since, Filing.filed_at, Filing.zone,
            Person.duty_station,
        )
        .join(Person, Person.id == Filing.person_id)
        .where(Filing.id.in_(ids))
    )  # fmt: skip
    return turns_in(db, db.execute(rows).all(), by_cycle)


def turns_in(db: Session, found: Sequence[Any], by_cycle: Mapping[UUID, Programme]) -> dict[UUID, Turn]:
    """Return the turns that rows tell of, which have what `turns_of` selects."""
    asked = [row.id for row in found if row.state in ASKED_FOR]
    dates, pauses = _own_dates(db, asked), _pauses(db, [row.id for row in found])
    return {
        row.id: Turn(
            state=row.state,
            since=row.turn_since,
            filed_at=row.filed_at,
            filer_at=_station(by_cycle[row.cycle_id], row.zone, row.duty_station),
            own_date=dates.get((row.id, row.state)),
            pauses=pauses.get(row.id, ()),
        )
        for row in found
    }


def _station(programme: Programme, zone: str, name: str) -> Station:
    known = (programme.digest, zone, name)
    if known not in _STATIONS:
        _STATIONS[known] = _looked_up(programme, zone, name)
    return _STATIONS[known]


def _looked_up(programme: Programme, zone: str, name: str) -> Station:
    station = programme.calendar.duty_station(name)
    return Station(zone, station.rest_days if station else SATURDAY_AND_SUNDAY)


def _own_dates(db: Session, ids: Collection[UUID]) -> dict[tuple[UUID, FilingState], date]:
    """Return the first day on which something that was asked of the filer is due."""
    if not ids:
        return {}
    questions = (
        select(Question.filing_id, func.min(Question.due_on))
        .where(Question.filing_id.in_(ids), Question.state == QuestionState.ASKED)
        .group_by(Question.filing_id)
    )
    advices = (
        select(Advice.filing_id, func.min(Advice.due_on))
        .where(Advice.filing_id.in_(ids), Advice.state == AdviceState.AGREED)
        .group_by(Advice.filing_id)
    )
    return {
        (filing_id, state): due_on
        for state, rows in ((FilingState.QUESTION_ASKED, questions), (FilingState.ACTION_DUE, advices))
        for filing_id, due_on in db.execute(rows)
    }


def _pauses(db: Session, ids: Collection[UUID]) -> dict[UUID, list[Paused]]:
    """Return for what these cases are or were put aside; what is taken up early has an earlier last day."""
    found: dict[UUID, list[Paused]] = defaultdict(list)
    for filing_id, *pause in db.connection().execute(_PAUSES, {"ids": ids}):
        found[filing_id].append(Paused(*pause))
    return found
