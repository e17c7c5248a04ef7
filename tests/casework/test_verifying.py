"""Verification: a document for every item still held, handed in by the filer, judged by the reviewer."""

from datetime import date

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import confirming, drawing, reading, verifying
from disclosure.domain.actors import WORKER
from disclosure.domain.interests import Item, Operation
from disclosure.domain.lifecycle import DocumentState, FilingState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import DocumentRequest, Filing, LedgerEntry, Letter, Outcome, Verification
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast, Member

SOURCE, VALUE = "drand round 4711", "8f2c1e"


def request(db: Session, cast: Cast, filed: Filing) -> list[DocumentRequest]:
    asked = verifying.request(db, cast.keys.review.opener, filing=filed)
    db.flush()
    return asked


def requested(db: Session, cast: Cast, office: Office, *items: Item) -> list[DocumentRequest]:
    """Let Amina file, Rosa take her case, and the worker ask for the documents."""
    return request(db, cast, office.in_review(cast.amina, *items))


def submit(db: Session, cast: Cast, asked: DocumentRequest, member: Member | None = None) -> None:
    by = (member or cast.amina).actor
    verifying.submit(db, cast.keys.portal.sealer, by=by, request=asked, text="Statement of my bank.")


def refuse(db: Session, cast: Cast, asked: DocumentRequest) -> None:
    verifying.refuse(
        db, cast.keys.review.sealer, by=cast.rosa.actor, request=asked, reason="It names no balance."
    )
    db.flush()


def handed_over(db: Session, cast: Cast) -> Verification:
    db.flush()
    found = confirming.verification_of(db, cast.amina.filing)
    assert found is not None
    return found


def accept(db: Session, cast: Cast, asked: DocumentRequest) -> None:
    verifying.accept(db, by=cast.rosa.actor, request=asked)
    db.flush()


def test_every_item_is_asked_for_with_four_weeks_to_answer(db: Session, cast: Cast, office: Office) -> None:
    asked = requested(db, cast, office, board_seat(id="a"), company(id="b"))
    assert {one.item_id for one in asked} == {"a", "b"}
    assert {one.due_on for one in asked} == {date(2020, 3, 30)}  # 20 working days after 2 March
    assert cast.amina.filing.documents_open == 2
    letter = db.scalars(select(Letter).where(Letter.kind == "documents")).one()
    assert letter.params == {"year": 2020, "due_on": "2020-03-30", "items": 2}


def test_an_item_that_ended_needs_no_document(db: Session, cast: Cast, office: Office) -> None:
    ended = company(id="b", operation=Operation.DISPOSED, disposed_on=date(2019, 6, 1))
    assert {one.item_id for one in requested(db, cast, office, board_seat(id="a"), ended)} == {"a"}


def test_asking_twice_asks_once(db: Session, cast: Cast, office: Office) -> None:
    requested(db, cast, office, board_seat())
    assert request(db, cast, cast.amina.filing) == []
    assert db.scalar(select(func.count()).select_from(DocumentRequest)) == 1
    assert db.scalar(select(func.count()).where(Letter.kind == "documents")) == 1


def test_a_closed_file_is_opened_again(db: Session, cast: Cast, office: Office) -> None:
    filed = office.in_review(cast.amina, board_seat())
    office.close(filed, Outcome.NO_ACTION)
    request(db, cast, filed)
    assert filed.state is FilingState.IN_REVIEW
    assert (filed.closed_at, filed.outcome) == (None, None)


def test_reading_for_verification_is_told_to_the_filer(db: Session, cast: Cast, office: Office) -> None:
    requested(db, cast, office, board_seat())
    opened = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "statement:opened")).all()
    assert [(entry.account_id, entry.facts["why"]) for entry in opened] == [(None, "verification")]


def test_only_the_worker_asks(db: Session, cast: Cast, office: Office) -> None:
    filed = office.in_review(cast.amina, board_seat())
    for member in cast.everybody:
        with pytest.raises(NotPermitted):
            verifying.request(db, cast.keys.review.opener, filing=filed, by=member.actor)


def test_the_filer_hands_in_and_the_reviewer_accepts_until_nothing_is_open(
    db: Session, cast: Cast, office: Office
) -> None:
    asked = requested(db, cast, office, board_seat(id="a"), company(id="b"))
    for left, one in ((1, asked[0]), (0, asked[1])):
        submit(db, cast, one)
        assert one.state is DocumentState.SUBMITTED
        accept(db, cast, one)
        assert (one.state, one.decided_by_id) == (DocumentState.ACCEPTED, cast.rosa.account.id)
        assert cast.amina.filing.documents_open == left
    with pytest.raises(BadInput, match="A second person has to confirm"):
        office.close(cast.amina.filing, Outcome.NO_ACTION)
    confirming.confirm(db, by=cast.ana.actor, verification=handed_over(db, cast))
    office.close(cast.amina.filing, Outcome.NO_ACTION)


def test_a_file_is_not_closed_while_a_document_is_open(db: Session, cast: Cast, office: Office) -> None:
    requested(db, cast, office, board_seat())
    with pytest.raises(BadInput, match="Documents still to be accepted: 1"):
        office.close(cast.amina.filing, Outcome.NO_ACTION)


def test_a_refused_document_is_asked_for_again_by_letter_each_time(
    db: Session, cast: Cast, office: Office
) -> None:
    (asked,) = requested(db, cast, office, board_seat())
    for _ in range(2):
        submit(db, cast, asked)
        refuse(db, cast, asked)
    assert asked.state is DocumentState.REFUSED
    assert cast.amina.filing.documents_open == 1
    assert db.scalar(select(func.count()).where(Letter.kind == "documents-refused")) == 2


