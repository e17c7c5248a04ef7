"""Participation over the years a report looks back on."""

import pytest
from sqlalchemy.orm import Session

from disclosure.casework import reporting
from disclosure.domain.lifecycle import (
    CycleState,
)
from tests.casework.population import Lot, Served, cycle_of, populate, serve
from tests.casework.reports import ENTITIES, F


@pytest.fixture
def un(db: Session) -> Served:
    return serve(db, ENTITIES)


def test_five_years_are_told_the_earliest_first(db: Session, un: Served) -> None:
    for then in range(2014, 2021):
        state = CycleState.OPEN if then == 2020 else CycleState.CLOSED
        size = then - 2010
        populate(
            db,
            un,
            cycle_of(db, un, then, state),
            [
                Lot("DESA", "secretariat", F.CLOSED, size),
                Lot("HTI", "secretariat", F.NOT_FILED if then < 2020 else F.DUE),
                Lot("PKO", "peacekeeping", F.EXEMPTED, 3),
            ],
        )
    cycle_of(db, un, 2021, CycleState.PLANNED)
    years = reporting.participation_by_year(db, by=un.officer, organisation=un.organisation)
    assert [(one.year, one.required, one.filed, one.change) for one in years] == [
        (2016, 7, 6, None),
        (2017, 8, 7, 1),
        (2018, 9, 8, 1),
        (2019, 10, 9, 1),
        (2020, 11, 10, 1),
    ]
    assert {part.code: part.count for part in years[-1].groups.parts} == {
        "secretariat": 11,
        "peacekeeping": 0,
        "bodies": 0,
    }


def test_an_organisation_without_an_opened_cycle_has_no_years(db: Session, un: Served) -> None:
    cycle_of(db, un, state=CycleState.PLANNED)
    assert reporting.participation_by_year(db, by=un.officer, organisation=un.organisation) == []
