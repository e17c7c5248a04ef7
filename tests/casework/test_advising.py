"""Advice takes two persons in the office, reaches the filer whole, and ends with a proof or a decision."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from disclosure import clock
from disclosure.casework import accounts, advising, proving, reading, responding, reviewing
from disclosure.domain.actors import Role
from disclosure.domain.lifecycle import AdviceState, CaseHolder, ConflictState, FilingState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Outcome, Writing
from tests.casework.office import Office, board_seat, letter_date, state
from tests.cast import Cast, Member


def read_by(office: Office, member: Member) -> list[tuple[Writing, str]]:
    """What a filer sees of the correspondence."""
    opener = office.cast.keys.portal.opener
    why = reading.Why.OWN_COPY
    passages = reading.texts(office.db, opener, by=member.actor, filing=member.filing, why=why)
    return [(one.row.kind, one.written.text) for one in passages]


def test_advice_waits_for_an_approver_and_the_filer_sees_nothing_of_it(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    assert state(filing) == FilingState.ADVICE_PROPOSED
    assert filing.holder is CaseHolder.APPROVER
    assert state(advice) == AdviceState.PROPOSED
    assert read_by(office, cast.amina) == []
    assert office.letters(filing, "advice") == []


def test_approved_advice_is_sent_with_a_day_to_answer_by(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    assert (filing.state, advice.state) == (FilingState.ADVICE_SENT, AdviceState.SENT)
    assert state(advice.conflict) == ConflictState.ADVISED
    assert advice.approved_by_id == cast.ana.account.id
    [letter] = office.letters(filing, "advice")
    assert letter_date(letter) == date(2020, 3, 16)
    assert read_by(office, cast.amina) == [(Writing.ADVICE, "Please resign from the board.")]
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
    assert read_by(office, cast.amina) == []
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
    assert read_by(office, cast.amina) == [(Writing.ADVICE, "Please resign from the board.")] * 2


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


def test_agreeing_to_every_piece_makes_the_actions_due(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    first, second = office.advise(filing, pieces=2)
    office.agree(first, cast.amina)
    assert state(filing) == FilingState.ADVICE_SENT
    office.agree(second, cast.amina)
    assert state(filing) == FilingState.ACTION_DUE
    assert filing.holder is CaseHolder.FILER


@pytest.mark.parametrize("name", ["rosa", "ana", "boris", "hana", "olu"])
def test_only_the_filer_answers_advice_and_proves_it(office: Office, cast: Cast, name: str) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    other: Member = getattr(cast, name)
    with pytest.raises(NotPermitted):
        office.agree(advice, other)
    with pytest.raises(NotPermitted):
        office.disagree(advice, other)
    office.agree(advice, cast.amina)
    with pytest.raises(NotPermitted):
        office.prove(advice, other)


def test_the_ethics_office_decides_what_is_contested_after_all_is_answered(
    office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    contested, agreed = office.advise(filing, pieces=2)
    office.disagree(contested, cast.amina)
    assert state(filing) == FilingState.ADVICE_SENT
    office.agree(agreed, cast.amina)
    assert state(filing) == FilingState.DISAGREED
    assert filing.holder is CaseHolder.ETHICS_OFFICE
    with pytest.raises(WrongState, match="answered and decided"):
        office.prove(agreed, cast.amina)
    office.uphold(contested)
    assert state(filing) == FilingState.ACTION_DUE
    assert contested.decided_by_id == cast.emil.account.id
    [letter] = office.letters(filing, "advice-decided")
    assert letter_date(letter) == contested.due_on


def test_only_the_ethics_office_decides_and_not_about_itself(office: Office, cast: Cast) -> None:
    sealer = cast.keys.review.sealer
    filing = office.in_review(cast.emil, board_seat())
    [advice] = office.advise(filing)
    office.disagree(advice, cast.emil)
    for member in (cast.emil, cast.rosa, cast.ana, cast.olu):
        for decide in (responding.uphold, responding.overturn):
            with pytest.raises(NotPermitted):
                decide(office.db, sealer, by=member.actor, advice=advice, reason="It is so.")


def test_upholding_late_leaves_the_filer_time(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    office.disagree(advice, cast.amina)
    with clock.travel(clock.now() + timedelta(days=70)):
        office.uphold(advice)
        assert advice.due_on == date(2020, 5, 25)


def test_an_overturned_only_piece_closes_the_case_with_its_conflict_dismissed(
    office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    office.disagree(advice, cast.amina)
    office.overturn(advice)
    assert (filing.state, filing.outcome) == (FilingState.CLOSED, Outcome.NO_ACTION)
    assert filing.closed_at is not None
    assert state(advice.conflict) == ConflictState.DISMISSED
    assert len(office.letters(filing, "advice-decided")) == 1
    assert office.letters(filing, "closed") == []
    assert {"advice:overturned", "conflict:dismissed", "case:closed"} <= set(office.told(filing))


def test_an_overturned_piece_beside_an_agreed_one_leaves_that_due(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    contested, agreed = office.advise(filing, pieces=2)
    office.agree(agreed, cast.amina)
    office.disagree(contested, cast.amina)
    office.overturn(contested)
    assert state(filing) == FilingState.ACTION_DUE


def test_an_overturned_piece_returns_a_case_that_still_lacks_documents(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    office.disagree(advice, cast.amina)
    filing.documents_open = 1
    office.overturn(advice)
    office.db.flush()
    assert (filing.state, filing.outcome) == (FilingState.IN_REVIEW, None)


def test_a_proof_is_checked_and_the_conflict_mitigated(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    office.agree(advice, cast.amina)
    office.prove(advice, cast.amina)
    assert (filing.state, filing.holder) == (FilingState.PROOF, CaseHolder.REVIEWER)
    office.accept_proof(advice)
    assert state(advice) == AdviceState.DONE
    assert advice.done_at is not None
    assert state(advice.conflict) == ConflictState.MITIGATED
    assert state(filing) == FilingState.IN_REVIEW
    office.close(filing, Outcome.ADVICE_GIVEN)
    assert state(filing) == FilingState.CLOSED


def test_a_refused_proof_is_the_filer_s_turn_again_each_time_with_a_letter(
    office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    office.agree(advice, cast.amina)
    for times in (1, 2):
        office.prove(advice, cast.amina)
        office.refuse_proof(advice)
        assert state(filing) == FilingState.ACTION_DUE
        assert len(office.letters(filing, "proof-refused")) == times
    kinds = [kind for kind, _text in read_by(office, cast.amina)]
    assert kinds.count(Writing.CHECK) == 2


def test_a_conflict_is_mitigated_by_its_last_piece_and_the_case_waits_for_all(
    office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    conflict = office.find(filing)
    advices = office.propose(filing, office.draft(conflict), office.draft(conflict))
    for advice in advices:
        advising.approve(office.db, by=office.ana, advice=advice)
    for advice in advices:
        office.agree(advice, cast.amina)
    first, second = advices
    office.prove(first, cast.amina)
    assert state(filing) == FilingState.ACTION_DUE
    office.accept_proof(first)
    assert (conflict.state, filing.state) == (ConflictState.ADVISED, FilingState.ACTION_DUE)
    office.prove(second, cast.amina)
    office.accept_proof(second)
    assert (conflict.state, filing.state) == (ConflictState.MITIGATED, FilingState.IN_REVIEW)


def test_only_the_reviewer_checks_proof(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.advise(filing)
    office.agree(advice, cast.amina)
    office.prove(advice, cast.amina)
    for other in (cast.amina, cast.ravi, cast.ana, cast.emil):
        with pytest.raises(NotPermitted):
            proving.accept_proof(office.db, by=other.actor, advice=advice)
    reviewing.take_over(office.db, by=cast.ravi.actor, filing=filing, reason=reviewing.Reason.ABSENCE)
    proving.accept_proof(office.db, by=cast.ravi.actor, advice=advice)


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
