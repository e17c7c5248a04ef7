"""Reading a case outside of its review: two people, a reason, a few hours, and the filer is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.access import Permission, permits
from disclosure.casework import emergencies, reading
from disclosure.casework.reading import Why
from disclosure.domain.actors import Role
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Emergency, Filing, Grant, LedgerEntry, Letter
from tests.casework.office import Office, board_seat
from tests.cast import PRESENT, Cast, Member, member

REASON = "Its reviewer is away and the filer leaves tomorrow."


@pytest.fixture
def office(db: Session, cast: Cast) -> Office:
    return Office(db, cast)


@pytest.fixture
def filing(office: Office, cast: Cast) -> Filing:
    """Amina's case, which Rosa reviews."""
    return office.in_review(cast.amina, board_seat())


def ask(db: Session, who: Member, filing: Filing, reason: str = REASON) -> Emergency:
    return emergencies.ask(db, by=who.actor, filing=filing, reason=reason)


def may_read(who: Member, filing: Filing) -> bool:
    return permits(who.actor, Permission.CASE_READ, filing)


def kinds(db: Session) -> list[str]:
    lines = select(LedgerEntry.kind).where(LedgerEntry.kind.like("emergency:%"))
    return list(db.scalars(lines.order_by(LedgerEntry.at)))


def test_two_people_let_one_of_them_read_for_some_hours(
    db: Session, cast: Cast, office: Office, filing: Filing
) -> None:
    assert not may_read(cast.ravi, filing)
    row = ask(db, cast.ravi, filing)
    assert not may_read(cast.ravi, filing)
    emergencies.agree(db, by=cast.emil.actor, row=row)
    assert may_read(cast.ravi, filing)
    assert not permits(cast.ravi.actor, Permission.CASE_WORK, filing)
    assert not may_read(cast.ana, filing)
    _row, told = reading.statement(
        db, cast.keys.review.opener, by=cast.ravi.actor, filing=filing, why=Why.EMERGENCY
    )
    assert told.items
    with clock.travel(PRESENT + timedelta(hours=emergencies.HOURS, minutes=1)):
        assert not may_read(cast.ravi, filing)
        with pytest.raises(NotPermitted):
            reading.statement(
                db, cast.keys.review.opener, by=cast.ravi.actor, filing=filing, why=Why.EMERGENCY
            )
    assert kinds(db) == ["emergency:asked", "emergency:agreed"]
    opened = select(LedgerEntry.facts).where(
        LedgerEntry.kind == "statement:opened", LedgerEntry.account_id == cast.ravi.account.id
    )
    assert [facts["why"] for facts in db.scalars(opened)] == ["emergency"]


def test_the_ethics_office_and_then_the_filer_are_written_to(db: Session, cast: Cast, filing: Filing) -> None:
    letters = select(Letter.kind, Letter.to_email).where(Letter.kind.like("emergency-%"))
    row = ask(db, cast.ravi, filing)
    assert [tuple(one) for one in db.execute(letters)] == [("emergency-asked", "emil@example.org")]
    emergencies.agree(db, by=cast.emil.actor, row=row)
    assert ("emergency-agreed", "amina@example.org") in [tuple(one) for one in db.execute(letters)]


def test_nobody_agrees_with_themselves(db: Session, cast: Cast, filing: Filing) -> None:
    row = ask(db, cast.ravi, filing)
    db.add(
        Grant(
            account_id=cast.ravi.account.id,
            organisation_id=cast.organisation.id,
            role=Role.ETHICS_OFFICER,
            granted_at=clock.now(),
        )
    )
    db.flush()
    with pytest.raises(NotPermitted):
        emergencies.agree(db, by=member(db, cast.ravi.account).actor, row=row)
    alone = {"decided_by_id": cast.ravi.account.id, "decided_at": clock.now()}
    with pytest.raises(IntegrityError, match="two_people"), db.begin_nested():
        db.execute(update(Emergency).values(**alone))


@pytest.mark.parametrize("name", ["amina", "olu", "ida", "adam", "hana", "stranger"])
def test_only_people_of_the_review_ask(db: Session, cast: Cast, filing: Filing, name: str) -> None:
    with pytest.raises(NotPermitted):
        ask(db, getattr(cast, name), filing)


@pytest.mark.parametrize("name", ["rosa", "ana", "olu", "adam", "amina", "stranger"])
def test_only_the_ethics_office_agrees(db: Session, cast: Cast, filing: Filing, name: str) -> None:
    row = ask(db, cast.ravi, filing)
    with pytest.raises(NotPermitted):
        emergencies.agree(db, by=getattr(cast, name).actor, row=row)
    assert emergencies.waiting(db, by=getattr(cast, name).actor) == []
    assert emergencies.waiting(db, by=cast.emil.actor) == [row]


def test_nobody_asks_to_read_their_own_and_nobody_decides_about_it(
    db: Session, cast: Cast, office: Office
) -> None:
    own = office.in_review(cast.ravi, board_seat())
    with pytest.raises(NotPermitted):
        ask(db, cast.ravi, own)
    of_emil = office.in_review(cast.emil, board_seat())
    row = ask(db, cast.ana, of_emil)
    with pytest.raises(NotPermitted):
        emergencies.agree(db, by=cast.emil.actor, row=row)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
def test_a_reason_is_needed(db: Session, cast: Cast, filing: Filing, reason: str) -> None:
    with pytest.raises(BadInput, match="Say why"):
        ask(db, cast.ravi, filing, reason)


def test_one_asks_again_once_it_was_decided_and_is_over(db: Session, cast: Cast, filing: Filing) -> None:
    row = ask(db, cast.ravi, filing)
    with pytest.raises(BadInput, match="asked for this case already"):
        ask(db, cast.ravi, filing)
    emergencies.refuse(db, by=cast.emil.actor, row=row)
    assert not may_read(cast.ravi, filing)
    for decide in (emergencies.agree, emergencies.refuse):
        with pytest.raises(WrongState, match="decided already"):
            decide(db, by=cast.emil.actor, row=row)
    again = ask(db, cast.ravi, filing)
    emergencies.agree(db, by=cast.emil.actor, row=again)
    with pytest.raises(BadInput, match="asked for this case already"):
        ask(db, cast.ravi, filing)
    with clock.travel(PRESENT + timedelta(hours=emergencies.HOURS, minutes=1)):
        ask(db, cast.ravi, filing)
    assert kinds(db).count("emergency:asked") == 3
    assert "emergency:refused" in kinds(db)
