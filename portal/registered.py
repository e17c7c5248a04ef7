"""What the public register holds. Whoever is not published or withdrawn is counted, and never named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from flask import g
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager

from disclosure.domain.lifecycle import NOT_REQUIRED, PUBLISHED, CycleState, SummaryState
from disclosure.models import Cycle, Filing, Organisation, PublicSummary

NAMED = PUBLISHED | {SummaryState.WITHDRAWN}
"""Whom the register names: those who published, also after they took it back."""


class Counts(NamedTuple):
    """The four counts of a year. Together they are everybody who may publish."""

    detailed: int = 0
    nil: int = 0
    confidential: int = 0
    no_reply: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """One year of one organisation in the register."""

    organisation: Organisation
    year: int
    counts: Counts

    @property
    def published(self) -> int:
        """How many summaries can be read."""
        return self.counts.detailed + self.counts.nil


def years() -> list[Year]:
    """Return every year in which somebody could publish, by organisation, the newest first."""
    rows = g.db.execute(
        select(Filing.organisation_id, Cycle.year, PublicSummary.state, func.count())
        .join(Filing, Filing.id == PublicSummary.filing_id)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .where(*_COUNTED)
        .group_by(Filing.organisation_id, Cycle.year, PublicSummary.state)
    )
    found: dict[tuple[UUID, int], dict[SummaryState, int]] = {}
    for organisation_id, year, state, number in rows:
        found.setdefault((organisation_id, year), {})[state] = number
    organisations = {one.id: one for one in g.db.scalars(select(Organisation))}
    listed = [Year(organisations[one], year, _counts(states)) for (one, year), states in found.items()]
    return sorted(listed, key=lambda one: (one.organisation.code, -one.year))


def year_of(code: str, year: int) -> Year | None:
    """Return one year of the organisation with that code, if it is in the register."""
    return next((one for one in years() if one.organisation.code == code and one.year == year), None)


def named_in(year: Year) -> Sequence[PublicSummary]:
    """Return the published and the withdrawn summaries of a year, by name."""
    rows = (
        select(PublicSummary)
        .join(PublicSummary.filing)
        .join(Filing.cycle)
        .options(contains_eager(PublicSummary.filing).contains_eager(Filing.cycle))
        .where(
            *_COUNTED,
            PublicSummary.state.in_(NAMED),
            Filing.organisation_id == year.organisation.id,
            Cycle.year == year.year,
        )
        .order_by(PublicSummary.name, PublicSummary.id)
    )
    found: Sequence[PublicSummary] = g.db.scalars(rows).all()
    return found


_COUNTED: tuple[ColumnElement[bool], ...] = (
    Filing.state.not_in(NOT_REQUIRED),
    Cycle.state != CycleState.PLANNED,
)
"""Who still has to file, in a year that has begun."""


def _counts(states: dict[SummaryState, int]) -> Counts:
    """Count a withdrawn summary among those kept confidential: it can be read no more."""
    kept = states.get(SummaryState.CONFIDENTIAL, 0) + states.get(SummaryState.WITHDRAWN, 0)
    return Counts(
        detailed=states.get(SummaryState.DETAILED, 0),
        nil=states.get(SummaryState.NIL, 0),
        confidential=kept,
        no_reply=states.get(SummaryState.UNDECIDED, 0),
    )
