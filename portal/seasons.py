"""What anybody may know of the year: whether statements are filed now, by when, or when it begins again."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.domain.lifecycle import CycleState
from disclosure.models import Cycle, Organisation
from disclosure.web.languages import spoken


class Season(NamedTuple):
    """Where one organisation stands: the cycle that is open, else the next one that is planned, if any."""

    organisation: str
    cycle: Cycle | None

    @property
    def is_open(self) -> bool:
        """Whether statements can be filed now."""
        return self.cycle is not None and self.cycle.state is CycleState.OPEN


def standing(db: Session) -> list[Season]:
    """Return how every organisation stands, by name."""
    return sorted(_seasons(db), key=lambda season: season.organisation)


def _seasons(db: Session) -> Iterator[Season]:
    going_on = select(Cycle).where(Cycle.state != CycleState.CLOSED).order_by(Cycle.year)
    cycles = db.scalars(going_on).all()
    for organisation in db.scalars(select(Organisation)):
        own = [cycle for cycle in cycles if cycle.organisation_id == organisation.id]
        open_now = [cycle for cycle in own if cycle.state is CycleState.OPEN]
        candidates = [*open_now[-1:], *own]
        name = organisation.names.get(spoken().code, organisation.names["en"])
        yield Season(name, next(iter(candidates), None))
