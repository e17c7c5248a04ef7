"""The one door: who opens what is asked of the policy and written into the ledger, refused or not."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from disclosure.casework import reading
from disclosure.casework.reading import Opener, Why
from disclosure.domain.actors import WORKER, Actor
from disclosure.errors import KeyMissing, NotFound, NotPermitted, SealBroken
from disclosure.models import Draft, Filing, LedgerEntry, SealedText
from tests.casework.office import Office, board_seat
from tests.cast import Cast


def opened(office: Office, filing: Filing) -> list[tuple[object, str, object]]:
    """Who opened what of a filing, and why."""
    office.db.flush()
    rows = office.db.scalars(
        select(LedgerEntry)
        .where(LedgerEntry.filing_id == filing.id, LedgerEntry.kind.endswith(":opened"))
        .order_by(LedgerEntry.at)
    )
    return [(row.account_id, row.kind, row.facts["why"]) for row in rows]


def test_every_opening_leaves_a_line_with_the_reader_and_the_reason(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.ask(filing)
    before = len(opened(office, filing))
    opener = cast.keys.review.opener
    reading.statement(office.db, opener, by=office.rosa, filing=filing, why=Why.REVIEW)
    reading.texts(office.db, opener, by=office.rosa, filing=filing, why=Why.REVIEW)
    reading.statement(office.db, opener, by=WORKER, filing=filing, why=Why.CHECKS)
    rosa = cast.rosa.account.id
    assert opened(office, filing)[before:] == [
        (rosa, "statement:opened", "review"),
        (rosa, "text:opened", "review"),
        (None, "statement:opened", "checks"),
    ]


Door = Callable[[Office, Opener, Actor, Filing], object]
DOORS: dict[str, Door] = {
    "statement": lambda office, opener, by, filing: reading.statement(
        office.db, opener, by=by, filing=filing, why=Why.REVIEW
    ),
    "texts": lambda office, opener, by, filing: reading.texts(
        office.db, opener, by=by, filing=filing, why=Why.REVIEW
    ),
    "last year": lambda office, opener, by, filing: reading.last_year(
        office.db, opener, by=by, filing=filing
    ),
    "screening": lambda office, opener, by, filing: reading.screening(
        office.db, opener, by=by, filing=filing
    ),
}
STRANGERS = ["boris", "hana", "farid", "olu", "petra", "ida", "adam", "sana", "ana", "ravi"]


@pytest.mark.parametrize("door", DOORS)
def test_whoever_has_nothing_to_do_with_a_case_opens_nothing_of_it(
    office: Office, cast: Cast, door: str
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.ask(filing)
    office.screen(filing)
    before = opened(office, filing)
    for name in STRANGERS:
        for site in (cast.keys.portal, cast.keys.review):
            with pytest.raises(NotPermitted):
                DOORS[door](office, site.opener, getattr(cast, name).actor, filing)
    assert opened(office, filing) == before


def test_an_approver_reads_a_case_only_while_its_advice_waits(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    opener = cast.keys.review.opener
    with pytest.raises(NotPermitted):
        reading.statement(office.db, opener, by=office.ana, filing=filing, why=Why.APPROVAL)
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    reading.statement(office.db, opener, by=office.ana, filing=filing, why=Why.APPROVAL)
    office.return_(advice)
    with pytest.raises(NotPermitted):
        reading.statement(office.db, opener, by=office.ana, filing=filing, why=Why.APPROVAL)


def test_nobody_of_the_office_reads_their_own_case_as_the_office(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.emil, board_seat())
    office.find(filing)
    passages = reading.texts(
        office.db, cast.keys.portal.opener, by=office.emil, filing=filing, why=Why.OWN_COPY
    )
    assert passages == []
    with pytest.raises(NotPermitted):
        reading.screening(office.db, cast.keys.review.opener, by=office.emil, filing=filing)


def test_a_version_that_was_never_filed_is_not_found(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    opener = cast.keys.portal.opener
    for version in (2, 99):
        with pytest.raises(NotFound):
            reading.statement(
                office.db, opener, by=cast.amina.actor, filing=filing, why=Why.OWN_COPY, version=version
            )


def test_content_moved_to_another_row_does_not_open(office: Office, cast: Cast) -> None:
    office.prepare(cast.amina, board_seat())
    office.prepare(cast.boris)
    mine, theirs = (
        office.db.scalars(select(Draft).where(Draft.filing_id == member.filing.id)).one()
        for member in (cast.amina, cast.boris)
    )
    mine.sealed, theirs.sealed = theirs.sealed, mine.sealed
    office.db.flush()
    with pytest.raises(SealBroken):
        reading.draft(office.db, cast.keys.portal.opener, by=cast.amina.actor, filing=cast.amina.filing)


def test_the_filing_site_cannot_open_what_reviewers_keep_to_themselves(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.find(filing)
    with pytest.raises(KeyMissing):
        reading.texts(office.db, cast.keys.portal.opener, by=office.rosa, filing=filing, why=Why.REVIEW)
    [text] = office.db.scalars(select(SealedText).where(SealedText.filing_id == filing.id))
    assert b"charity" not in text.sealed


def test_keys_in_a_folder_are_a_site_s_sealer_and_opener(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina, board_seat())
    keys = reading.keys_in(cast.keys.portal.directory)
    _row, statement = reading.statement(
        office.db, keys.opener, by=cast.amina.actor, filing=filing, why=Why.OWN_COPY
    )
    assert len(statement.items) == 1
