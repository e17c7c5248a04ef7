"""A case has one reviewer at a time, who may lose it, give it back or pass it on, never their own."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from disclosure import clock
from disclosure.casework import accounts, reviewing
from disclosure.casework.reviewing import LEASE, Reason
from disclosure.domain.lifecycle import FilingState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import LedgerEntry
from tests.casework.office import Office, board_seat, state
from tests.cast import Cast


def test_a_reviewer_claims_a_case_for_two_hours(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    case = reviewing.claim(office.db, by=office.rosa, filing=filing)
    assert state(filing) == FilingState.IN_REVIEW
    assert case.reviewer_id == cast.rosa.account.id
    assert case.leased_until is not None
    assert abs(case.leased_until - clock.now() - LEASE) < timedelta(minutes=1)
    assert "case:claimed" in office.told(filing)


def test_a_claimed_case_cannot_be_claimed_again(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    with pytest.raises(WrongState, match="it is in review"):
        reviewing.claim(office.db, by=cast.ravi.actor, filing=filing)
    assert office.case(filing).reviewer_id == cast.rosa.account.id


def test_nobody_reviews_their_own_filing(office: Office, cast: Cast) -> None:
    filing = office.file(cast.ravi)
    with pytest.raises(NotPermitted):
        reviewing.claim(office.db, by=cast.ravi.actor, filing=filing)
    assert reviewing.start_next(office.db, by=cast.ravi.actor) is None
    with pytest.raises(BadInput, match="their own"):
        reviewing.assign(office.db, by=office.ana, filing=filing, reviewer=cast.ravi.account)
    assert state(filing) == FilingState.FILED


@pytest.mark.parametrize("name", ["amina", "olu", "ida", "adam", "hana", "sana", "ana", "emil"])
def test_only_a_reviewer_of_the_organisation_claims(office: Office, cast: Cast, name: str) -> None:
    filing = office.file(cast.boris)
    with pytest.raises(NotPermitted):
        reviewing.claim(office.db, by=getattr(cast, name).actor, filing=filing)
    assert reviewing.start_next(office.db, by=getattr(cast, name).actor) is None


def test_what_was_not_filed_cannot_be_claimed(office: Office, cast: Cast) -> None:
    with pytest.raises(WrongState, match="Nothing has been filed"):
        reviewing.claim(office.db, by=office.rosa, filing=cast.amina.filing)


def test_the_next_case_is_the_one_with_the_highest_priority_then_the_oldest(
    office: Office, cast: Cast
) -> None:
    older, urgent, newer = (office.file(member) for member in (cast.amina, cast.boris, cast.chen))
    office.case(urgent).priority = 7
    office.db.flush()
    claimed = [reviewing.start_next(office.db, by=office.rosa) for _ in range(4)]
    assert claimed == [urgent, older, newer, None]


def test_a_case_that_waited_too_long_comes_before_a_weightier_one(office: Office, cast: Cast) -> None:
    waiting = office.file(cast.amina)
    with clock.travel(clock.now() + timedelta(days=10)):
        weighty = office.file(cast.boris)
        office.case(weighty).priority = 10
        office.db.flush()
        assert reviewing.start_next(office.db, by=office.rosa) is waiting
        assert reviewing.start_next(office.db, by=office.rosa) is weighty


def test_a_reviewer_is_not_handed_again_what_they_gave_back(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    reviewing.release(office.db, by=office.rosa, filing=filing, reason=Reason.TIE)
    assert state(filing) == FilingState.FILED
    assert office.case(filing).reviewer_id is None
    assert reviewing.start_next(office.db, by=office.rosa) is None
    assert reviewing.start_next(office.db, by=cast.ravi.actor) is filing


def test_only_its_reviewer_gives_a_case_back(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    with pytest.raises(NotPermitted):
        reviewing.release(office.db, by=cast.ravi.actor, filing=filing, reason=Reason.WORKLOAD)
    with pytest.raises(NotPermitted):
        reviewing.renew(by=cast.ravi.actor, filing=filing)


def test_a_case_left_for_two_hours_returns_to_the_team(office: Office, cast: Cast) -> None:
    left, renewed = office.in_review(cast.amina), office.in_review(cast.boris)
    with clock.travel(clock.now() + timedelta(hours=1)):
        reviewing.renew(by=office.rosa, filing=renewed)
    with clock.travel(clock.now() + timedelta(hours=2, minutes=1)):
        assert reviewing.return_expired_leases(office.db) == 1
        assert reviewing.return_expired_leases(office.db) == 0
        assert reviewing.start_next(office.db, by=office.rosa) is left
    assert state(renewed) == FilingState.IN_REVIEW
    entry = office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "case:released")).one()
    assert (entry.account_id, entry.facts) == (None, {"reason": "lease-ended"})


def test_whoever_asked_keeps_the_case_when_the_answer_comes_at_night(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    question = office.ask(filing)
    with clock.travel(clock.now() + timedelta(days=3)):
        office.answer(question, cast.amina)
    with clock.travel(clock.now() + timedelta(days=4)):
        assert reviewing.return_expired_leases(office.db) == 0
    assert office.case(filing).reviewer_id == cast.rosa.account.id


def test_an_approver_assigns_an_unclaimed_case_and_a_claimed_one(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    reviewing.assign(office.db, by=office.ana, filing=filing, reviewer=cast.ravi.account)
    case = office.case(filing)
    assert (filing.state, case.reviewer_id) == (FilingState.IN_REVIEW, cast.ravi.account.id)
    reviewing.assign(office.db, by=office.emil, filing=filing, reviewer=cast.rosa.account)
    assert (filing.state, case.reviewer_id) == (FilingState.IN_REVIEW, cast.rosa.account.id)
    with clock.travel(clock.now() + timedelta(days=1)):
        assert reviewing.return_expired_leases(office.db) == 0


def test_only_reviewers_are_assigned(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    for account in (cast.ana.account, cast.sana.account, cast.boris.account):
        with pytest.raises(BadInput, match="is not a reviewer here"):
            reviewing.assign(office.db, by=office.emil, filing=filing, reviewer=account)
    accounts.disable(office.db, by=cast.adam.actor, account=cast.rosa.account)
    with pytest.raises(BadInput, match="is not a reviewer here"):
        reviewing.assign(office.db, by=office.emil, filing=filing, reviewer=cast.rosa.account)
    with pytest.raises(NotPermitted):
        reviewing.assign(office.db, by=office.rosa, filing=filing, reviewer=cast.ravi.account)


def test_a_reviewer_takes_over_from_an_absent_one_and_the_ledger_says_why(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.ask(filing)
    reviewing.take_over(office.db, by=cast.ravi.actor, filing=filing, reason=Reason.ABSENCE)
    assert office.case(filing).reviewer_id == cast.ravi.account.id
    assert state(filing) == FilingState.QUESTION_ASKED
    office.db.flush()
    entry = office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "case:taken-over")).one()
    assert entry.facts == {"reviewer_id": str(cast.rosa.account.id), "reason": "absence"}


def test_one_does_not_take_over_an_unclaimed_case_nor_one_s_own(office: Office, cast: Cast) -> None:
    unclaimed = office.file(cast.boris)
    with pytest.raises(WrongState, match="Claim it instead"):
        reviewing.take_over(office.db, by=cast.ravi.actor, filing=unclaimed, reason=Reason.ABSENCE)
    mine = office.in_review(cast.amina)
    with pytest.raises(WrongState, match="already"):
        reviewing.take_over(office.db, by=office.rosa, filing=mine, reason=Reason.ABSENCE)
    theirs = office.file(cast.ravi)
    reviewing.claim(office.db, by=office.rosa, filing=theirs)
    with pytest.raises(NotPermitted):
        reviewing.take_over(office.db, by=cast.ravi.actor, filing=theirs, reason=Reason.ABSENCE)
