"""A batch is formed, its sample opened, and cleared; whatever changed in between leaves it by name."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from disclosure import clock
from disclosure.casework import (
    batches,
    batching,
    conflicting,
    reading,
    reviewing,
)
from disclosure.domain.lifecycle import FilingState
from disclosure.domain.own_interests import OwnInterests
from disclosure.domain.programme import parse
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Batch, Filing, LedgerEntry, LeftBatch
from tests.casework.office import Office, board_seat
from tests.cast import Cast, Member


@pytest.fixture
def nils(office: Office, cast: Cast) -> list[Filing]:
    """Four clean nil statements, checked."""
    filings = [office.file(member) for member in (cast.amina, cast.boris, cast.chen, cast.dalia)]
    for filing in filings:
        office.screen(filing)
    office.db.flush()
    return filings


def opener(office: Office) -> reading.Opener:
    return office.cast.keys.review.opener


def formed(office: Office, cast: Cast) -> Batch:
    batch = batches.form(office.db, opener(office), by=office.rosa, cycle=cast.cycle)
    office.db.flush()
    return batch


def opens_its_sample(office: Office, batch: Batch) -> list[Filing]:
    sample = batches.standing(office.db, opener(office), by=office.rosa, batch=batch).sample
    for filing in sample:
        reads(office, filing)
    return sample


def reads(office: Office, filing: Filing) -> None:
    reading.statement(
        office.db, office.cast.keys.review.opener, by=office.rosa, filing=filing, why=reading.Why.REVIEW
    )


def entries(office: Office, kind: str) -> list[LedgerEntry]:
    return list(office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == kind)))


def test_the_sample_is_claimed_with_the_batch_and_the_rest_is_free_for_others(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    batch = formed(office, cast)
    now = batches.standing(office.db, opener(office), by=office.rosa, batch=batch)
    assert set(now.members) == set(nils)
    assert len(now.sample) == 2
    assert now.unopened == now.sample
    for filing in nils:
        expected = FilingState.IN_REVIEW if filing in now.sample else FilingState.FILED
        assert filing.state is expected
    [entry] = entries(office, "batch:formed")
    assert entry.facts == {"batch_id": str(batch.id), "statements": 4, "sample": 2}


def test_a_batch_is_cleared_in_one_act_with_an_entry_for_each_case(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    batch = formed(office, cast)
    sample = opens_its_sample(office, batch)
    assert batches.clear(office.db, opener(office), by=office.rosa, batch=batch) == (4, [])
    cleared = entries(office, "batch:cleared")
    assert {entry.filing_id for entry in cleared} == {filing.id for filing in nils}
    assert {entry.filing_id for entry in cleared if entry.facts["opened"]} == {one.id for one in sample}
    assert len(entries(office, "case:closed")) == 4
    for filing in nils:
        office.db.refresh(filing)
        assert filing.state is FilingState.CLOSED


def test_a_batch_is_not_cleared_before_its_sample_was_opened(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    batch = formed(office, cast)
    first, second = batches.standing(office.db, opener(office), by=office.rosa, batch=batch).sample
    reads(office, first)
    with pytest.raises(BadInput, match=str(second.reference)):
        batches.clear(office.db, opener(office), by=office.rosa, batch=batch)


def test_what_a_colleague_claimed_leaves_the_batch_and_the_rest_is_cleared(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    batch = formed(office, cast)
    sample = opens_its_sample(office, batch)
    taken = next(filing for filing in nils if filing not in sample and filing is not cast.ravi.owes)
    reviewing.claim(office.db, by=cast.ravi.actor, filing=taken)
    done = batches.clear(office.db, opener(office), by=office.rosa, batch=batch)
    assert done.closed == 3
    assert [(one.filing, one.left_because) for one in done.left] == [(taken, LeftBatch.CLAIMED)]
    office.db.refresh(taken)
    assert taken.state is FilingState.IN_REVIEW


def test_an_amended_statement_leaves_and_the_next_in_order_is_opened_in_its_place(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    batch = formed(office, cast)
    first, second = opens_its_sample(office, batch)
    filer = next(one for one in cast.filers if one.owes is first)
    office.amend(filer, board_seat())
    office.db.flush()
    with pytest.raises(BadInput, match="in full first"):
        batches.clear(office.db, opener(office), by=office.rosa, batch=batch)
    now = batches.standing(office.db, opener(office), by=office.rosa, batch=batch)
    assert [(one.filing, one.left_because) for one in now.left] == [(first, LeftBatch.AMENDED)]
    assert second in now.sample, "what was opened is not drawn anew"
    (stands_in,) = now.unopened
    assert stands_in.state is FilingState.IN_REVIEW
    reads(office, stands_in)
    assert batches.clear(office.db, opener(office), by=office.rosa, batch=batch).closed == 3


def test_an_earlier_version_that_was_opened_does_not_count(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    reviewing.claim(office.db, by=office.rosa, filing=cast.amina.filing)
    reads(office, cast.amina.filing)
    assert batching.opened_by(office.db, office.rosa, nils) == {cast.amina.filing.id}
    office.amend(cast.amina)
    office.db.flush()
    assert batching.opened_by(office.db, office.rosa, nils) == set()


def test_what_a_check_raises_later_leaves_the_batch(office: Office, cast: Cast, nils: list[Filing]) -> None:
    batch = formed(office, cast)
    sample = opens_its_sample(office, batch)
    flagged = next(filing for filing in nils if filing not in sample)
    flagged.flag_count = 1
    office.db.flush()
    done = batches.clear(office.db, opener(office), by=office.rosa, batch=batch)
    assert [(one.filing, one.left_because) for one in done.left] == [(flagged, LeftBatch.RAISED)]


def test_a_statement_taken_out_is_reviewed_on_its_own(office: Office, cast: Cast, nils: list[Filing]) -> None:
    batch = formed(office, cast)
    doubtful, _other = opens_its_sample(office, batch)
    batches.take_out(office.db, by=office.rosa, batch=batch, filing=doubtful)
    office.db.flush()
    now = batches.standing(office.db, opener(office), by=office.rosa, batch=batch)
    assert doubtful not in now.members
    assert doubtful.state is FilingState.IN_REVIEW
    assert [entry.facts["reason"] for entry in entries(office, "batch:left")] == ["taken-out"]


def test_a_batch_is_cleared_once(office: Office, cast: Cast, nils: list[Filing]) -> None:
    batch = formed(office, cast)
    opens_its_sample(office, batch)
    batches.clear(office.db, opener(office), by=office.rosa, batch=batch)
    with pytest.raises(WrongState, match="cleared already"):
        batches.clear(office.db, opener(office), by=office.rosa, batch=batch)
    with pytest.raises(WrongState, match="cleared already"):
        batches.take_out(office.db, by=office.rosa, batch=batch, filing=nils[0])


def test_a_batch_holds_no_more_than_the_programme_says(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    text = cast.cycle.programme_text
    assert "at_most = 50" in text
    smaller = text.replace("at_most = 50", "at_most = 3")
    cast.cycle.programme_text = smaller
    cast.cycle.programme_digest = parse(smaller, source="a test").digest
    office.db.flush()
    assert (
        len(batches.standing(office.db, opener(office), by=office.rosa, batch=formed(office, cast)).members)
        == 3
    )


def test_to_what_a_reviewer_has_a_tie_does_not_come_into_the_batch(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    told = OwnInterests(employers=("Review Partners Ltd",), relatives=(cast.amina.on_roster.name,))
    conflicting.declare(
        office.db,
        cast.keys.review.sealer,
        by=office.rosa,
        organisation=cast.organisation,
        interests=told,
    )
    office.db.flush()
    now = batches.standing(office.db, opener(office), by=office.rosa, batch=formed(office, cast))
    assert set(now.members) == set(nils) - {cast.amina.filing}
    assert batches.eligible(office.db, by=office.rosa, cycle=cast.cycle, limit=9)[0] == 3
    assert [entry.filing_id for entry in entries(office, "case:refused")] == [cast.amina.filing.id]
    assert batches.eligible(office.db, by=cast.ravi.actor, cycle=cast.cycle, limit=9)[0] >= 1


def test_what_a_reviewer_gave_back_does_not_come_into_their_batch(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    reviewing.claim(office.db, by=office.rosa, filing=nils[0])
    reviewing.release(office.db, by=office.rosa, filing=nils[0], reason=reviewing.Reason.TIE)
    now = batches.standing(office.db, opener(office), by=office.rosa, batch=formed(office, cast))
    assert nils[0] not in now.members


@pytest.mark.parametrize("who", ["amina", "ana", "emil", "olu", "ida", "adam", "sana"])
def test_only_a_reviewer_forms_a_batch(office: Office, cast: Cast, nils: list[Filing], who: str) -> None:
    somebody: Member = getattr(cast, who)
    with pytest.raises(NotPermitted):
        batches.form(office.db, opener(office), by=somebody.actor, cycle=cast.cycle)


def test_an_unfinished_batch_is_found_again_while_its_sample_is_held(
    office: Office, cast: Cast, nils: list[Filing]
) -> None:
    batch = formed(office, cast)
    assert list(batches.unfinished(office.db, by=office.rosa)) == [batch]
    assert list(batches.unfinished(office.db, by=cast.ravi.actor)) == []
    with clock.travel(clock.now() + timedelta(hours=3)):
        assert list(batches.unfinished(office.db, by=office.rosa)) == []
