"""What the filer says to advice, what the ethics office decides, and what proves that advice was followed."""

from datetime import date, timedelta

import pytest

from disclosure import clock
from disclosure.casework import advising, proving, responding, reviewing
from disclosure.domain.lifecycle import AdviceState, CaseHolder, ConflictState, FilingState
from disclosure.errors import NotPermitted, WrongState
from disclosure.models import Outcome, Writing
from tests.casework.office import Office, board_seat, letter_date, state
from tests.cast import Cast, Member


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


def test_who_wants_to_talk_is_answered_by_the_reviewer_before_anything_else(
    office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    unclear, other = office.advise(filing, pieces=2)
    office.ask_to_talk(unclear, cast.amina)
    assert (state(filing), filing.holder) == (FilingState.TO_DISCUSS, CaseHolder.REVIEWER)
    office.agree(other, cast.amina)
    assert state(filing) == FilingState.TO_DISCUSS
    with pytest.raises(WrongState, match="answered and decided"):
        office.prove(other, cast.amina)
    office.answer_talk(unclear)
    assert (state(filing), filing.holder) == (FilingState.ADVICE_SENT, CaseHolder.FILER)
    assert [letter_date(letter) for letter in office.letters(filing, "talk-answered")] == [date(2020, 3, 16)]
    assert office.told(filing).count("advice:talk-asked") == 1
    assert office.told(filing).count("advice:talk-answered") == 1
    office.disagree(unclear, cast.amina)
    assert state(filing) == FilingState.DISAGREED


def test_only_the_filer_asks_to_talk_and_only_the_reviewer_answers(office: Office, cast: Cast) -> None:
    [advice] = office.advise(office.in_review(cast.amina, board_seat()))
    for other in (cast.rosa, cast.boris, cast.emil):
        with pytest.raises(NotPermitted):
            office.ask_to_talk(advice, other)
    with pytest.raises(WrongState):
        office.answer_talk(advice)
    office.ask_to_talk(advice, cast.amina)
    sealer = cast.keys.review.sealer
    for other in (cast.ana, cast.amina, cast.emil):
        with pytest.raises(NotPermitted):
            responding.answer_talk(office.db, sealer, by=other.actor, advice=advice, text="Yes.")


def test_time_is_left_to_follow_advice_that_was_talked_about(office: Office, cast: Cast) -> None:
    [advice] = office.advise(office.in_review(cast.amina, board_seat()))
    office.ask_to_talk(advice, cast.amina)
    with clock.travel(clock.now() + timedelta(days=90)):
        office.answer_talk(advice)
        assert advice.due_on > clock.now().date()


def test_advice_that_is_to_be_talked_about_can_be_withdrawn_by_an_approver(
    office: Office, cast: Cast
) -> None:
    [advice] = office.advise(office.in_review(cast.amina, board_seat()))
    office.ask_to_talk(advice, cast.amina)
    advising.withdraw(office.db, by=office.ana, advice=advice)
    assert state(advice.filing) == FilingState.IN_REVIEW


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
    kinds = [kind for kind, _text in office.read_by(cast.amina)]
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
