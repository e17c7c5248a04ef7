"""What the turns of a season depend on: what a cycle needs to open, what its close will count."""

from typing import NamedTuple

from flask import g
from flask_babel import gettext as _
from sqlalchemy import func, select

from compliance import register
from compliance.filters import Filter, Standing
from disclosure.casework import chasing
from disclosure.casework.scheduling import KEY_HOLDERS
from disclosure.domain.lifecycle import CycleState
from disclosure.models import Cycle, CycleKey, Person


class Need(NamedTuple):
    """What a cycle needs before it opens, whether it is there, and how to get it."""

    label: str
    is_met: bool
    remedy: str


class Ending(NamedTuple):
    """What closing a cycle now would count, and what stands in its way."""

    required: int
    filed: int
    owing: int
    in_time: int
    """Of those who owe a statement, the ones who still have time."""
    contested: int
    under_review: int
    """Filed, and the review not finished."""

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands in its way."""
        return not self.in_time and not self.contested


def readiness(cycle: Cycle) -> list[Need]:
    """Return what a planned cycle needs; nothing once it was opened."""
    if cycle.state is not CycleState.PLANNED:
        return []
    people = _count(select(func.count()).where(Person.organisation_id == cycle.organisation_id))
    designated = chasing.funnel(g.db, by=g.actor, cycle=cycle).designated
    usable = (CycleKey.retired_at.is_(None), CycleKey.destroyed_at.is_(None))
    keys = select(CycleKey.recipient).where(CycleKey.cycle_id == cycle.id, *usable)
    return [
        Need(_("Roster"), bool(people), _("Take the roster over on the page “Designation”.")),
        Need(
            _("Designations"),
            bool(designated),
            _("Designate by the grounds of the programme on the same page."),
        ),
        Need(
            _("Keys"),
            not KEY_HOLDERS - set(g.db.scalars(keys)),
            _("The administrator makes them: disclosure keys create --cycle %(year)s", year=cycle.year),
        ),
    ]


def ending(cycle: Cycle) -> Ending:
    """Count what closing the cycle now would mean."""
    funnel = chasing.funnel(g.db, by=g.actor, cycle=cycle)
    standings = chasing.season(g.db, by=g.actor, cycle=cycle)
    owing = sum(one.not_started + one.drafting for one in standings)
    contested = register.count(g.db, by=g.actor, cycle=cycle, chosen=Filter(state=Standing.CONTESTED))
    return Ending(
        required=funnel.designated,
        filed=funnel.filed,
        owing=owing,
        in_time=owing - sum(one.overdue for one in standings),
        contested=contested,
        under_review=funnel.filed - funnel.closed,
    )


def _count(rows: object) -> int:
    return g.db.scalar(rows) or 0
