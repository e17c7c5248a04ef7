"""Where the season stands: counts per entity, the funnel, the age of what is overdue.

Whoever sees an entity sees its counts; a focal point or head sees their own entity alone.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct
from sqlalchemy import ColumnElement, ColumnExpressionArgument, func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.access import Permission, where
from disclosure.casework import programmes
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import HAS_STATEMENT, NOT_REQUIRED, UNFILED, FilingState
from disclosure.domain.statistics import Breakdown, age_bands, per_cent
from disclosure.models import Cycle, Entity, Filing, Outcome

_F = FilingState
ADVISED = (_F.ADVICE_SENT, _F.TO_DISCUSS, _F.DISAGREED, _F.ACTION_DUE, _F.PROOF)
"""Advice has reached the filer and is not carried out yet."""


_STATES: Mapping[str, frozenset[FilingState]] = {
    "required": frozenset(_F) - NOT_REQUIRED,
    "not_started": frozenset({_F.DUE}),
    "drafting": frozenset({_F.DRAFT}),
    "filed": HAS_STATEMENT,
    "not_filed": frozenset({_F.NOT_FILED}),
    "closed": frozenset({_F.CLOSED}),
    "exempted": frozenset({_F.EXEMPTED}),
    "withdrawn": frozenset({_F.WITHDRAWN}),
}
"""The states that each count of an entity is of."""


class EntityStanding(Struct, frozen=True, kw_only=True):
    """One entity in a cycle, counted in filings. not_started + drafting + filed + not_filed = required."""

    entity_id: UUID
    code: str
    names: dict[str, str]
    group: str
    required: int
    """Designated, and neither exempted nor withdrawn."""
    not_started: int
    drafting: int
    filed: int
    not_filed: int
    """The cycle was closed without a statement."""
    late: int
    """Of those filed, the late ones."""
    overdue: int
    """Of those still owed, the ones whose due day has ended."""
    closed: int
    """Of those filed, the ones whose review is closed."""
    exempted: int
    withdrawn: int
    referred: int

    @property
    def rate(self) -> str:
        """Filed, in per cent of required to one decimal place; empty where nobody had to file."""
        share = per_cent(self.filed, self.required)
        return "" if share is None else str(share)


class Funnel(Struct, frozen=True, kw_only=True):
    """How far the filings of a cycle have come; every step holds the ones after it."""

    designated: int
    started: int
    filed: int
    claimed: int
    """A reviewer has taken the case up."""
    reviewed: int
    """Nothing is asked any more: closed, or advice is given."""
    closed: int
    advised: int
    """Of those reviewed, the ones with advice to the filer."""


ENOUGH = 5
"""Entities from which on their median tells nobody what a single one did."""


def median_rate(db: Session, *, cycle: Cycle) -> Decimal | None:
    """Return the median of the entities' shares that have filed, in per cent; None for fewer than `ENOUGH`.

    It names no entity, so it is for every head to compare their own with.
    """
    counted = db.execute(
        select(
            func.count().filter(Filing.state.in_(HAS_STATEMENT)),
            func.count().filter(Filing.state.not_in(NOT_REQUIRED)),
        )
        .where(Filing.organisation_id == cycle.organisation_id, Filing.cycle_id == cycle.id)
        .group_by(Filing.entity_id)
    )
    shares = [share for filed, required in counted if (share := per_cent(filed, required)) is not None]
    return median(shares) if len(shares) >= ENOUGH else None


def season(db: Session, *, by: Actor, cycle: Cycle, at: datetime | None = None) -> list[EntityStanding]:
    """Count a cycle per entity, in the order of the annual table; entities without a filing are left out."""
    tallies = _tallies(db, by=by, cycle=cycle, at=at or clock.now())
    entities = db.execute(
        select(Entity.id.label("entity_id"), Entity.code, Entity.names, Entity.group)
        .where(Entity.id.in_(tallies))
        .order_by(Entity.position, Entity.code)
    )
    return [EntityStanding(**{**row, **tallies[row.entity_id]}) for row in entities.mappings()]


def _tallies(db: Session, *, by: Actor, cycle: Cycle, at: datetime) -> dict[UUID, Counter[str]]:
    """Count by entity and state, which is what the index is in the order of, and sum up here."""
    counted = db.execute(
        select(
            Filing.entity_id,
            Filing.state,
            func.count(),
            func.count().filter(Filing.late),
            func.count().filter(Filing.due_at <= at),
            func.count().filter(Filing.referred),
        )
        .where(*_seen(by, cycle))
        .group_by(Filing.entity_id, Filing.state)
    )
    tallies: dict[UUID, Counter[str]] = {}
    for entity_id, state, number, late, past_due, referred in counted:
        tally = tallies.setdefault(entity_id, Counter())
        tally.update({name: number if state in states else 0 for name, states in _STATES.items()})
        tally.update(
            late=late if state in HAS_STATEMENT else 0,
            overdue=past_due if state in UNFILED else 0,
            referred=referred,
        )
    return tallies


def funnel(db: Session, *, by: Actor, cycle: Cycle) -> Funnel:
    """Count how far the filings of a cycle have come, of the entities that `by` sees."""
    state = Filing.state
    reviewed = state.in_((*ADVISED, _F.CLOSED))
    row = db.execute(
        select(
            _count("designated", state.not_in(NOT_REQUIRED)),
            _count("started", state.in_(HAS_STATEMENT | {_F.DRAFT})),
            _count("filed", state.in_(HAS_STATEMENT)),
            _count("claimed", state.in_(HAS_STATEMENT - {_F.FILED})),
            _count("reviewed", reviewed),
            _count("closed", state == _F.CLOSED),
            _count("advised", state.in_(ADVISED) | (Filing.outcome == Outcome.ADVICE_GIVEN)),
        ).where(*_seen(by, cycle))
    ).one()
    return Funnel(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def ageing(db: Session, *, by: Actor, cycle: Cycle, today: date | None = None) -> Breakdown:
    """Count what is overdue by how many days it is, in the bands of the annual report.

    `today` is the date in the programme's default zone unless given.
    """
    day = today or _today(cycle)
    rows = db.execute(
        select(Filing.due_on, func.count())
        .where(*_seen(by, cycle), Filing.state.in_(UNFILED), Filing.due_on < day)
        .group_by(Filing.due_on)
    )
    return age_bands({(day - due_on).days: count for due_on, count in rows})


def _today(cycle: Cycle) -> date:
    return clock.now().astimezone(ZoneInfo(programmes.of(cycle).calendar.default_zone)).date()


def _seen(by: Actor, cycle: Cycle) -> list[ColumnElement[bool]]:
    """The filings of a cycle in the entities that `by` sees."""
    return [
        Filing.organisation_id == cycle.organisation_id,
        Filing.cycle_id == cycle.id,
        where(by, Permission.ENTITY_SEE, Filing),
    ]


def _count(name: str, *conditions: ColumnExpressionArgument[bool]) -> ColumnElement[int]:
    return func.count().filter(*conditions).label(name)
