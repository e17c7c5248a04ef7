"""Keeping the promise of the page of a closed site: who was due meanwhile gets the days back."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.access import Permission, demand
from disclosure.casework import scheduling
from disclosure.casework.designating.extending import extend
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import UNFILED, CycleState
from disclosure.errors import BadInput
from disclosure.models import Cycle, Filing

ALSO_AFTER = timedelta(days=1)
"""Who was due within a day of the opening had no whole day left."""


class MadeGood(NamedTuple):
    """How many people have more time, and how many the programme's cap on extensions leaves to the office."""

    moved: int
    left: int


def make_good(db: Session, *, by: Actor, cycle: Cycle, since: datetime, until: datetime) -> MadeGood:
    """Give everybody who was due while the sites were closed, or within a day after, the days back.

    `since` and `until` are the instants between which the sites were closed. The days are counted in each
    filer's zone, and every day that was touched counts whole. Who was due on the cycle's own date gets them
    by its being put back for all who have not filed; the others each by an extension.
    """
    demand(by, Permission.CYCLE_RUN, cycle)
    if cycle.state is not CycleState.OPEN:
        return MadeGood(0, 0)
    reason = f"The site was closed from {since:%Y-%m-%d %H:%M} to {until:%Y-%m-%d %H:%M} UTC."
    affected = select(Filing).where(
        Filing.cycle_id == cycle.id,
        Filing.state.in_(UNFILED),
        Filing.due_at > since,
        Filing.due_at <= until + ALSO_AFTER,
    )
    due = list(db.scalars(affected.order_by(Filing.id)))
    moved = 0
    if any(filing.due_on == cycle.due_on for filing in due):
        days = max(touched(since, until, filing.zone) for filing in due)
        new = cycle.due_on + timedelta(days=days)
        moved = scheduling.put_back_deadline(db, by=by, cycle=cycle, until=new, reason=reason)
    left = 0
    for filing in db.scalars(affected.order_by(Filing.id)).all():
        more = filing.due_on + timedelta(days=touched(since, until, filing.zone))
        try:
            extend(db, by=by, filing=filing, until=more, reason=reason)
        except BadInput:
            left += 1
        else:
            moved += 1
    return MadeGood(moved, left)


def touched(since: datetime, until: datetime, zone: str) -> int:
    """Return on how many days of a zone's calendar something lay between two instants."""
    local = ZoneInfo(zone)
    return (_day(until, local) - _day(since, local)).days + 1


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
