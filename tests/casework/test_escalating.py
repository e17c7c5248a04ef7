"""A case is put before the ethics office and comes back whole; the filer sees nothing of it."""

from datetime import timedelta

import pytest

from disclosure import clock
from disclosure.casework import docket, escalating, reading, reviewing
from disclosure.casework.docket import View
from disclosure.domain.lifecycle import CaseHolder, ConflictState, FilingState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Filing, Writing
from tests.casework.office import Office, board_seat, state
from tests.cast import Cast


def escalate(office: Office, filing: Filing, reasons: str = "May she chair a vendor?") -> None:
    sealer = office.cast.keys.review.sealer
    escalating.escalate(office.db, sealer, by=office.rosa, filing=filing, reasons=reasons)


def direct(office: Office, filing: Filing, text: str = "She may not. Advise her to resign.") -> None:
    sealer = office.cast.keys.review.sealer
    escalating.direct(office.db, sealer, by=office.emil, filing=filing, text=text)


def test_the_ethics_office_has_the_case_and_its_reviewer_stays_named(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    conflict = office.find(filing)
    escalate(office, filing)
    assert (state(filing), filing.holder) == (FilingState.ESCALATED, CaseHolder.ETHICS_OFFICE)
    assert office.case(filing).reviewer_id == cast.rosa.account.id
    assert office.case(filing).leased_until is None
    assert state(conflict) == ConflictState.FOUND
    with clock.travel(clock.now() + timedelta(hours=3)):
        assert reviewing.return_expired_leases(office.db) == 0


def test_the_office_says_how_the_review_goes_on(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    escalate(office, filing)
    direct(office, filing)
    assert state(filing) == FilingState.IN_REVIEW
    opener, why = cast.keys.review.opener, reading.Why.REVIEW
    passages = reading.texts(office.db, opener, by=office.rosa, filing=filing, why=why)
    assert [(one.row.kind, one.written.text) for one in passages] == [
        (Writing.ESCALATION, "May she chair a vendor?"),
        (Writing.DIRECTION, "She may not. Advise her to resign."),
    ]
    office.advise(filing)
    assert state(filing) == FilingState.ADVICE_SENT


def test_the_filer_sees_nothing_of_either(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    escalate(office, filing)
    direct(office, filing)
    assert office.read_by(cast.amina) == []
    assert {"case:escalated", "case:directed"} <= set(office.told(filing))


@pytest.mark.parametrize("name", ["ravi", "ana", "emil", "olu", "amina"])
def test_only_the_reviewer_of_a_case_escalates_it(office: Office, cast: Cast, name: str) -> None:
    filing = office.in_review(cast.amina, board_seat())
    sealer = cast.keys.review.sealer
    with pytest.raises(NotPermitted):
        escalating.escalate(
            office.db, sealer, by=getattr(cast, name).actor, filing=filing, reasons="Is it allowed?"
        )


@pytest.mark.parametrize("name", ["rosa", "ravi", "ana", "olu", "amina"])
def test_only_the_ethics_office_directs(office: Office, cast: Cast, name: str) -> None:
    filing = office.in_review(cast.amina, board_seat())
    escalate(office, filing)
    sealer = cast.keys.review.sealer
    with pytest.raises(NotPermitted):
        escalating.direct(office.db, sealer, by=getattr(cast, name).actor, filing=filing, text="Go on.")


def test_nobody_of_the_office_directs_their_own_case(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.emil, board_seat())
    escalate(office, filing)
    with pytest.raises(NotPermitted):
        direct(office, filing)


def test_it_is_the_reviewer_s_move_only_while_the_case_is_theirs(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.ask(filing)
    with pytest.raises(WrongState):
        escalate(office, filing)


def test_it_says_what_is_to_be_decided(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    with pytest.raises(BadInput, match="empty"):
        escalate(office, filing, " ")


def test_an_escalated_case_is_in_the_lists_of_the_ethics_office(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    escalate(office, filing)
    for view in (View.MY_TURN, View.DISAGREED):
        lines = docket.queue(office.db, by=office.emil, view=view).lines
        assert [line.filing_id for line in lines] == [filing.id]


def test_an_amendment_takes_the_case_back_to_the_team(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    escalate(office, filing)
    office.amend(cast.amina)
    assert state(filing) == FilingState.FILED
