"""Clean nil statements are cleared together, and never without opening the forced sample."""

import pytest
from sqlalchemy import select

from disclosure.casework import batching, reading, reviewing
from disclosure.domain.lifecycle import FilingState
from disclosure.errors import BadInput, NotPermitted, Stale
from disclosure.models import Filing, LedgerEntry, Letter, Outcome
from tests.casework.office import Office
from tests.cast import Cast


def opened_in_full(office: Office, filing: Filing) -> None:
    reviewing.claim(office.db, by=office.rosa, filing=filing)
    reading.statement(
        office.db, office.cast.keys.review.opener, by=office.rosa, filing=filing, why=reading.Why.REVIEW
    )


def clean_nils(office: Office, cast: Cast) -> list[Filing]:
    filings = [office.file(member) for member in (cast.amina, cast.boris, cast.chen)]
    for filing in filings:
        office.screen(filing)
    office.db.flush()
    return list(office.db.scalars(select(Filing).where(batching.is_clean_nil())))


def test_a_batch_closes_with_nothing_to_disclose_once_its_sample_was_opened(
    office: Office, cast: Cast
) -> None:
    batch = clean_nils(office, cast)
    assert len(batch) == 3
    sample = batching.forced_sample(batch)
    assert len(sample) == 2, "the programme wants two at least"
    for filing in sample:
        opened_in_full(office, filing)
    assert batching.clear(office.db, by=office.rosa, filings=batch) == 3
    for filing in batch:
        office.db.refresh(filing)
        assert (filing.state, filing.outcome) == (FilingState.CLOSED, Outcome.NOTHING_TO_DISCLOSE)
    kinds = office.db.scalars(
        select(LedgerEntry.kind).where(LedgerEntry.filing_id.in_([filing.id for filing in batch]))
    ).all()
    assert (kinds.count("case:claimed"), kinds.count("case:closed")) == (3, 3)
    letters = office.db.scalars(select(Letter).where(Letter.kind == "closed")).all()
    assert len(letters) == 3


def test_a_batch_is_refused_while_one_of_its_sample_is_unopened(office: Office, cast: Cast) -> None:
    batch = clean_nils(office, cast)
    opened, unopened = batching.forced_sample(batch)
    opened_in_full(office, opened)
    with pytest.raises(BadInput, match=str(unopened.reference)):
        batching.clear(office.db, by=office.rosa, filings=batch)
    assert unopened.state is FilingState.FILED


def test_nobody_chooses_the_sample_and_every_batch_has_its_own(office: Office, cast: Cast) -> None:
    batch = clean_nils(office, cast)
    again = batching.forced_sample(list(reversed(batch)))
    assert again == batching.forced_sample(batch)
    assert set(again) <= set(batch)


def test_what_was_claimed_by_somebody_else_is_not_cleared(office: Office, cast: Cast) -> None:
    batch = clean_nils(office, cast)
    sample = batching.forced_sample(batch)
    for filing in sample:
        opened_in_full(office, filing)
    (rest,) = set(batch) - set(sample)
    reviewing.claim(office.db, by=cast.ravi.actor, filing=rest)
    with pytest.raises(Stale):
        batching.clear(office.db, by=office.rosa, filings=batch)
    assert rest.state is FilingState.IN_REVIEW


def test_a_statement_with_items_or_flags_or_unchecked_is_not_clean(office: Office, cast: Cast) -> None:
    batch = clean_nils(office, cast)
    batch[0].flag_count = 1
    batch[1].nil = False
    unchecked = office.file(cast.dalia)
    office.db.flush()
    clean = set(office.db.scalars(select(Filing).where(batching.is_clean_nil())))
    assert clean == {batch[2]}
    assert unchecked not in clean


def test_only_a_reviewer_clears_and_never_their_own(office: Office, cast: Cast) -> None:
    batch = clean_nils(office, cast)
    with pytest.raises((NotPermitted, BadInput)):
        batching.clear(office.db, by=cast.olu.actor, filings=batch)
    assert all(filing.state is FilingState.FILED for filing in batch)


def test_an_empty_batch_closes_nothing(office: Office) -> None:
    assert batching.clear(office.db, by=office.rosa, filings=[]) == 0
