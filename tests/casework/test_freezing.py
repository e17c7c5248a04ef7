"""The frozen report: counted from rows, refused where totals do not agree, signed, and kept as it was."""

from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from disclosure.casework.reporting import earlier, freezing, signing
from disclosure.domain.actors import Actor, Role
from disclosure.domain.annual import faults, share_key
from disclosure.domain.lifecycle import CycleState
from disclosure.errors import BadInput, NotFound, NotPermitted, SealBroken, WrongState
from disclosure.ledger.keys import LedgerKeys, Signer
from disclosure.models import Cycle, Entity, ReportSnapshot
from tests.casework.population import Lot, Served, cycle_of, populate, serve
from tests.casework.reports import ENTITIES, F, in_2020, seated


@pytest.fixture
def un(db: Session) -> Served:
    return serve(db, ENTITIES)


@pytest.fixture
def ethics(db: Session, un: Served) -> Actor:
    return seated(db, un, Role.ETHICS_OFFICER)


@pytest.fixture
def empty(db: Session, un: Served) -> Cycle:
    """A closed cycle of 2020, after a year of which only records are left."""
    rows = [
        earlier.EarlierRow(2019, "required", "", 6157, "A/76/76"),
        earlier.EarlierRow(2019, "conflict-filers", "", 211, "A/76/76"),
    ]
    earlier.bring(db, by=un.officer, organisation=un.organisation, rows=rows)
    return cycle_of(db, un, state=CycleState.CLOSED)


@pytest.fixture
def year(db: Session, un: Served, empty: Cycle) -> Cycle:
    """The same with a few people in it."""
    lots = [
        Lot("DESA", "secretariat", F.CLOSED, 4),
        Lot("HTI", "secretariat", F.NOT_FILED),
        Lot("BODIES", "bodies", F.CLOSED, 5),
    ]
    populate(db, un, empty, lots)
    return empty


def test_the_numbers_of_2020_are_counted_under_their_keys(
    db: Session, un: Served, empty: Cycle, ethics: Actor
) -> None:
    populate(db, un, empty, in_2020())
    report = freezing.opened(freezing.freeze(db, by=ethics, cycle=empty))
    numbers, shares = report.numbers, report.shares
    assert (numbers["required"], numbers["filed"], numbers["not-filed"]) == (5904, 5898, 6)
    assert (numbers["designated"], numbers["exempted"], numbers["late"]) == (5913, 9, 23)
    assert (numbers["not-filed/group/bodies"], numbers["not-filed/group/secretariat"]) == (5, 1)
    assert numbers["required/sum/secretariat-with-peacekeeping"] == 2777
    assert numbers["not-filed/entity/HTI"] == 1
    assert "required/entity/NOBODY" not in numbers
    assert (numbers["required/year/2019"], numbers["change"]) == (6157, -253)
    assert shares[share_key("first-time", "required")] == "27.5"
    assert shares[share_key("filed", "required")] == "99.9"
    assert shares[share_key("required/group/bodies", "required")] == "53.0"
    assert shares[share_key("conflict-filers/year/2019", "required/year/2019")] == "3.4"
    assert [(told.year, told.source) for told in report.years] == [(2019, "A/76/76"), (2020, None)]
    assert faults(report) == []


def test_a_report_is_frozen_once_and_anew_when_something_changed(
    db: Session, un: Served, year: Cycle, ethics: Actor
) -> None:
    first = freezing.freeze(db, by=ethics, cycle=year)
    with pytest.raises(WrongState, match="Nothing has changed"):
        freezing.freeze(db, by=ethics, cycle=year)
    populate(db, un, year, [Lot("PKO", "peacekeeping", F.CLOSED)])
    second = freezing.freeze(db, by=ethics, cycle=year)
    assert (first.number, second.number) == (1, 2)
    assert freezing.opened(first).numbers["required"] == 10
    assert freezing.opened(second).numbers["required"] == 11
    assert freezing.snapshot(db, by=un.officer, cycle=year) is second
    assert freezing.snapshot(db, by=un.officer, cycle=year, number=1) is first
    with pytest.raises(NotFound, match="no snapshot 3"):
        freezing.snapshot(db, by=un.officer, cycle=year, number=3)


