"""Advice takes two persons in the office, reaches the filer whole, and ends with a proof or a decision."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from disclosure import clock
from disclosure.casework import accounts, advising, reviewing
from disclosure.domain.actors import Role
from disclosure.domain.lifecycle import AdviceState, CaseHolder, ConflictState, FilingState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Outcome, Writing
from tests.casework.office import Office, board_seat, letter_date, state
from tests.cast import Cast


def test_advice_waits_for_an_approver_and_the_filer_sees_nothing_of_it(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    assert state(filing) == FilingState.ADVICE_PROPOSED
    assert filing.holder is CaseHolder.APPROVER
    assert state(advice) == AdviceState.PROPOSED
    assert office.read_by(cast.amina) == []
    assert office.letters(filing, "advice") == []


def test_approved_advice_is_sent_with_a_day_to_answer_by(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    assert (filing.state, advice.state) == (FilingState.ADVICE_SENT, AdviceState.SENT)
    assert state(advice.conflict) == ConflictState.ADVISED
    assert advice.approved_by_id == cast.ana.account.id
    [letter] = office.letters(filing, "advice")
    assert letter_date(letter) == date(2020, 3, 16)
    assert office.read_by(cast.amina) == [(Writing.ADVICE, "Please resign from the board.")]
    assert {"advice:proposed", "advice:approved", "advice:sent"} <= set(office.told(filing))


def test_nobody_approves_their_own_advice(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    accounts.grant_role(office.db, by=cast.adam.actor, account=cast.rosa.account, role=Role.APPROVER)
    rosa = accounts.actor_of(office.db, cast.rosa.account)
    with pytest.raises(NotPermitted):
        advising.approve(office.db, by=rosa, advice=advice)
    assert state(filing) == FilingState.ADVICE_PROPOSED


def test_the_database_refuses_a_proposer_s_approval_too(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    office.db.flush()
    advice.approved_by_id = advice.proposed_by_id
    with pytest.raises(IntegrityError):
        office.db.flush()
    office.db.rollback()


@pytest.mark.parametrize("name", ["ravi", "olu", "amina", "emil", "sana"])
def test_only_an_approver_approves(office: Office, cast: Cast, name: str) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    with pytest.raises(NotPermitted):
        advising.approve(office.db, by=getattr(cast, name).actor, advice=advice)


def test_all_pieces_are_sent_together_with_the_last_approval(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    first, second = office.propose(filing, *(office.draft(office.find(filing)) for _ in range(2)))
    advising.approve(office.db, by=office.ana, advice=first)
    assert state(filing) == FilingState.ADVICE_PROPOSED
    assert (first.state, first.sent_at) == (AdviceState.PROPOSED, None)
    assert office.read_by(cast.amina) == []
    with pytest.raises(WrongState, match="approved already"):
        advising.approve(office.db, by=office.ana, advice=first)
    advising.approve(office.db, by=office.ana, advice=second)
    assert {first.state, second.state} == {AdviceState.SENT}
    assert state(filing) == FilingState.ADVICE_SENT
    assert len(office.letters(filing, "advice")) == 1


def test_every_conflict_gets_advice_before_any_is_proposed(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    one, other = office.find(filing), office.find(filing)
    with pytest.raises(BadInput, match="no advice yet"):
        office.propose(filing, office.draft(one))
    office.dismiss(other)
    office.propose(filing, office.draft(one))
    assert state(other) == ConflictState.DISMISSED


def test_one_conflict_may_get_several_pieces_and_more_while_they_wait(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    conflict = office.find(filing)
    office.propose(filing, office.draft(conflict), office.draft(conflict))
    [third] = office.propose(filing, office.draft(conflict))
    assert state(third) == AdviceState.PROPOSED
    assert state(filing) == FilingState.ADVICE_PROPOSED


def test_advice_names_a_day_to_come_and_a_conflict_of_this_case(office: Office, cast: Cast) -> None:
    filing, other = (office.in_review(member, board_seat()) for member in (cast.amina, cast.boris))
    conflict, elsewhere = office.find(filing), office.find(other)
    past = office.draft(conflict)
    with clock.travel(clock.now() + timedelta(days=60)), pytest.raises(BadInput, match="in the future"):
        office.propose(filing, past)
    with pytest.raises(BadInput, match="belongs to another case"):
        office.propose(filing, office.draft(conflict), office.draft(elsewhere))
    with pytest.raises(BadInput, match="at least one"):
        office.propose(filing)
    assert state(filing) == FilingState.IN_REVIEW


def test_returned_advice_goes_back_whole_with_a_reason_the_filer_never_sees(
    office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    first, second = office.propose(filing, *(office.draft(office.find(filing)) for _ in range(2)))
    advising.approve(office.db, by=office.ana, advice=first)
    office.return_(second)
    assert state(filing) == FilingState.IN_REVIEW
    assert {first.state, second.state} == {AdviceState.RETURNED}
    assert first.approved_by_id is None
    with pytest.raises(BadInput, match="every piece"):
        office.propose(filing, office.draft(first.conflict, revises=first))
    office.propose(filing, *(office.draft(one.conflict, revises=one) for one in (first, second)))
    for advice in (first, second):
        advising.approve(office.db, by=office.ana, advice=advice)
    assert office.read_by(cast.amina) == [(Writing.ADVICE, "Please resign from the board.")] * 2


def test_the_reviewer_withdraws_advice_before_it_is_sent(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    first, second = office.propose(filing, *(office.draft(office.find(filing)) for _ in range(2)))
    advising.withdraw(office.db, by=office.rosa, advice=first)
    assert (first.state, second.state) == (AdviceState.WITHDRAWN, AdviceState.RETURNED)
    assert state(filing) == FilingState.IN_REVIEW
    advising.withdraw(office.db, by=office.rosa, advice=second)
    for conflict in (first.conflict, second.conflict):
        office.dismiss(conflict)
    office.close(filing, Outcome.NO_ACTION)


def test_sent_advice_is_withdrawn_by_an_approver_and_the_case_is_back_in_review(
    office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    with pytest.raises(NotPermitted):
        advising.withdraw(office.db, by=office.rosa, advice=advice)
    advising.withdraw(office.db, by=office.ana, advice=advice)
    assert (filing.state, advice.state) == (FilingState.IN_REVIEW, AdviceState.WITHDRAWN)
    assert state(advice.conflict) == ConflictState.ADVISED
    [again] = office.propose(filing, office.draft(advice.conflict))
    advising.approve(office.db, by=office.ana, advice=again)
    assert state(filing) == FilingState.ADVICE_SENT


def test_what_waits_for_a_decision_is_not_withdrawn(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    office.disagree(advice, cast.amina)
    with pytest.raises(WrongState, match="waits for a decision"):
        advising.withdraw(office.db, by=office.ana, advice=advice)


@pytest.mark.parametrize("until", ["proposed", "sent", "disagreed", "agreed", "proved"])
def test_an_amendment_withdraws_advice_wherever_it_stands(office: Office, cast: Cast, until: str) -> None:
    filing = office.in_review(cast.amina, board_seat())
    conflict = office.find(filing)
    [advice] = office.propose(filing, office.draft(conflict))
    if until != "proposed":
        advising.approve(office.db, by=office.ana, advice=advice)
    if until == "disagreed":
        office.disagree(advice, cast.amina)
    if until in {"agreed", "proved"}:
        office.agree(advice, cast.amina)
    if until == "proved":
        office.prove(advice, cast.amina)
    office.amend(cast.amina)
    assert (filing.state, advice.state) == (FilingState.FILED, AdviceState.WITHDRAWN)
    reviewing.claim(office.db, by=cast.ravi.actor, filing=filing)
