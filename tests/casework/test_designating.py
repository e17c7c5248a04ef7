"""Designating: whom the programme's grounds meet, once each, due at their own day's end."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts, designating, rosters, scheduling
from disclosure.domain.lifecycle import DesignationState, FilingState
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import Account, Cycle, Designation, Filing, FilingKind, LedgerEntry, Letter, Person
from tests.cast import HEADER, Cast, add_person

APRIL = datetime(2020, 4, 20, 9, tzinfo=UTC)
SEPTEMBER = datetime(2020, 9, 15, 9, tzinfo=UTC)


def designate(db: Session, cast: Cast) -> int:
    return designating.designate(db, by=cast.olu.actor, cycle=cast.cycle)


def filings_of(db: Session, person: Person) -> list[Filing]:
    rows = select(Filing).where(Filing.person_id == person.id).order_by(Filing.due_on)
    return list(db.scalars(rows))


def filing_of(db: Session, person: Person) -> Filing:
    [filing] = filings_of(db, person)
    return filing


def test_each_is_designated_on_the_first_ground_that_applies(db: Session, cast: Cast) -> None:
    grounds = {
        row.person.name: row.ground
        for row in db.scalars(select(Designation).where(Designation.cycle_id == cast.cycle.id))
    }
    assert grounds == {
        "Hana Novak": "senior-grade",
        "Amina Odhiambo": "senior-grade",
        "Борис Соколов": "senior-grade",
        "陈美玲": "procurement",
        "داليا منصور": "senior-grade",
        "Emil Lindqvist": "senior-grade",
        "Olu Adeyemi": "ethics-office",
        "Petra Horvat": "ethics-office",
        "Ravi Menon": "confidential-information",
    }


def test_a_filing_is_due_when_the_day_ends_where_the_person_serves(db: Session, cast: Cast) -> None:
    due = {member.account.name: (member.filing.zone, member.filing.due_at) for member in cast.filers}
    assert due["Amina Odhiambo"] == ("Africa/Nairobi", datetime(2020, 3, 31, 21, tzinfo=UTC))
    assert due["陈美玲"] == ("Asia/Bangkok", datetime(2020, 3, 31, 17, tzinfo=UTC))
    assert due["Борис Соколов"] == ("Europe/Zurich", datetime(2020, 3, 31, 22, tzinfo=UTC))
    assert due["داليا منصور"] == ("America/Port-au-Prince", datetime(2020, 4, 1, 4, tzinfo=UTC))


def test_an_unlisted_duty_station_keeps_the_default_zone(db: Session, cast: Cast) -> None:
    person = add_person(db, cast, "200001", grade="D-1", duty_station="Atlantis")
    designate(db, cast)
    assert filing_of(db, person).zone == "America/New_York"


def test_designating_again_finds_nobody(db: Session, cast: Cast) -> None:
    before = db.scalar(select(func.count()).select_from(LedgerEntry))
    assert designate(db, cast) == 0
    assert db.scalar(select(func.count()).select_from(LedgerEntry)) == before


def test_a_newcomer_has_the_programmes_days(db: Session, cast: Cast) -> None:
    with clock.travel(APRIL):
        person = add_person(db, cast, "200001", grade="D-1")
        assert designate(db, cast) == 1
    filing = filing_of(db, person)
    assert (filing.due_on, filing.kind, filing.first_time) == (date(2020, 5, 20), FilingKind.ANNUAL, True)


def test_after_the_deadline_was_put_back_nobody_has_less(db: Session, cast: Cast) -> None:
    scheduling.put_back_deadline(
        db, by=cast.olu.actor, cycle=cast.cycle, until=date(2020, 6, 30), reason="The pandemic"
    )
    with clock.travel(APRIL):
        person = add_person(db, cast, "200001", grade="D-1")
        designate(db, cast)
    assert filing_of(db, person).due_on == date(2020, 6, 30)


@pytest.mark.parametrize(
    ("columns", "designated"),
    [
        ({"grade": "D-1"}, True),
        ({"grade": "P-5"}, False),
        ({"grade": "P-3", "functions": "investment"}, True),
        ({"entity": "EO", "grade": "G-4"}, True),
        ({"grade": "D-1", "left_on": "2020-03-01"}, False),
        ({"grade": "D-1", "left_on": "2020-03-02"}, True),
        ({"grade": "D-1", "joined_on": "2020-03-03"}, False),
        ({"grade": "D-1", "joined_on": "2020-03-02"}, True),
    ],
)
def test_those_there_whom_a_ground_meets_file(
    db: Session, cast: Cast, columns: dict[str, str], designated: bool
) -> None:
    add_person(db, cast, "200001", **columns)
    assert designate(db, cast) == int(designated)


@pytest.mark.parametrize(("since", "first"), [("", True), ("2020", True), ("2019", False)])
def test_first_time_is_who_was_never_asked_before(db: Session, cast: Cast, since: str, first: bool) -> None:
    person = add_person(db, cast, "200001", grade="D-1", filer_since=since)
    designate(db, cast)
    assert filing_of(db, person).first_time is first


def test_somebody_whose_designation_was_withdrawn_is_first_time_the_next_year(
    db: Session, cast: Cast
) -> None:
    designating.withdraw(db, by=cast.olu.actor, designation=cast.chen.filing.designation)
    following = scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)
    designating.designate(db, by=cast.olu.actor, cycle=following)
    first = {filing.person.name for filing in db.scalars(select(Filing).where(Filing.first_time))}
    assert first == {"陈美玲", "Petra Horvat"}
    again = select(Filing.first_time).where(
        Filing.cycle_id == following.id, Filing.person_id == cast.chen.on_roster.id
    )
    assert db.scalar(again) is True


def test_everybody_designated_has_an_account_a_letter_and_a_line(db: Session, cast: Cast) -> None:
    person = add_person(db, cast, "200001", grade="D-1", language="fr")
    designate(db, cast)
    filing = filing_of(db, person)
    account = db.scalars(select(Account).where(Account.person_id == person.id)).one()
    letter = db.scalars(select(Letter).where(Letter.filing_id == filing.id)).one()
    assert (letter.kind, letter.to_email, letter.language) == ("designation", account.email, "fr")
    assert letter.params == {"year": 2020, "due_on": filing.due_on.isoformat()}
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.filing_id == filing.id)).one()
    assert (line.kind, line.account_id) == ("designation:made", cast.olu.account.id)
    assert line.facts == {"designation_id": str(filing.designation_id), "ground": "senior-grade"}


def test_the_officers_account_became_that_of_the_person_on_the_roster(cast: Cast) -> None:
    assert cast.olu.account.person_id == cast.olu.on_roster.id


def test_tokens_are_random_and_say_nothing(cast: Cast) -> None:
    tokens = {member.filing.token for member in cast.filers}
    assert len(tokens) == 9
    assert all(len(bytes.fromhex(token)) == 16 for token in tokens)


def test_only_the_officers_of_the_organisation_designate(db: Session, cast: Cast, cycle: Cycle) -> None:
    for member in (cast.adam, cast.emil, cast.farid, cast.hana, cast.rosa, cast.amina, cast.stranger):
        with pytest.raises(NotPermitted):
            designating.designate(db, by=member.actor, cycle=cycle)


def test_another_organisations_people_are_not_touched(db: Session, cast: Cast) -> None:
    assert filings_of(db, cast.zoe) == []
    other = scheduling.plan_cycle(db, by=cast.sana.actor, organisation=cast.elsewhere, year=2020)
    assert designating.designate(db, by=cast.sana.actor, cycle=other) == 1
    assert filing_of(db, cast.zoe).organisation_id == cast.elsewhere.id


def test_an_address_that_is_somebody_elses_account_stops_all(db: Session, cast: Cast) -> None:
    one = add_person(db, cast, "200001", grade="D-1")
    two = add_person(db, cast, "200002", grade="D-1")
    account = accounts.account_for_person(db, by=cast.olu.actor, person=cast.farid.on_roster)
    account.email = two.email
    db.flush()
    with pytest.raises(BadInput, match="200002 is somebody else's account"):
        designate(db, cast)
    assert filings_of(db, one) == filings_of(db, two) == []


PRESIDENT = {"functions": "president-of-the-general-assembly", "grade": ""}


def test_a_president_files_on_taking_office_and_on_leaving_it(db: Session, cast: Cast) -> None:
    with clock.travel(SEPTEMBER):
        person = add_person(db, cast, "200001", joined_on="2020-09-15", **PRESIDENT)
        assert designate(db, cast) == 1
        assert designate(db, cast) == 0
    entry = filing_of(db, person)
    assert (entry.kind, entry.due_on) == (FilingKind.ENTRY, date(2020, 10, 15))

    with clock.travel(datetime(2021, 9, 20, 9, tzinfo=UTC)):
        following = scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)
        designating.designate(db, by=cast.olu.actor, cycle=following)
        assert len(filings_of(db, person)) == 1
        add_person(db, cast, "200001", joined_on="2020-09-15", left_on="2021-09-14", **PRESIDENT)
        designating.designate(db, by=cast.olu.actor, cycle=following)
    _entry, leaving = filings_of(db, person)
    assert (leaving.kind, leaving.due_on) == (FilingKind.EXIT, date(2021, 10, 20))
    assert leaving.cycle_id == following.id


def test_a_president_of_one_summer_owes_both_on_one_designation(db: Session, cast: Cast) -> None:
    with clock.travel(SEPTEMBER):
        person = add_person(db, cast, "200001", joined_on="2020-06-01", left_on="2020-09-14", **PRESIDENT)
        assert designate(db, cast) == 2
        assert designate(db, cast) == 0
    entry, leaving = filings_of(db, person)
    assert {entry.kind, leaving.kind} == {FilingKind.ENTRY, FilingKind.EXIT}
    assert entry.designation_id == leaving.designation_id


def test_whoever_is_senior_and_presides_files_once_a_year(db: Session, cast: Cast) -> None:
    columns = PRESIDENT | {"grade": "USG", "joined_on": "2020-01-02"}
    person = add_person(db, cast, "200001", **columns)
    designate(db, cast)
    assert filing_of(db, person).kind is FilingKind.ANNUAL


@pytest.mark.long
def test_thousands_are_designated_in_a_handful_of_statements(db: Session, cast: Cast) -> None:
    lines = "".join(f"P{at},Person {at},p{at}@example.org,DOS,D-1,,,,Vienna,,,,,\n" for at in range(1_200))
    rows = rosters.read(db, cast.organisation, f"{HEADER}\n{lines}".encode())
    rosters.apply(db, by=cast.olu.actor, organisation=cast.organisation, rows=rows)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(db.get_bind(), "before_cursor_execute", note)
    assert designate(db, cast) == 1_200
    event.remove(db.get_bind(), "before_cursor_execute", note)
    assert len(statements) < 30
    confirmed = (
        select(func.count(Filing.id))
        .join(Designation, Designation.id == Filing.designation_id)
        .where(Filing.state == FilingState.DUE, Designation.state == DesignationState.CONFIRMED)
    )
    assert db.scalar(confirmed) == 1_209
