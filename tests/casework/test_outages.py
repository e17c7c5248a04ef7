"""Days on which nobody could file are added to what everybody has, and make nobody late."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import designating, outages
from disclosure.domain.lifecycle import CycleState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import LedgerEntry, Letter
from tests.casework.office import Office
from tests.cast import Cast, Member

BEGAN = date(2020, 3, 30)


@pytest.fixture(autouse=True)
def _after(cast: Cast) -> Iterator[None]:
    """Two days after the servers stood still."""
    with clock.travel(datetime(2020, 4, 1, 12, tzinfo=UTC)):
        yield


def add(db: Session, cast: Cast, by: Member | None = None, days: int = 2, began: date = BEGAN) -> int:
    return outages.add_days(
        db, by=(by or cast.olu).actor, cycle=cast.cycle, began_on=began, days=days, reason="A flood."
    )


def test_everybody_who_owes_has_so_many_days_more_until_their_own_midnight(
    db: Session, cast: Cast, office: Office
) -> None:
    office.file(cast.boris)
    before = cast.chen.filing.due_at
    assert add(db, cast) == 8
    db.expire_all()
    assert cast.amina.filing.due_on == cast.cycle.due_on == date(2020, 4, 2)
    assert cast.chen.filing.due_at == before + timedelta(days=2)
    assert cast.boris.filing.due_on == date(2020, 3, 31)


def test_more_time_that_somebody_was_given_is_kept_and_added_to(db: Session, cast: Cast) -> None:
    designating.extend(
        db, by=cast.olu.actor, filing=cast.amina.filing, until=date(2020, 4, 2), reason="On mission."
    )
    add(db, cast)
    db.expire_all()
    assert cast.amina.filing.due_on == date(2020, 4, 4)
    assert cast.chen.filing.due_on == date(2020, 4, 2)


def test_whoever_was_late_before_the_outage_stays_late(db: Session, cast: Cast) -> None:
    cast.amina.filing.due_on = date(2020, 3, 29)
    db.flush()
    assert add(db, cast) == 8
    assert cast.amina.filing.due_on == date(2020, 3, 29)


def test_the_days_leave_the_cap_on_extensions_as_it_was(db: Session, cast: Cast) -> None:
    designating.extend(
        db, by=cast.olu.actor, filing=cast.amina.filing, until=date(2020, 4, 2), reason="On mission."
    )
    add(db, cast, days=10)
    db.expire_all()
    designating.extend(
        db, by=cast.olu.actor, filing=cast.amina.filing, until=date(2020, 4, 20), reason="Still there."
    )
    with pytest.raises(BadInput, match="are too many"):
        designating.extend(
            db, by=cast.olu.actor, filing=cast.amina.filing, until=date(2020, 9, 20), reason="Still there."
        )


def test_everybody_is_told_and_the_ledger_knows_why(db: Session, cast: Cast) -> None:
    add(db, cast)
    letters = db.scalars(select(Letter).where(Letter.occasion.startswith("outage:"))).all()
    assert {(letter.kind, letter.params["due_on"]) for letter in letters} == {("extension", "2020-04-02")}
    assert len(letters) == 9
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "cycle:outage-added")).one()
    assert line.facts == {
        "cycle_id": str(cast.cycle.id),
        "began_on": "2020-03-30",
        "days": 2,
        "was": "2020-03-31",
        "now": "2020-04-02",
        "reason": "A flood.",
    }


def test_two_outages_add_up(db: Session, cast: Cast) -> None:
    add(db, cast)
    assert add(db, cast, days=1, began=date(2020, 4, 1)) == 9
    db.expire_all()
    assert cast.amina.filing.due_on == date(2020, 4, 3)


@pytest.mark.parametrize(("days", "began"), [(0, BEGAN), (61, BEGAN), (1, date(2020, 4, 2))])
def test_an_outage_that_was_not_is_refused(db: Session, cast: Cast, days: int, began: date) -> None:
    with pytest.raises(BadInput):
        add(db, cast, days=days, began=began)


def test_days_are_added_by_officers_while_the_cycle_is_open(db: Session, cast: Cast) -> None:
    for member in (cast.hana, cast.ida, cast.emil, cast.stranger):
        with pytest.raises(NotPermitted):
            add(db, cast, by=member)
    cast.cycle.state = CycleState.PLANNED
    with db.no_autoflush, pytest.raises(WrongState):
        add(db, cast)
    db.expire(cast.cycle)
