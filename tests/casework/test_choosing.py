"""People chosen from a list are reminded out of turn: who still owes, once a day, and nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import chasing, designating
from disclosure.domain.lifecycle import CycleState
from disclosure.errors import NotPermitted, WrongState
from disclosure.models import LedgerEntry, Letter
from tests.casework.office import Office
from tests.cast import Cast

LATE = datetime(2020, 4, 15, 12, tzinfo=UTC)


@pytest.fixture
def late(cast: Cast) -> Iterator[None]:
    with clock.travel(LATE):
        yield


def of(cast: Cast, *names: str) -> list[UUID]:
    return [getattr(cast, name).filing.id for name in names]


def remind(db: Session, cast: Cast, filings: list[UUID]) -> list[str]:
    letters = chasing.remind_chosen(db, by=cast.olu.actor, cycle=cast.cycle, filings=filings)
    return sorted(letter.to_email.partition("@")[0] for letter in letters)


def shown(db: Session, cast: Cast, filings: list[UUID]) -> list[str]:
    found = chasing.chosen(db, by=cast.olu.actor, cycle=cast.cycle, filings=filings)
    return sorted(one.to.email.partition("@")[0] for one in found)


def test_only_the_chosen_are_written_to_and_as_shown(db: Session, cast: Cast, late: None) -> None:
    filings = of(cast, "amina", "chen")
    assert shown(db, cast, filings) == ["amina", "chen"]
    assert remind(db, cast, filings) == ["amina", "chen"]
    letters = db.scalars(select(Letter).where(Letter.occasion.startswith("chosen:"))).all()
    assert {(letter.kind, letter.params["due_on"]) for letter in letters} == {("overdue", "2020-03-31")}
    lines = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "reminder:written")).all()
    assert {line.filing_id for line in lines} == set(filings)
    assert {line.facts["step"] for line in lines} == {"chosen"}


def test_somebody_is_written_to_once_a_day(db: Session, cast: Cast, late: None) -> None:
    remind(db, cast, of(cast, "amina"))
    assert shown(db, cast, of(cast, "amina", "chen")) == ["chen"]
    assert remind(db, cast, of(cast, "amina")) == []
    with clock.travel(LATE + timedelta(days=1)):
        assert remind(db, cast, of(cast, "amina")) == ["amina"]


def test_whoever_filed_or_need_not_gets_nothing(db: Session, cast: Cast, office: Office, late: None) -> None:
    filings = of(cast, "amina", "boris", "chen")
    assert len(shown(db, cast, filings)) == 3
    office.file(cast.amina)
    designating.exempt(db, by=cast.olu.actor, filing=cast.boris.filing, reason="On long leave")
    assert remind(db, cast, filings) == ["chen"]


def test_while_there_is_time_it_is_a_reminder(db: Session, cast: Cast) -> None:
    with clock.travel(datetime(2020, 3, 20, 12, tzinfo=UTC)):
        remind(db, cast, of(cast, "amina"))
    assert db.scalars(select(Letter.kind).where(Letter.occasion.startswith("chosen:"))).all() == ["reminder"]


def test_filings_of_another_cycle_or_of_nobody_are_passed_over(db: Session, cast: Cast, late: None) -> None:
    assert remind(db, cast, [uuid4()]) == []
    assert remind(db, cast, []) == []


def test_nothing_goes_out_unless_the_cycle_is_open(db: Session, cast: Cast, late: None) -> None:
    cast.cycle.state = CycleState.PLANNED
    with db.no_autoflush:
        assert shown(db, cast, of(cast, "amina")) == []
        with pytest.raises(WrongState, match="while it is open"):
            remind(db, cast, of(cast, "amina"))
    db.expire(cast.cycle)


@pytest.mark.parametrize("who", ["hana", "farid", "emil", "ida", "rosa"])
def test_only_the_office_reminds(db: Session, cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        chasing.remind_chosen(db, by=getattr(cast, who).actor, cycle=cast.cycle, filings=of(cast, "amina"))
