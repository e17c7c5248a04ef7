"""The yearly table: it adds up whatever the population, and is nobody else's business."""

import pytest
from hypothesis import given
from sqlalchemy.orm import Session

from disclosure.casework import reporting
from disclosure.domain.actors import Role
from disclosure.domain.statistics import LineKind
from disclosure.errors import NotFound, NotPermitted
from disclosure.models import (
    Cycle,
)
from tests.casework.office import Office
from tests.casework.population import Lot, Served, cycle_of, populate, serve
from tests.casework.reports import ENTITIES, F, any_population, figures, in_2020, lots, table, undone
from tests.cast import Cast


@pytest.fixture
def un(db: Session) -> Served:
    return serve(db, ENTITIES)


@pytest.fixture
def year(db: Session, un: Served) -> Cycle:
    return cycle_of(db, un)


def test_the_table_of_2020_is_the_published_one(db: Session, un: Served, year: Cycle) -> None:
    populate(db, un, year, in_2020())
    assert [(line.kind, line.code, line.required, line.filed, line.not_filed) for line in table(db, un)] == [
        (LineKind.ENTITY, "DESA", 1664, 1664, 0),
        (LineKind.ENTITY, "HTI", 1, 0, 1),
        (LineKind.SUBTOTAL, "secretariat-without-peacekeeping", 1665, 1664, 1),
        (LineKind.ENTITY, "PKO", 1112, 1112, 0),
        (LineKind.SUBTOTAL, "peacekeeping", 1112, 1112, 0),
        (LineKind.ENTITY, "BODIES", 3127, 3122, 5),
        (LineKind.SUBTOTAL, "other-bodies", 3127, 3122, 5),
        (LineKind.TOTAL, "TOTAL", 5904, 5898, 6),
    ]


@pytest.mark.long
def test_the_file_of_the_table_ends_in_one_subtotal_and_the_total(
    db: Session, un: Served, year: Cycle
) -> None:
    populate(db, un, year, in_2020())
    rows = list(reporting.compliance_csv(db, by=un.officer, organisation=un.organisation, year=2020))
    assert rows == [
        ["code", "required", "filed", "not_filed"],
        ["DESA", "1664", "1664", "0"],
        ["HTI", "1", "0", "1"],
        ["PKO", "1112", "1112", "0"],
        ["BODIES", "3127", "3122", "5"],
        ["SUBTOTAL", "1665", "1664", "1"],
        ["TOTAL", "5904", "5898", "6"],
    ]


@any_population
@given(people=lots)
def test_the_file_tells_what_the_table_tells(db: Session, un: Served, year: Cycle, people: list[Lot]) -> None:
    with undone(db):
        populate(db, un, year, people)
        printed = table(db, un)
        _header, *rows, _subtotal, total = reporting.compliance_csv(
            db, by=un.officer, organisation=un.organisation, year=2020
        )
    entities = [line for line in printed if line.kind is LineKind.ENTITY]
    assert [row[0] for row in rows] == [line.code for line in entities]
    for column in range(1, 4):
        assert sum(int(row[column]) for row in rows) == int(total[column])


def test_names_are_printed_in_the_language_asked_for(db: Session, un: Served, year: Cycle) -> None:
    populate(db, un, year, [Lot("DESA", "secretariat", F.DUE)])

    def name(language: str) -> str:
        return reporting.compliance(
            db, by=un.officer, organisation=un.organisation, year=2020, language=language
        )[0].name

    assert (name("fr"), name("zh")) == ("Bureau DESA", "Office DESA")


def test_a_year_without_a_cycle_is_not_found(db: Session, un: Served) -> None:
    with pytest.raises(NotFound, match="There is no cycle of 2020"):
        figures(db, un)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.APPROVER, Role.ADMINISTRATOR])
def test_only_the_office_and_its_auditors_see_the_report(
    db: Session, un: Served, year: Cycle, role: Role
) -> None:
    for act in (reporting.statistics, reporting.compliance, reporting.conflicts_by_category):
        act(db, by=un.holder(Role.AUDITOR), organisation=un.organisation, year=2020)
        with pytest.raises(NotPermitted):
            act(db, by=un.holder(role), organisation=un.organisation, year=2020)


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.ENTITY_HEAD])
def test_an_entity_does_not_see_the_figures_of_the_others(
    db: Session, un: Served, year: Cycle, role: Role
) -> None:
    with pytest.raises(NotPermitted):
        reporting.statistics(db, by=un.holder(role, "DESA"), organisation=un.organisation, year=2020)


def test_the_officer_of_another_organisation_sees_nothing(db: Session, cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        reporting.compliance(db, by=cast.stranger.actor, organisation=cast.organisation, year=2020)
    with pytest.raises(NotPermitted):
        reporting.participation_by_year(db, by=cast.stranger.actor, organisation=cast.organisation)


def test_the_table_follows_the_cast_as_they_file(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.amina)
    lines = reporting.compliance(db, by=cast.olu.actor, organisation=cast.organisation, year=2020)
    told = {line.code: (line.required, line.filed) for line in lines}
    assert told["DOS"] == (3, 1)
    assert told["TOTAL"] == (9, 1)
    assert "BINUH" not in told
