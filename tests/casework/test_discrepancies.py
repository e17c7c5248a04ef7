"""What a document shows otherwise is a question to the filer: they explain, amend or send another."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import reading, reviewing, verifying
from disclosure.domain.lifecycle import DocumentState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import DocumentRequest, Filing, LedgerEntry, Writing
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast


@pytest.fixture
def asked(db: Session, cast: Cast, office: Office) -> DocumentRequest:
    """The request for the one item of Amina's statement, which Rosa reviews."""
    filed = office.in_review(cast.amina, board_seat(id="a"))
    (request,) = verifying.request(db, cast.keys.review.opener, filing=filed)
    db.flush()
    return request


def submit(db: Session, cast: Cast, request: DocumentRequest) -> None:
    verifying.submit(db, cast.keys.portal.sealer, by=cast.amina.actor, request=request, text="The register.")


def differ(db: Session, cast: Cast, request: DocumentRequest) -> None:
    verifying.differ(
        db,
        cast.keys.review.sealer,
        by=cast.rosa.actor,
        request=request,
        text="The register says 2014, the statement 2016.",
    )
    db.flush()


def found(db: Session, cast: Cast, request: DocumentRequest) -> None:
    submit(db, cast, request)
    differ(db, cast, request)


def clarify(db: Session, cast: Cast, request: DocumentRequest, text: str = "I began as a deputy.") -> None:
    verifying.clarify(db, cast.keys.portal.sealer, by=cast.amina.actor, request=request, text=text)
    db.flush()


def correct(db: Session, cast: Cast, request: DocumentRequest) -> None:
    verifying.correct(
        db, cast.keys.portal.sealer, by=cast.amina.actor, request=request, text="It is 2014 now."
    )
    db.flush()


def kinds(db: Session, filing: Filing) -> set[str]:
    rows = select(LedgerEntry.kind).where(LedgerEntry.filing_id == filing.id)
    return set(db.scalars(rows))


def test_the_filer_is_told_what_differs_and_has_the_days_of_a_question(
    db: Session, cast: Cast, office: Office, asked: DocumentRequest
) -> None:
    found(db, cast, asked)
    assert asked.state is DocumentState.DISCREPANCY
    assert asked.due_on == date(2020, 3, 16)  # ten working days after 2 March
    assert asked.differs_in == 1
    [letter] = office.letters(cast.amina.filing, "documents-differ")
    assert letter.params == {"year": 2020, "due_on": "2020-03-16"}
    assert (Writing.CHECK, "The register says 2014, the statement 2016.") in office.read_by(cast.amina)


def test_an_explanation_is_judged_like_a_document(db: Session, cast: Cast, asked: DocumentRequest) -> None:
    found(db, cast, asked)
    clarify(db, cast, asked)
    assert asked.state is DocumentState.EXPLAINED
    verifying.accept(db, by=cast.rosa.actor, request=asked)
    assert (asked.state, cast.amina.filing.documents_open) == (DocumentState.ACCEPTED, 0)
    assert {"document:differs", "document:clarified", "document:accepted"} <= kinds(db, asked.filing)


def test_an_explanation_that_does_not_hold_leads_to_the_same_question_or_another_document(
    db: Session, cast: Cast, asked: DocumentRequest
) -> None:
    found(db, cast, asked)
    clarify(db, cast, asked)
    differ(db, cast, asked)
    clarify(db, cast, asked, "I was the deputy of the deputy.")
    verifying.refuse(
        db, cast.keys.review.sealer, by=cast.rosa.actor, request=asked, reason="Send the minutes."
    )
    assert asked.state is DocumentState.REFUSED


def test_a_statement_is_corrected_by_an_amendment_and_by_nothing_less(
    db: Session, cast: Cast, office: Office, asked: DocumentRequest
) -> None:
    found(db, cast, asked)
    with pytest.raises(BadInput, match="Amend your statement first"):
        correct(db, cast, asked)
    assert asked.state is DocumentState.DISCREPANCY
    office.amend(cast.amina, company(id="a"))
    assert verifying.was_amended_since(asked)
    correct(db, cast, asked)
    assert asked.state.value == "corrected"
    reviewing.claim(db, by=cast.rosa.actor, filing=asked.filing)
    verifying.accept(db, by=cast.rosa.actor, request=asked)
    assert asked.state.value == "accepted"


def test_another_document_may_answer_it_too(db: Session, cast: Cast, asked: DocumentRequest) -> None:
    found(db, cast, asked)
    submit(db, cast, asked)
    assert asked.state is DocumentState.SUBMITTED


def test_nothing_differs_before_something_was_handed_in(
    db: Session, cast: Cast, asked: DocumentRequest
) -> None:
    with pytest.raises(WrongState):
        differ(db, cast, asked)


@pytest.mark.parametrize("who", ["rosa", "boris", "ana", "emil", "olu", "sana"])
def test_only_the_filer_explains(db: Session, cast: Cast, asked: DocumentRequest, who: str) -> None:
    found(db, cast, asked)
    with pytest.raises(NotPermitted):
        verifying.clarify(db, cast.keys.portal.sealer, by=getattr(cast, who).actor, request=asked, text="No.")


@pytest.mark.parametrize("who", ["amina", "ravi", "ana", "emil", "olu", "sana"])
def test_only_the_reviewer_of_the_case_says_what_differs(
    db: Session, cast: Cast, asked: DocumentRequest, who: str
) -> None:
    submit(db, cast, asked)
    with pytest.raises(NotPermitted):
        verifying.differ(
            db, cast.keys.review.sealer, by=getattr(cast, who).actor, request=asked, text="It differs."
        )


def test_after_an_amendment_new_items_are_asked_for_and_those_gone_are_dropped(
    db: Session, cast: Cast, office: Office, asked: DocumentRequest
) -> None:
    office.amend(cast.amina, company(id="b"))
    reviewing.claim(db, by=cast.rosa.actor, filing=asked.filing)
    opener = cast.keys.review.opener
    done = verifying.follow_amendment(db, opener, by=cast.rosa.actor, filing=asked.filing)
    assert done == (1, 1)
    assert asked.state is DocumentState.EXCUSED
    states = {one.item_id: one.state for one in verifying.requests_of(db, asked.filing)}
    assert states == {"a": DocumentState.EXCUSED, "b": DocumentState.REQUESTED}
    assert asked.filing.documents_open == 1
    assert len(office.letters(asked.filing, "documents")) == 2
    assert verifying.follow_amendment(db, opener, by=cast.rosa.actor, filing=asked.filing) == (0, 0)
    why = [entry.facts["why"] for entry in db.scalars(select(LedgerEntry)) if "why" in entry.facts]
    assert reading.Why.VERIFICATION.value in why


def test_a_statement_that_was_not_drawn_has_nothing_to_follow(
    db: Session, cast: Cast, office: Office
) -> None:
    filed = office.in_review(cast.boris, board_seat())
    with pytest.raises(WrongState, match="not drawn"):
        verifying.follow_amendment(db, cast.keys.review.opener, by=cast.rosa.actor, filing=filed)
