"""Nobody verifies their own review alone: a second person confirms, or sends documents back."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from disclosure import access, clock
from disclosure.casework import closing, confirming, drawing, programmes, reading, verifying
from disclosure.domain.lifecycle import DocumentState, FilingState, VerificationState
from disclosure.domain.programme import parse
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import DocumentRequest, Filing, LedgerEntry, Outcome, Verification
from tests.casework.office import Office, board_seat, company, next_year
from tests.cast import Cast


@pytest.fixture
def verification(db: Session, cast: Cast, office: Office) -> Verification:
    """Both documents of Amina's statement are accepted by Rosa, who reviews it."""
    return handed_over(db, cast, office)


def handed_over(db: Session, cast: Cast, office: Office) -> Verification:
    filed = office.in_review(cast.amina, board_seat(id="a"), company(id="b"))
    for request in verifying.request(db, cast.keys.review.opener, filing=filed):
        db.flush()
        hand_in_and_accept(db, cast, request)
    found = confirming.verification_of(db, filed)
    assert found is not None
    return found


def hand_in_and_accept(db: Session, cast: Cast, request: DocumentRequest) -> None:
    verifying.submit(db, cast.keys.portal.sealer, by=cast.amina.actor, request=request, text="Here it is.")
    verifying.accept(db, by=cast.rosa.actor, request=request)
    db.flush()


def send_back(db: Session, cast: Cast, verification: Verification, *requests: DocumentRequest) -> None:
    confirming.send_back(
        db,
        cast.keys.review.sealer,
        by=cast.ana.actor,
        verification=verification,
        requests=requests,
        reason="The seal is missing.",
    )
    db.flush()


def test_with_the_last_document_the_whole_goes_to_a_second_person(
    db: Session, cast: Cast, verification: Verification
) -> None:
    assert verification.state is VerificationState.TO_CONFIRM
    assert verification.verified_by_id == cast.rosa.account.id
    assert confirming.is_unconfirmed(db, verification.filing)
    [obstacle] = closing.obstacles(db, verification.filing)
    assert "second person" in str(obstacle)


def test_once_confirmed_the_review_can_be_closed(
    db: Session, cast: Cast, office: Office, verification: Verification
) -> None:
    confirming.confirm(db, by=cast.ana.actor, verification=verification)
    db.flush()
    assert verification.confirmed_by_id == cast.ana.account.id
    office.close(verification.filing, Outcome.NO_ACTION)
    assert verification.filing.state is FilingState.CLOSED
    kinds = set(db.scalars(select(LedgerEntry.kind)))
    assert {"verification:handed-over", "verification:confirmed"} <= kinds


def test_the_approver_reads_the_case_while_it_waits_and_not_after(
    db: Session, cast: Cast, verification: Verification
) -> None:
    filing, opener = verification.filing, cast.keys.review.opener
    assert access.permits(cast.ana.actor, access.Permission.CASE_READ, filing)
    reading.statement(db, opener, by=cast.ana.actor, filing=filing, why=reading.Why.VERIFICATION)
    confirming.confirm(db, by=cast.ana.actor, verification=verification)
    db.flush()
    with pytest.raises(NotPermitted):
        reading.statement(db, opener, by=cast.ana.actor, filing=filing, why=reading.Why.VERIFICATION)


def test_whoever_decided_does_not_confirm_even_as_an_approver(
    db: Session, cast: Cast, verification: Verification
) -> None:
    verification.verified_by_id = cast.ana.account.id
    db.flush()
    with pytest.raises(NotPermitted):
        confirming.confirm(db, by=cast.ana.actor, verification=verification)


@pytest.mark.parametrize("who", ["amina", "rosa", "ravi", "olu", "hana", "sana"])
def test_nobody_but_an_approver_or_the_ethics_office_confirms(
    db: Session, cast: Cast, verification: Verification, who: str
) -> None:
    with pytest.raises(NotPermitted):
        confirming.confirm(db, by=getattr(cast, who).actor, verification=verification)


def test_the_database_refuses_the_same_person_twice(db: Session, verification: Verification) -> None:
    same = {
        "state": VerificationState.CONFIRMED,
        "confirmed_by_id": verification.verified_by_id,
        "confirmed_at": clock.now(),
    }
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(update(Verification).values(**same))


def test_documents_are_sent_back_with_a_reason_that_the_filer_does_not_read(
    db: Session, cast: Cast, office: Office, verification: Verification
) -> None:
    first, second = verifying.requests_of(db, verification.filing)
    send_back(db, cast, verification, first)
    assert (first.state, second.state) == (DocumentState.SUBMITTED, DocumentState.ACCEPTED)
    assert verification.state is VerificationState.UNDERWAY
    assert verification.filing.documents_open == 1
    assert "The seal is missing." not in [text for _kind, text in office.read_by(cast.amina)]
    verifying.accept(db, by=cast.rosa.actor, request=first)
    assert verification.state.value == "to-confirm"
    confirming.confirm(db, by=cast.emil.actor, verification=verification)


def test_sending_back_names_what_is_to_be_looked_at(
    db: Session, cast: Cast, verification: Verification
) -> None:
    with pytest.raises(BadInput, match="Choose which documents"):
        send_back(db, cast, verification)


def test_it_is_confirmed_once(db: Session, cast: Cast, verification: Verification) -> None:
    confirming.confirm(db, by=cast.ana.actor, verification=verification)
    with pytest.raises(WrongState):
        confirming.confirm(db, by=cast.emil.actor, verification=verification)


def test_a_programme_may_do_without(db: Session, cast: Cast, office: Office) -> None:
    text = cast.cycle.programme_text
    without = text.replace("verification = true", "verification = false")
    assert without != text
    cast.cycle.programme_text = without
    cast.cycle.programme_digest = parse(without, source="a test").digest
    db.flush()
    assert not programmes.of(cast.cycle).four_eyes.verification
    filed = office.in_review(cast.amina, board_seat())
    (request,) = verifying.request(db, cast.keys.review.opener, filing=filed)
    db.flush()
    hand_in_and_accept(db, cast, request)
    assert confirming.verification_of(db, filed) is None
    office.close(filed, Outcome.NO_ACTION)


def test_what_is_unfinished_is_carried_over_and_says_from_which_year(
    db: Session, cast: Cast, office: Office
) -> None:
    filed = office.in_review(cast.amina, board_seat())
    verifying.request(db, cast.keys.review.opener, filing=filed)
    db.flush()
    amina = next_year(office, cast.amina)
    office.file(amina, board_seat())
    drawing.commit(db, by=cast.olu.actor, cycle=amina.filing.cycle, source="drand round 4711")
    drawing.run(db, by=cast.olu.actor, cycle=amina.filing.cycle, public_value="8f2c1e")
    db.refresh(amina.filing)
    assert amina.filing.carried_over
    assert confirming.carried_from(db, amina.filing) == 2020
    assert confirming.carried_from(db, filed) is None


def test_what_waits_for_a_second_person_is_found_at_once(db: Session, verification: Verification) -> None:
    ids = list(db.scalars(select(Filing.id)))
    assert confirming.waiting_ids(db, ids) == {verification.filing_id}
