"""Statements on taking office and on leaving it: asked for by the roster's day, due within 30 days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts, designating, drafting, periods, reporting, scheduling
from disclosure.domain.lifecycle import FilingState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Filing, FilingKind, LedgerEntry, Letter, Person
from tests.casework.office import Office
from tests.cast import Cast, Member, add_person

SEPTEMBER = datetime(2020, 9, 20, 9, tzinfo=UTC)


@pytest.fixture
def president(db: Session, cast: Cast) -> Person:
    """Somebody who takes office on 15 September 2020."""
    columns = {"functions": "president-of-the-general-assembly", "grade": ""}
    return add_person(db, cast, "200001", joined_on="2020-09-15", **columns)


def ask(db: Session, cast: Cast, person: Person, kind: FilingKind) -> Filing:
    return designating.ask_for(db, by=cast.olu.actor, cycle=cast.cycle, person=person, kind=kind)


def member_of(db: Session, cast: Cast, filing: Filing) -> Member:
    account = accounts.account_for_person(db, by=cast.olu.actor, person=filing.person)
    return Member(account, accounts.actor_of(db, account), filing.person, filing)


def test_taking_office_is_due_thirty_days_after_the_later_of_both_days(
    db: Session, cast: Cast, president: Person
) -> None:
    with clock.travel(SEPTEMBER):
        filing = ask(db, cast, president, FilingKind.ENTRY)
    assert (filing.kind, filing.due_on, filing.state) == (
        FilingKind.ENTRY,
        date(2020, 10, 20),
        FilingState.DUE,
    )
    assert filing.zone == "America/New_York"
    told = db.scalars(select(LedgerEntry).where(LedgerEntry.filing_id == filing.id)).one()
    assert told.kind == "designation:made"


def test_it_is_about_the_twelve_months_before(db: Session, cast: Cast, president: Person) -> None:
    with clock.travel(SEPTEMBER):
        filing = ask(db, cast, president, FilingKind.ENTRY)
        member = member_of(db, cast, filing)
        keys = cast.keys.portal
        _draft, begun = drafting.start(db, keys.sealer, keys.opener, by=member.actor, filing=filing)
    assert (begun.covers_from, begun.covers_to) == (date(2019, 9, 15), date(2020, 9, 14))
    assert periods.covered(cast.amina.filing) == (date(2019, 1, 1), date(2019, 12, 31))


def test_an_officer_asks_who_files_each_year_on_leaving_as_well(db: Session, cast: Cast) -> None:
    boris = cast.boris.on_roster
    boris.left_on = date(2020, 6, 30)
    db.flush()
    leaving = ask(db, cast, boris, FilingKind.EXIT)
    assert leaving.due_on == date(2020, 7, 30)
    assert leaving.designation_id == cast.boris.filing.designation_id
    assert periods.covered(leaving) == (date(2019, 7, 1), date(2020, 6, 30))
    assert cast.boris.filing.kind is FilingKind.ANNUAL


def test_it_is_asked_for_once(db: Session, cast: Cast, president: Person) -> None:
    with clock.travel(SEPTEMBER):
        ask(db, cast, president, FilingKind.ENTRY)
        with pytest.raises(WrongState, match="on taking office already"):
            ask(db, cast, president, FilingKind.ENTRY)
        assert designating.designate(db, by=cast.olu.actor, cycle=cast.cycle) == 0


def test_without_a_day_or_a_ground_nobody_is_asked(db: Session, cast: Cast, president: Person) -> None:
    with pytest.raises(BadInput, match="does not say on which day"):
        ask(db, cast, president, FilingKind.EXIT)
    farid = cast.farid.on_roster
    farid.left_on = date(2020, 6, 30)
    with pytest.raises(BadInput, match="No ground of the programme applies"):
        ask(db, cast, farid, FilingKind.EXIT)


def test_only_the_programme_office_asks(db: Session, cast: Cast, president: Person) -> None:
    for member in (cast.farid, cast.emil, cast.sana, cast.amina):
        with pytest.raises(NotPermitted):
            designating.ask_for(
                db, by=member.actor, cycle=cast.cycle, person=president, kind=FilingKind.ENTRY
            )


def test_more_time_is_counted_from_its_own_due_date(db: Session, cast: Cast, president: Person) -> None:
    with clock.travel(SEPTEMBER):
        filing = ask(db, cast, president, FilingKind.ENTRY)
        by, first = cast.olu.actor, filing.due_on
        designating.extend(db, by=by, filing=filing, until=first + timedelta(days=20), reason="Travel")
        with pytest.raises(BadInput, match="31 days are too many"):
            designating.extend(db, by=by, filing=filing, until=first + timedelta(days=31), reason="Travel")


def test_putting_back_the_yearly_deadline_leaves_it_alone(db: Session, cast: Cast) -> None:
    boris = cast.boris.on_roster
    boris.left_on = date(2020, 3, 10)
    db.flush()
    leaving, until = ask(db, cast, boris, FilingKind.EXIT), date(2020, 5, 1)
    scheduling.put_back_deadline(db, by=cast.olu.actor, cycle=cast.cycle, until=until, reason="Floods")
    for filing in (leaving, cast.boris.filing):
        db.refresh(filing)
    assert (leaving.due_on, cast.boris.filing.due_on) == (date(2020, 4, 9), until)


def test_the_yearly_report_counts_yearly_statements_alone(db: Session, cast: Cast) -> None:
    before = reporting.statistics(db, by=cast.olu.actor, organisation=cast.organisation, year=2020)
    boris = cast.boris.on_roster
    boris.left_on = date(2020, 6, 30)
    db.flush()
    leaving = ask(db, cast, boris, FilingKind.EXIT)
    Office(db, cast).file(member_of(db, cast, leaving))
    after = reporting.statistics(db, by=cast.olu.actor, organisation=cast.organisation, year=2020)
    assert after == before
    table = reporting.compliance(db, by=cast.olu.actor, organisation=cast.organisation, year=2020)
    assert table[-1].required == before.filers
    by_year = reporting.participation_by_year(db, by=cast.olu.actor, organisation=cast.organisation)
    assert [one.required for one in by_year if one.year == 2020][-1:] == [before.filers]


def test_the_letter_leads_to_its_own_pages(db: Session, cast: Cast, president: Person) -> None:
    with clock.travel(SEPTEMBER):
        filing = ask(db, cast, president, FilingKind.ENTRY)
    letter = db.scalars(select(Letter).where(Letter.filing_id == filing.id)).one()
    assert letter.params["path"] == "/entry/2020/start"