def test_the_reviewer_reads_what_was_handed_in_and_the_filer_why_it_was_refused(
    db: Session, cast: Cast, office: Office
) -> None:
    (asked,) = requested(db, cast, office, board_seat(id="a"))
    submit(db, cast, asked)
    refuse(db, cast, asked)
    for site, reader in ((cast.keys.review, cast.rosa), (cast.keys.portal, cast.amina)):
        passages = reading.texts(
            db, site.opener, by=reader.actor, filing=cast.amina.filing, why=reading.Why.VERIFICATION
        )
        texts = [one.written.text for one in passages]
        assert texts == ["Statement of my bank.", "It names no balance."]
        assert all(one.written.items == ("a",) for one in passages)


def test_a_document_that_cannot_be_had_is_explained_and_judged(
    db: Session, cast: Cast, office: Office
) -> None:
    (asked,) = requested(db, cast, office, board_seat())
    verifying.explain(
        db, cast.keys.portal.sealer, by=cast.amina.actor, request=asked, reason="The charity is dissolved."
    )
    assert asked.state is DocumentState.UNOBTAINABLE
    assert cast.amina.filing.documents_open == 1
    accept(db, cast, asked)
    assert (asked.state, cast.amina.filing.documents_open) == (DocumentState.EXCUSED, 0)


def test_nothing_can_be_accepted_before_it_was_handed_in(db: Session, cast: Cast, office: Office) -> None:
    (asked,) = requested(db, cast, office, board_seat())
    with pytest.raises(WrongState):
        accept(db, cast, asked)


def test_what_is_accepted_stays_accepted(db: Session, cast: Cast, office: Office) -> None:
    (asked,) = requested(db, cast, office, board_seat())
    submit(db, cast, asked)
    accept(db, cast, asked)
    with pytest.raises(WrongState, match="accepted already"):
        refuse(db, cast, asked)
    with pytest.raises(WrongState):
        submit(db, cast, asked)


@pytest.mark.parametrize("who", ["boris", "hana", "olu", "rosa", "emil", "sana"])
def test_nobody_else_hands_in_a_document(db: Session, cast: Cast, office: Office, who: str) -> None:
    (asked,) = requested(db, cast, office, board_seat())
    with pytest.raises(NotPermitted):
        submit(db, cast, asked, getattr(cast, who))


@pytest.mark.parametrize("who", ["amina", "ravi", "ana", "olu", "hana", "emil", "sana"])
def test_only_the_reviewer_of_the_case_decides_on_a_document(
    db: Session, cast: Cast, office: Office, who: str
) -> None:
    (asked,) = requested(db, cast, office, board_seat())
    submit(db, cast, asked)
    with pytest.raises(NotPermitted):
        verifying.accept(db, by=getattr(cast, who).actor, request=asked)


def test_a_document_without_a_word_is_not_taken(db: Session, cast: Cast, office: Office) -> None:
    (asked,) = requested(db, cast, office, board_seat())
    with pytest.raises(BadInput, match="empty"):
        verifying.submit(db, cast.keys.portal.sealer, by=cast.amina.actor, request=asked, text="  ")


def test_every_step_leaves_a_line_without_content(db: Session, cast: Cast, office: Office) -> None:
    (asked,) = requested(db, cast, office, board_seat())
    submit(db, cast, asked)
    refuse(db, cast, asked)
    submit(db, cast, asked)
    accept(db, cast, asked)
    kept = db.scalars(
        select(LedgerEntry).where(LedgerEntry.kind.startswith("document:")).order_by(LedgerEntry.at)
    ).all()
    assert [entry.kind.partition(":")[2] for entry in kept] == [
        "requested",
        "submitted",
        "refused",
        "submitted",
        "accepted",
    ]
    assert {entry.facts["request_id"] for entry in kept} == {str(asked.id)}


def test_who_declared_nothing_has_nothing_to_prove(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.amina)
    drawing.commit(db, by=cast.olu.actor, cycle=cast.cycle, source=SOURCE)
    draw = drawing.run(db, by=cast.olu.actor, cycle=cast.cycle, public_value=VALUE)
    db.refresh(cast.amina.filing)
    assert cast.amina.filing.sampled
    assert verifying.drawn_without_requests(db, draw) == []
    assert request(db, cast, cast.amina.filing) == []


def test_drawn_filings_are_listed_until_they_were_asked(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.amina, board_seat())
    drawing.commit(db, by=cast.olu.actor, cycle=cast.cycle, source=SOURCE)
    draw = drawing.run(db, by=cast.olu.actor, cycle=cast.cycle, public_value=VALUE)
    assert verifying.drawn_without_requests(db, draw) == [cast.amina.filing.id]
    db.refresh(cast.amina.filing)
    request(db, cast, cast.amina.filing)
    assert verifying.drawn_without_requests(db, draw) == []


def test_the_four_weeks_are_counted_by_the_week_of_the_duty_station(
    db: Session, cast: Cast, office: Office
) -> None:
    cast.amina.on_roster.duty_station = "Cairo"  # Friday and Saturday are days of rest
    (asked,) = requested(db, cast, office, board_seat())
    assert asked.due_on == date(2020, 3, 30)
    with clock.travel(clock.now().replace(day=5)):  # a Thursday
        boris = cast.boris.on_roster
        boris.duty_station = "Cairo"
        (later,) = request(db, cast, office.in_review(cast.boris, board_seat()))
    assert later.due_on == date(2020, 4, 2)


def test_nothing_filed_is_not_asked_for_documents(db: Session, cast: Cast) -> None:
    db.execute(update(Filing).where(Filing.id == cast.amina.filing.id).values(sampled=True))
    with pytest.raises(Exception, match="Nothing has been filed"):
        verifying.request(db, cast.keys.review.opener, filing=cast.amina.filing, by=WORKER)
