"""What an entity's page shows of its own people: counts, who has not filed, the letters to its head."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from flask import g
from sqlalchemy import select

from compliance import standing
from compliance.standing import Line
from disclosure.access import Permission, permits
from disclosure.casework import chasing, programmes, referring
from disclosure.casework.chasing import NonFiler
from disclosure.casework.referring import Past
from disclosure.domain.lifecycle import ReferralState
from disclosure.models import Cycle, Entity, Referral
from disclosure.web.languages import spoken


class Own(NamedTuple):
    """One entity in one season."""

    entity: Entity
    cycle: Cycle
    line: Line
    before: tuple[int, Decimal | None]
    """The year before, and the share of the entity that had filed in it."""
    median: Decimal | None
    """The median of the shares of all entities; None where it would tell of single ones."""
    non_filers: Sequence[NonFiler] | None
    """None for whoever sees counts alone."""
    referrals: Sequence[Referral]
    earlier: Sequence[Past]
    """Referrals of other cycles."""

    @property
    def to_act(self) -> Sequence[Referral]:
        """The referrals about which the head has not said yet what was done."""
        return [one for one in self.referrals if one.state is ReferralState.SENT]


def entity(found: Entity, cycle: Cycle) -> Own:
    """Return where an entity stands, as whoever looks may see it."""
    g.year = cycle.year
    sees_people = permits(g.actor, Permission.PEOPLE_SEE, found)
    listed = list(chasing.non_filers(g.db, by=g.actor, cycle=cycle, entity=found)) if sees_people else None
    letters = referring.referrals(g.db, by=g.actor, cycle=cycle)
    before = g.db.scalar(
        select(Cycle).where(Cycle.organisation_id == cycle.organisation_id, Cycle.year == cycle.year - 1)
    )
    return Own(
        entity=found,
        cycle=cycle,
        line=_line(found, cycle),
        before=(cycle.year - 1, _line(found, before).rate if before else None),
        median=chasing.median_rate(g.db, cycle=cycle),
        non_filers=listed,
        referrals=[one for one in letters if one.entity_id == found.id and one.sent_at],
        earlier=[one for one in referring.history(g.db, by=g.actor, entity=found) if one.year != cycle.year],
    )


def _line(found: Entity, cycle: Cycle) -> Line:
    standings = chasing.season(g.db, by=g.actor, cycle=cycle)
    of_entity = [one for one in standings if one.entity_id == found.id]
    return standing.total(of_entity, programmes.of(cycle), language=spoken().code)
