"""The year before: a cycle of 2019 that the cast filed in, so that there is something to compare with."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select

from disclosure import clock
from disclosure.casework import designating, scheduling
from disclosure.domain.interests import Item
from disclosure.models import Filing
from tests.casework.office import Office
from tests.cast import Member, make_keys

YEAR_BEFORE = datetime(2019, 3, 1, 9, tzinfo=UTC)


def filed_the_year_before(office: Office, member: Member, *items: Item) -> None:
    """Let somebody file a statement in the cycle of 2019; the office's keys then open both years."""
    db, cast = office.db, office.cast
    with clock.travel(YEAR_BEFORE):
        cycle = scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2019)
        folder = cast.keys.review.directory.parent
        keys = make_keys(db, by=cast.olu.actor, cycle=cycle, directory=folder)
        office.cast = replace(cast, keys=keys)
        designating.designate(db, by=cast.olu.actor, cycle=cycle)
        scheduling.open_cycle(db, by=cast.olu.actor, cycle=cycle)
        owed = db.scalars(
            select(Filing).where(Filing.cycle_id == cycle.id, Filing.person_id == member.on_roster.id)
        ).one()
        office.file(replace(member, owes=owed), *items)
