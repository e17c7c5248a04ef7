"""What a reviewer decides: questions, notes, conflicts, advice, the end; each sent once and never stale."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from disclosure.casework import reading
from disclosure.domain.lifecycle import AdviceState, ConflictState, FilingState, QuestionState
from disclosure.models import Advice, Conflict, Filing, Outcome, Question, SealedText, Writing
from tests.casework.office import Office, board_seat, state
from tests.cast import Cast, Member
from tests.reviewer.browsing import Answers, Browser

Visit = Callable[[Member], Browser]
CONFLICT = {
    "category": "outside-activity",
    "likelihood": "potential",
    "items": ["leadership"],
    "reasons": "The charity is an implementing partner.",
}


def advice(part: int = 0, *, year: str = "2020", text: str = "Please resign from the board.") -> Answers:
    """One part of the form of advice, well filled in."""
    answers = {
        "type": "resign-role",
        "owner": "filer",
        "proof": "third-party-document",
        "due_on-day": "29",
        "due_on-month": "5",
        "due_on-year": year,
        "text": text,
    }
    return {f"proposals-{part}-{name}": value for name, value in answers.items()}


def question_of(office: Office, filing: Filing) -> Question:
    return office.db.scalars(select(Question).where(Question.filing_id == filing.id)).one()


def advices(office: Office, filing: Filing) -> list[Advice]:
    rows = select(Advice).where(Advice.filing_id == filing.id).order_by(Advice.proposed_at)
    return list(office.db.scalars(rows))


def test_rosa_asks_and_the_filer_reads_it(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    page = rosa.sends(
        f"/{filing.id}/question", text="Are you paid for it?", items=["leadership"], language="fr", stay="1"
    )
    assert "The question is sent:" in page.text
    assert "About item 1" in page.text
    assert state(filing) == FilingState.QUESTION_ASKED
    [letter] = office.letters(filing, "question")
    assert "paid" not in str(letter.params)
    [passage] = reading.texts(
        office.db,
        cast.keys.portal.opener,
        by=cast.amina.actor,
        filing=cast.amina.filing,
        why=reading.Why.OWN_COPY,
    )
    assert (passage.written.text, passage.written.language) == ("Are you paid for it?", "fr")


def test_a_question_that_need_not_be_answered_is_withdrawn(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina)
    office.ask(filing)
    question = question_of(office, filing)
    rosa.sends(f"/{filing.id}/questions/{question.id}/withdraw")
    assert state(question_of(office, filing)) == QuestionState.WITHDRAWN
    assert state(filing) == FilingState.IN_REVIEW


def test_an_empty_question_is_not_sent_and_says_how_to_repair(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    page = rosa.sends(f"/{filing.id}/question", text=" ")
    assert page.one("title").text.startswith("Error: ")
    assert page.all("a", href="#text")[0].text == "Write your question"
    page = rosa.sends(f"/{filing.id}/question", text="x" * 20_001)
    assert "Shorten this text to 20000 characters" in page.text
    assert state(filing) == FilingState.IN_REVIEW


def test_c1_what_goes_stale_is_not_sent_and_its_text_is_kept(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    form = rosa.fills_in(f"/{filing.id}/question", text="Who runs the charity?")
    office.ask(filing, "Are you paid for it?")
    answer = rosa.presses(form)
    assert answer.status_code == 409
    assert "Who runs the charity?" in answer.text
    assert "Nothing of this was saved. The case is now: Question asked." in answer.text
    assert office.db.scalar(select(func.count()).select_from(Question)) == 1


def test_advice_goes_stale_when_another_conflict_was_found(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.find(filing)
    form = rosa.fills_in(f"/{filing.id}/advice", **advice())
    office.find(filing)
    answer = rosa.presses(form)
    assert answer.status_code == 409
    assert "Please resign from the board." in answer.text
    assert advices(office, filing) == []


def test_a_note_of_one_s_own_makes_nothing_stale(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    form = rosa.fills_in(f"/{filing.id}/question", text="Who runs the charity?")
    rosa.sends(f"/{filing.id}/note", text="Look at the vendor list.")
    assert rosa.presses(form).status_code == 303


def test_a_form_sent_twice_asks_once(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina)
    form = rosa.fills_in(f"/{filing.id}/question", text="Who runs the charity?")
    first, second = rosa.presses(form), rosa.presses(form)
    assert first.location == second.location
    assert office.db.scalar(select(func.count()).select_from(Question)) == 1


def test_a_private_note_says_so_and_never_reaches_the_filer(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    page = rosa.sends(f"/{filing.id}/note", text="Look at the vendor list.", items=["leadership"])
    [note] = page.with_class("passage-private")
    assert note.text.startswith("Private note ▲ Private: the filer never sees this")
    assert "Look at the vendor list." in note.text
    row = office.db.scalars(select(SealedText).where(SealedText.kind == Writing.NOTE)).one()
    own = cast.keys.portal.opener
    why = reading.Why.OWN_COPY
    amina = cast.amina.actor
    assert reading.texts(office.db, own, by=amina, filing=cast.amina.filing, why=why) == []
    assert b"vendor" not in row.sealed


def test_rosa_records_a_conflict_and_proposes_advice(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    page = rosa.sends(f"/{filing.id}/conflict", **CONFLICT)
    assert "Conflicts without advice: 1" in page.text
    page = rosa.sends(f"/{filing.id}/advice", **advice(), stay="1")
    assert "waits for approval" in page.text
    [proposed] = advices(office, filing)
    assert (proposed.type.value, proposed.due_on.isoformat()) == ("resign-role", "2020-05-29")
    assert state(filing) == FilingState.ADVICE_PROPOSED
    assert office.letters(filing, "advice") == []


def test_a_conflict_needs_its_category_likelihood_and_reasons(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    page = rosa.sends(f"/{filing.id}/conflict", category="magic")
    summary = page.one("div", role="alert").text
    for sentence in (
        "Choose whether the conflict is there or could arise",
        "Write your reasons",
    ):
        assert sentence in summary
    assert office.db.scalar(select(func.count()).select_from(Conflict)) == 0


def test_advice_is_written_on_every_conflict_in_one_act(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.find(filing)
    office.find(filing)
    page = rosa.sends(f"/{filing.id}/advice", **advice(0))
    assert "Write what the filer is asked to do" in page.one("div", role="alert").text
    second = advice(1, text="Stop the second one as well.")
    rosa.sends(f"/{filing.id}/advice", **advice(0), **second, stay="1")
    assert [state(one) for one in advices(office, filing)] == [AdviceState.PROPOSED] * 2


@pytest.mark.parametrize("year", ["2019", "1850"])
def test_advice_is_due_in_the_future(office: Office, cast: Cast, rosa: Browser, year: str) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.find(filing)
    page = rosa.sends(f"/{filing.id}/advice", **advice(year=year))
    assert page.one("div", role="alert").text
    assert "Please resign from the board." in page.text
    assert advices(office, filing) == []


def test_a_conflict_is_dismissed_with_private_reasons(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    conflict = office.find(filing)
    page = rosa.sends(f"/{filing.id}/conflicts/{conflict.id}/dismiss", reasons="It ended last year.")
    assert state(conflict) == ConflictState.DISMISSED
    assert "It ended last year." in page.with_class("passage-private")[-1].text


def test_advice_is_withdrawn_before_the_filer_sees_it(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [proposed] = office.propose(filing, office.draft(office.find(filing)))
    rosa.sends(f"/{filing.id}/advice/{proposed.id}/withdraw")
    assert state(proposed) == AdviceState.WITHDRAWN
    assert state(filing) == FilingState.IN_REVIEW


def test_the_review_closes_with_the_outcome_that_the_page_shows(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina)
    assert "The outcome will be: nothing to disclose." in rosa.opens(f"/{filing.id}/close").text
    page = rosa.sends(f"/{filing.id}/close", stay="1")
    assert "The review is closed:" in page.text
    assert (state(filing), filing.outcome) == (FilingState.CLOSED, Outcome.NOTHING_TO_DISCLOSE)


def test_what_stands_in_the_way_of_closing_is_said(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.find(filing)
    page = rosa.opens(f"/{filing.id}/close")
    assert "The review cannot be closed yet:" in page.text
    assert not page.one("main").all("button")
    assert "Not yet" in rosa.opens(f"/{filing.id}/decide").text


def test_the_reviewer_accepts_a_proof_and_may_close(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [given] = office.advise(filing)
    office.agree(given, cast.amina)
    office.prove(given, cast.amina)
    page = rosa.opens(f"/{filing.id}/proof/{given.id}")
    assert "My letter of resignation." in page.text
    rosa.sends(f"/{filing.id}/proof/{given.id}", verdict="yes")
    assert state(given) == AdviceState.DONE
    assert "The outcome will be: advice was given." in rosa.opens(f"/{filing.id}/close").text


def test_a_proof_is_refused_only_with_a_reason(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [given] = office.advise(filing)
    office.agree(given, cast.amina)
    office.prove(given, cast.amina)
    address = f"/{filing.id}/proof/{given.id}"
    assert "Write what is missing and what would do instead" in rosa.sends(address, verdict="no").text
    assert state(given) == AdviceState.PROVED
    rosa.sends(address, verdict="no", reason="It is not signed.")
    assert state(given) == AdviceState.AGREED
    assert len(office.letters(filing, "proof-refused")) == 1


def test_a_case_lost_while_writing_takes_nothing_and_gives_the_text_back(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    form = rosa.fills_in(f"/{filing.id}/question", text="Who runs the charity?")
    office.case(filing).reviewer_id = cast.ravi.account.id
    answer = rosa.presses(form)
    assert answer.status_code == 404
    assert "Who runs the charity?" in answer.text