def test_a_running_cycle_is_not_frozen_and_can_be_looked_at(db: Session, un: Served) -> None:
    cycle = cycle_of(db, un)
    populate(db, un, cycle, [Lot("DESA", "secretariat", F.DUE)])
    with pytest.raises(WrongState, match="not closed"):
        freezing.freeze(db, by=un.officer, cycle=cycle)
    seen = freezing.preview(db, by=un.holder(Role.AUDITOR), cycle=cycle)
    assert (seen.closed_at, seen.numbers["not-filed"]) == (None, 1)
    with pytest.raises(NotFound, match="is not frozen"):
        freezing.snapshot(db, by=un.officer, cycle=cycle)


def test_freezing_is_refused_and_names_the_rows_when_totals_do_not_agree(
    db: Session, un: Served, year: Cycle, ethics: Actor
) -> None:
    db.execute(update(Entity).where(Entity.id == un.entities["HTI"]).values(group="moon"))
    with pytest.raises(BadInput) as refusal:
        freezing.freeze(db, by=ethics, cycle=year)
    told = str(refusal.value)
    assert "required is 10, but its parts make 9" in told
    assert "entity/HTI stands in the group moon" in told


def test_the_next_year_looks_back_on_what_was_frozen(
    db: Session, un: Served, year: Cycle, ethics: Actor
) -> None:
    freezing.freeze(db, by=ethics, cycle=year)
    populate(db, un, year, [Lot("PKO", "peacekeeping", F.CLOSED, 10)])
    after = cycle_of(db, un, 2021)
    populate(db, un, after, [Lot("PKO", "peacekeeping", F.DUE, 4)])
    numbers = freezing.preview(db, by=un.officer, cycle=after).numbers
    assert (numbers["required/year/2020"], numbers["change"]) == (10, -6)
    assert numbers["required/year/2020/group/bodies"] == 5
    assert numbers["required/year/2019"] == 6157


def test_a_year_that_was_not_frozen_is_counted(db: Session, un: Served, year: Cycle) -> None:
    numbers = freezing.preview(db, by=un.officer, cycle=cycle_of(db, un, 2021)).numbers
    assert (numbers["required/year/2020"], numbers["filed/year/2020"]) == (10, 9)
    assert numbers["required/year/2020/group/peacekeeping"] == 0


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REVIEWER, Role.ADMINISTRATOR, Role.ENTITY_HEAD])
def test_the_office_alone_freezes(db: Session, un: Served, year: Cycle, role: Role) -> None:
    place = "DESA" if role is Role.ENTITY_HEAD else None
    with pytest.raises(NotPermitted):
        freezing.freeze(db, by=un.holder(role, place), cycle=year)


def test_another_organisation_sees_nothing_of_it(db: Session, un: Served, year: Cycle, ethics: Actor) -> None:
    freezing.freeze(db, by=ethics, cycle=year)
    stranger = serve(db, ENTITIES).officer
    for act in (freezing.preview, freezing.freeze, freezing.snapshots, freezing.snapshot):
        with pytest.raises(NotPermitted):
            act(db, by=stranger, cycle=year)


def test_c5_a_snapshot_is_signed_once_and_checked_with_the_public_key(
    db: Session, year: Cycle, ethics: Actor, tmp_path: Path
) -> None:
    signer = Signer.create(tmp_path / "signer")
    keys = LedgerKeys.load(tmp_path)
    row = freezing.freeze(db, by=ethics, cycle=year)
    with pytest.raises(SealBroken, match="not signed yet"):
        signing.check(db, keys, row)
    made = signing.sign(db, signer, snapshot_id=row.id)
    assert signing.sign(db, signer, snapshot_id=row.id) is made
    assert signing.check(db, keys, row) is made
    Signer.create(tmp_path / "elsewhere" / "signer")
    with pytest.raises(SealBroken, match="no signature by a known key"):
        signing.check(db, LedgerKeys.load(tmp_path / "elsewhere"), row)


def test_an_altered_snapshot_is_found(db: Session, year: Cycle, ethics: Actor) -> None:
    row = freezing.freeze(db, by=ethics, cycle=year)
    altered = ReportSnapshot(
        id=row.id, number=row.number, content=row.content.replace('"filed":9', '"filed":8'), digest=row.digest
    )
    with pytest.raises(SealBroken, match="was altered"):
        freezing.opened(altered)
