"""A list that changes puts a closed case before its reviewer; only a person opens it again."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from disclosure.casework import conflicting, docket, opening_again
from disclosure.casework.conflicting import Tied
from disclosure.casework.docket import Filters, View
from disclosure.casework.listing.shelf import Shelf
from disclosure.domain.lifecycle import FilingState
from disclosure.domain.own_interests import OwnInterests
from disclosure.errors import NotPermitted, WrongState
from disclosure.models import Filing, LedgerEntry, Outcome
from tests.casework.lists import entry, take_over
from tests.casework.met import filed, rescreen, screen
from tests.casework.office import Office, state
from tests.cast import Cast, Member


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "screening")


@pytest.fixture
def closed(office: Office, cast: Cast, engine: Engine, shelf: Shelf) -> Filing:
    """Amina's case, closed before a list of vendors held the firm that she declared."""
    filing = filed(office, "Nordvik Marine AS", "Blue Lagoon Shipping")
    screen(office, shelf, filing)
    office.close(filing, Outcome.NO_ACTION)
    office.db.commit()
    take_over(engine, cast, entry("1", "Nordvik Marine AS"))
    rescreen(engine, cast, shelf)
    office.db.expire(filing)
    return filing


NOTHING = Filters()


def listed(db: Session, member: Member, filters: Filters = NOTHING) -> list[str]:
    page = docket.queue(db, by=member.actor, view=View.MATCHED_LATER, filters=filters)
    assert docket.counts(db, by=member.actor)[View.MATCHED_LATER] == len(page.lines) or filters.chooses()
    return [line.reference for line in page.lines]


def told(db: Session, filing: Filing, kind: str) -> list[dict[str, int]]:
    rows = select(LedgerEntry).where(LedgerEntry.filing_id == filing.id, LedgerEntry.kind == kind)
    return [entry.facts for entry in db.scalars(rows)]


def test_a_closed_case_comes_on_a_list_and_stays_closed(
    office: Office, db: Session, cast: Cast, closed: Filing
) -> None:
    assert state(closed) == FilingState.CLOSED
    assert told(db, closed, "case:matched-later") == [{"matches": 1}]
    assert listed(db, cast.rosa) == listed(db, cast.ana) == [closed.reference]
    assert listed(db, cast.ravi) == []
    assert listed(db, cast.rosa, filters=Filters(entity_id=closed.entity_id)) == [closed.reference]
    docket.reckon_all(db)
    assert listed(db, cast.rosa, filters=Filters(words=str(closed.reference))) == [closed.reference]
    assert listed(db, cast.rosa, filters=Filters(words="nobody")) == []


def test_another_match_adds_up_and_the_same_list_again_says_nothing(
    db: Session, cast: Cast, engine: Engine, shelf: Shelf, closed: Filing
) -> None:
    db.commit()
    take_over(engine, cast, entry("1", "Nordvik Marine AS"), entry("2", "Blue Lagoon Shipping"))
    rescreen(engine, cast, shelf)
    rescreen(engine, cast, shelf)
    assert told(db, closed, "case:matched-later") == [{"matches": 1}, {"matches": 1}]
    assert docket.later_matches(db, closed) == 2


def test_its_reviewer_leaves_it_closed_once(db: Session, cast: Cast, closed: Filing) -> None:
    opening_again.leave_closed(db, by=cast.rosa.actor, filing=closed)
    assert state(closed) == FilingState.CLOSED
    assert listed(db, cast.rosa) == []
    assert told(db, closed, "case:left-closed") == [{}]
    with pytest.raises(WrongState):
        opening_again.leave_closed(db, by=cast.rosa.actor, filing=closed)
    with pytest.raises(WrongState):
        opening_again.open_again(db, by=cast.rosa.actor, filing=closed)


def test_its_reviewer_opens_it_again_and_goes_on(
    office: Office, db: Session, cast: Cast, closed: Filing
) -> None:
    opener = cast.keys.review.opener
    opening_again.open_again(db, opener, by=cast.rosa.actor, filing=closed)
    assert state(closed) == FilingState.IN_REVIEW
    assert (closed.closed_at, closed.outcome) == (None, None)
    assert office.case(closed).reviewer_id == cast.rosa.account.id
    db.flush()
    assert docket.later_matches(db, closed) == 0
    assert listed(db, cast.rosa) == []
    office.close(closed, Outcome.NO_ACTION)
    assert listed(db, cast.rosa) == []


def test_the_ethics_office_opens_it_again_for_the_team(
    office: Office, db: Session, cast: Cast, closed: Filing
) -> None:
    opening_again.open_again(db, by=cast.emil.actor, filing=closed)
    assert state(closed) == FilingState.FILED
    assert office.case(closed).reviewer_id is None


def test_nobody_else_decides_and_a_tie_keeps_it_from_its_reviewer(
    office: Office, db: Session, cast: Cast, closed: Filing
) -> None:
    for member in (cast.ravi, cast.ana, cast.amina):
        with pytest.raises(NotPermitted):
            opening_again.leave_closed(db, by=member.actor, filing=closed)
    conflicting.declare(
        db,
        cast.keys.review.sealer,
        by=cast.rosa.actor,
        organisation=cast.organisation,
        interests=OwnInterests(employers=("Nordvik Marine AS",)),
    )
    with pytest.raises(Tied):
        opening_again.open_again(db, cast.keys.review.opener, by=cast.rosa.actor, filing=closed)


def test_an_open_case_is_on_no_such_list(
    office: Office, db: Session, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    filing = filed(office, "Nordvik Marine AS")
    screen(office, shelf, filing)
    take_over(engine, cast, entry("1", "Nordvik Marine AS"))
    rescreen(engine, cast, shelf)
    assert told(db, filing, "case:matched-later") == []
    assert listed(db, cast.rosa) == []
