"""Rosters are taken over in few statements, and accounts follow."""

from datetime import date

import pytest
from msgspec.structs import replace
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.casework import accounts, rosters
from disclosure.casework.rosters.rows import PersonRow
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import LedgerEntry, Letter, Person, SignInLink
from tests.cast import HEADER, ROSTER, Cast


def read(db: Session, cast: Cast, text: str) -> list[PersonRow]:
    return rosters.read(db, cast.organisation, text.encode())


def apply(db: Session, cast: Cast, rows: list[PersonRow], *, complete: bool = False) -> rosters.Difference:
    return rosters.apply(db, by=cast.olu.actor, organisation=cast.organisation, rows=rows, complete=complete)


def present_roster(db: Session, cast: Cast) -> dict[str, PersonRow]:
    return {row.index_number: row for row in read(db, cast, ROSTER)}


def test_reading_the_present_roster_again_writes_no_row(db: Session, cast: Cast) -> None:
    written: list[str] = []
    rows = list(present_roster(db, cast).values())

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.lstrip().upper().startswith("SELECT"):
            written.append(statement)

    db.flush()
    event.listen(db.get_bind(), "before_cursor_execute", note)
    found = apply(db, cast, rows)
    ledger.write_out(db)
    event.remove(db.get_bind(), "before_cursor_execute", note)
    assert (found.is_empty, found.unchanged) == (True, 10)
    assert [statement.split()[:3] for statement in written] == [["INSERT", "INTO", "ledger_entries"]]


def test_an_import_adds_changes_and_lets_go(db: Session, cast: Cast) -> None:
    roster = present_roster(db, cast)
    rows = [
        replace(roster["100002"], grade="D-2", duty_station="Vienna"),
        replace(roster["100006"], left_on=date(2020, 2, 28)),
        roster["100003"],
        PersonRow(index_number="200001", name="Nadia", email="nadia@example.org", entity="DPO"),
    ]
    before = cast.amina.on_roster.row_version
    found = apply(db, cast, rows)
    assert [row.index_number for row in found.added] == ["200001"]
    assert [(change.index_number, dict(change.fields)) for change in found.changed] == [
        ("100002", {"grade": ("D-1", "D-2"), "duty_station": ("Nairobi", "Vienna")})
    ]
    assert [change.index_number for change in found.left] == ["100006"]
    assert found.unchanged == 1
    assert (cast.amina.on_roster.grade, cast.amina.on_roster.row_version) == ("D-2", before + 1)
    assert cast.farid.on_roster.left_on == date(2020, 2, 28)
    nadia = db.scalars(select(Person).where(Person.index_number == "200001")).one()
    assert (nadia.entity.code, nadia.organisation_id) == ("DPO", cast.organisation.id)


def test_the_ledger_counts_and_names_the_file_by_its_digest(db: Session, cast: Cast) -> None:
    rows = list(present_roster(db, cast).values())
    apply(db, cast, [replace(rows[0], title="Under-Secretary-General"), *rows[1:]])
    newest = select(LedgerEntry).where(LedgerEntry.kind == "roster:imported").order_by(LedgerEntry.at.desc())
    line = db.scalars(newest).first()
    assert line is not None
    assert {name: line.facts[name] for name in ("added", "changed", "left", "unchanged")} == {
        "added": 0,
        "changed": 1,
        "left": 0,
        "unchanged": 9,
    }
    assert len(line.facts["digest"]) == 64


def test_whoever_is_missing_leaves_only_when_the_file_is_complete(db: Session, cast: Cast) -> None:
    rows = [row for row in present_roster(db, cast).values() if row.index_number != "100006"]
    assert apply(db, cast, rows).is_empty
    assert cast.farid.on_roster.left_on is None
    found = apply(db, cast, rows, complete=True)
    assert [change.index_number for change in found.left] == ["100006"]
    assert cast.farid.on_roster.left_on == clock.now().date()
    assert apply(db, cast, rows, complete=True).is_empty


def test_somebody_comes_back(db: Session, cast: Cast) -> None:
    rows = list(present_roster(db, cast).values())
    apply(db, cast, rows[1:], complete=True)
    found = apply(db, cast, rows)
    assert [change.index_number for change in found.changed] == ["100001"]
    assert cast.hana.on_roster.left_on is None


def test_looking_at_the_difference_changes_nothing(db: Session, cast: Cast) -> None:
    rows = [replace(present_roster(db, cast)["100002"], grade="P-5")]
    found = rosters.difference(
        db, by=cast.olu.actor, organisation=cast.organisation, rows=rows, complete=True
    )
    assert (len(found.changed), len(found.left)) == (1, 9)
    assert cast.amina.on_roster.grade == "D-1"


