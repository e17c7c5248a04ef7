"""What is found is decided before a review ends, and the outcome follows from what happened in it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import clock
from disclosure.casework import closing, finding, reading, reviewing
from disclosure.casework.closing import outcome_of
from disclosure.domain.categories import ConflictCategory
from disclosure.domain.lifecycle import CaseHolder, ConflictState, FilingState
from disclosure.errors import BadInput, NotPermitted, Stale, WrongState
from disclosure.models import Outcome, Writing
from tests.casework.office import Office, board_seat, state
from tests.cast import Cast


def test_a_note_is_for_the_review_site_alone(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    sealer = cast.keys.review.sealer
    finding.note(office.db, sealer, by=office.rosa, filing=filing, text="Ask about the charity.")
    review, portal = cast.keys.review.opener, cast.keys.portal.opener
    why = reading.Why.REVIEW
    [passage] = reading.texts(office.db, review, by=office.rosa, filing=filing, why=why)
    assert (passage.row.kind, passage.written.text) == (Writing.NOTE, "Ask about the charity.")
    assert reading.texts(office.db, portal, by=cast.amina.actor, filing=filing, why=why) == []


def test_work_in_a_case_renews_its_lease(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    with clock.travel(clock.now() + timedelta(hours=1)):
        before = office.case(filing).leased_until
        office.find(filing)
        after = office.case(filing).leased_until
    assert before is not None
    assert after is not None
    assert after - before > timedelta(minutes=59)


def test_a_conflict_keeps_its_category_clear_and_its_reasons_sealed(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    conflict = office.find(filing, ConflictCategory.FAMILY_OR_PERSONAL)
    assert (conflict.category, conflict.state) == (
        ConflictCategory.FAMILY_OR_PERSONAL,
        ConflictState.FOUND,
    )
    opener = cast.keys.review.opener
    [passage] = reading.texts(office.db, opener, by=office.rosa, filing=filing, why=reading.Why.REVIEW)
    assert passage.written.items == ("leadership",)
    assert b"implementing" not in passage.row.sealed


def test_conflicts_are_found_by_the_reviewer_while_the_case_is_theirs(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina, board_seat())
    with pytest.raises(NotPermitted):
        office.find(filing)
    claimed = office.in_review(cast.boris, board_seat())
    conflict = office.find(claimed)
    office.ask(claimed)
    with pytest.raises(WrongState, match="not with you now"):
        office.find(claimed)
    with pytest.raises(WrongState, match="not with you now"):
        office.dismiss(conflict)


def test_a_conflict_with_open_advice_is_not_dismissed(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    office.return_(advice)
    with pytest.raises(WrongState, match="Withdraw it"):
        office.dismiss(advice.conflict)


def test_an_empty_statement_closes_with_nothing_to_disclose(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    office.close(filing, Outcome.NOTHING_TO_DISCLOSE)
    assert (filing.state, filing.outcome) == (FilingState.CLOSED, Outcome.NOTHING_TO_DISCLOSE)
    assert filing.holder is CaseHolder.NOBODY
    assert filing.closed_at == filing.turn_since
    assert office.case(filing).leased_until is None
    [letter] = office.letters(filing, "closed")
    assert letter.params == {"year": 2020}
    assert "case:closed" in office.told(filing)


def test_a_statement_with_items_closes_with_no_action(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.close(filing, Outcome.NO_ACTION)
    assert filing.outcome is Outcome.NO_ACTION


def test_an_answered_question_closes_with_context_given(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.answer(office.ask(filing), cast.amina)
    office.close(filing, Outcome.CONTEXT_GIVEN)
    assert filing.outcome is Outcome.CONTEXT_GIVEN


def test_an_outcome_that_is_not_the_case_s_is_refused(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    for wrong in set(Outcome) - {Outcome.NO_ACTION}:
        with pytest.raises(Stale, match="no further action"):
            office.close(filing, wrong)
    assert state(filing) == FilingState.IN_REVIEW


def test_each_obstacle_is_told_in_a_sentence(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    conflict = office.find(filing)
    [advice] = office.propose(filing, office.draft(conflict))
    office.return_(advice)
    office.ask(filing)
    filing.documents_open = 3
    with pytest.raises(BadInput) as refused:
        office.close(filing, Outcome.NO_ACTION)
    sentences = [str(message) for message in refused.value.messages]
    assert [sentence.split(".")[0] for sentence in sentences] == [
        "A question is open",
        "A conflict is not decided",
        "Advice is open",
        "Documents still to be accepted: 3",
    ]
    assert state(filing) == FilingState.QUESTION_ASKED


def test_only_its_reviewer_closes_a_case(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    for other in (cast.ravi, cast.ana, cast.emil, cast.amina, cast.olu):
        with pytest.raises(NotPermitted):
            closing.close(office.db, by=other.actor, filing=filing, outcome=Outcome.NOTHING_TO_DISCLOSE)


def test_a_closed_case_is_closed_once(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    office.close(filing, Outcome.NOTHING_TO_DISCLOSE)
    with pytest.raises(WrongState):
        office.close(filing, Outcome.NOTHING_TO_DISCLOSE)
    assert len(office.letters(filing, "closed")) == 1


def test_a_case_opened_again_by_an_amendment_closes_with_another_letter(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    office.close(filing, Outcome.NOTHING_TO_DISCLOSE)
    office.amend(cast.amina, board_seat())
    assert (filing.closed_at, filing.outcome) == (None, None)
    reviewing.claim(office.db, by=office.rosa, filing=filing)
    office.close(filing, Outcome.NO_ACTION)
    assert len(office.letters(filing, "closed")) == 2


@given(nil=st.booleans(), answered=st.booleans(), advised=st.booleans())
def test_the_outcome_says_the_most_that_happened(*, nil: bool, answered: bool, advised: bool) -> None:
    outcome = outcome_of(nil=nil, answered=answered, advised=advised)
    assert (outcome is Outcome.ADVICE_GIVEN) == advised
    assert (outcome is Outcome.CONTEXT_GIVEN) == (answered and not advised)
    assert (outcome is Outcome.NOTHING_TO_DISCLOSE) == (nil and not answered and not advised)
