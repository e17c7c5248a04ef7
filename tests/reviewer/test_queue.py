"""The queue tells who has which case from clear columns, and hands out the next one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.domain.lifecycle import FilingState
from disclosure.models import LedgerEntry
from tests.casework.office import Office, board_seat, state
from tests.cast import Cast
from tests.reviewer.browsing import Browser


def opened(db: Session) -> list[str]:
    """The kinds of ledger lines that say that something sealed was opened on the review site."""
    rows = select(LedgerEntry.kind).where(LedgerEntry.kind.like("%:opened"))
    return list(db.scalars(rows))


def test_rosa_claims_the_next_case_and_reads_it(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.file(cast.amina, board_seat())
    page = rosa.sends("/")
    assert page.one("h1").text == "Statement of Amina Odhiambo"
    assert state(filing) == FilingState.IN_REVIEW
    assert office.case(filing).reviewer_id == cast.rosa.account.id