def test_only_officers_import_and_only_their_own_roster(db: Session, cast: Cast) -> None:
    rows = list(present_roster(db, cast).values())
    for member in (cast.adam, cast.farid, cast.hana, cast.ida, cast.emil, cast.rosa, cast.stranger):
        with pytest.raises(NotPermitted):
            rosters.apply(db, by=member.actor, organisation=cast.organisation, rows=rows)
        with pytest.raises(NotPermitted):
            rosters.difference(db, by=member.actor, organisation=cast.organisation, rows=rows)
        with pytest.raises(NotPermitted):
            rosters.apply_entities(db, by=member.actor, organisation=cast.organisation, rows=[])


def test_one_number_in_two_organisations_is_two_people(db: Session, cast: Cast) -> None:
    row = PersonRow(index_number="9001", name="Another", email="another@example.org", entity="DOS")
    assert len(apply(db, cast, [row]).added) == 1
    assert cast.zoe.name == "Zoe Fischer"


def test_accounts_follow_names_addresses_and_languages(db: Session, cast: Cast) -> None:
    accounts.send_sign_in_link(db, email="amina@example.org", site="portal")
    row = replace(
        present_roster(db, cast)["100002"], name="Amina Wanjiru", email="aw@example.org", language="fr"
    )
    apply(db, cast, [row])
    account = cast.amina.account
    assert (account.name, account.email, account.language) == ("Amina Wanjiru", "aw@example.org", "fr")
    assert db.scalars(select(SignInLink.used_at)).one() is not None
    assert db.scalar(select(func.count()).where(Letter.kind == "sign-in")) == 1


def test_a_language_chosen_on_the_site_stays_when_the_roster_says_nothing_new(
    db: Session, cast: Cast
) -> None:
    cast.amina.account.language = "fr"
    apply(db, cast, [replace(present_roster(db, cast)["100002"], grade="D-2")])
    assert cast.amina.account.language == "fr"


def test_two_people_may_exchange_their_addresses(db: Session, cast: Cast) -> None:
    roster = present_roster(db, cast)
    amina, boris = roster["100002"], roster["100003"]
    apply(db, cast, [replace(amina, email=boris.email), replace(boris, email=amina.email)])
    assert cast.amina.account.email == "boris@example.org"
    assert cast.boris.account.email == "amina@example.org"


@pytest.mark.parametrize(
    ("email", "whose"),
    [("boris@example.org", "100003"), ("farid@example.org", "100006"), ("ROSA@example.com", "office")],
)
def test_nobody_takes_an_address_that_stays_with_another(
    db: Session, cast: Cast, email: str, whose: str
) -> None:
    row = replace(present_roster(db, cast)["100002"], email=email.lower())
    with pytest.raises(BadInput, match=f"of 100002 belongs to .*{whose}"):
        apply(db, cast, [row])
    assert cast.amina.account.email == "amina@example.org"


def test_a_newcomer_may_have_an_account_of_the_office_but_no_ones_address(db: Session, cast: Cast) -> None:
    rosa = PersonRow(index_number="200001", name="Rosa Delgado", email="rosa@example.com", entity="DOS")
    assert len(apply(db, cast, [rosa]).added) == 1
    taken = PersonRow(index_number="200002", name="X", email="amina@example.org", entity="DOS")
    with pytest.raises(BadInput, match="200002 belongs to 100002"):
        apply(db, cast, [taken])


def test_an_unknown_entity_is_refused_even_without_reading_a_file(db: Session, cast: Cast) -> None:
    row = PersonRow(index_number="200001", name="X", email="x@example.org", entity="NOWHERE")
    with pytest.raises(BadInput, match="code NOWHERE"):
        apply(db, cast, [row])


def test_thousands_come_in_a_handful_of_statements(db: Session, cast: Cast) -> None:
    lines = "".join(f"P{at},Person {at},p{at}@example.org,DOS,P-3,,,,,,,,,\n" for at in range(2_000))
    rows = read(db, cast, f"{HEADER}\n{lines}")
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(db.get_bind(), "before_cursor_execute", note)
    apply(db, cast, rows)
    apply(db, cast, [replace(row, title="Officer") for row in rows])
    event.remove(db.get_bind(), "before_cursor_execute", note)
    assert len(statements) < 25
    assert db.scalar(select(func.count()).where(Person.title == "Officer")) == 2_000
