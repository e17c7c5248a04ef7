"""Calls and notes of the office, and the other way to somebody whom letters do not reach."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import chasing
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import Contact, ContactKind, LedgerEntry, Letter
from tests.cast import Cast
from tests.compliance.browsing import Browser, row
from tests.compliance.conftest import Visit


def page_of(cast: Cast) -> str:
    return f"/cycle/2020/people/{cast.chen.filing.id}"


def test_a_call_is_noted_and_every_officer_reads_who_noted_it(
    db: Session, cast: Cast, olu: Browser, petra: Browser
) -> None:
    page = olu.sends(f"{page_of(cast)}/note", kind="call", said="She files on Monday.")
    assert "The note is on record." in page.text
    cells = row(petra.opens(page_of(cast)), "2 Mar 2020")
    assert cells == ["2 Mar 2020", "Call", "Olu Adeyemi", "She files on Monday."]
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "contact:noted")).one()
    assert "Monday" not in str(line.facts)


def test_a_note_that_says_nothing_is_refused_with_a_sentence(cast: Cast, olu: Browser) -> None:
    page = olu.sends(f"{page_of(cast)}/note", kind="note", said="  ")
    assert "Write what a colleague should know" in page.text


def test_a_note_too_long_is_not_kept(db: Session, cast: Cast) -> None:
    with pytest.raises(BadInput, match="1 to 1000"):
        chasing.note(db, by=cast.olu.actor, filing=cast.chen.filing, kind=ContactKind.NOTE, said="x" * 1001)
    assert db.scalars(select(Contact)).all() == []


def test_a_head_neither_writes_nor_reads_what_the_office_noted(db: Session, cast: Cast, visit: Visit) -> None:
    chasing.note(db, by=cast.olu.actor, filing=cast.chen.filing, kind=ContactKind.CALL, said="Is on leave.")
    hana = visit(cast.hana)
    assert "Is on leave." not in hana.opens(page_of(cast)).text
    assert hana.is_refused(f"{page_of(cast)}/note")
    with pytest.raises(NotPermitted):
        chasing.contacts(db, by=cast.hana.actor, filing=cast.chen.filing)


def test_a_letter_that_came_back_offers_another_way(db: Session, cast: Cast, olu: Browser) -> None:
    assert "did not arrive" not in olu.opens(page_of(cast)).text
    written = select(Letter).where(Letter.filing_id == cast.chen.filing.id).order_by(Letter.written_at.desc())
    db.scalars(written).first().refused = "No such mailbox."  # type: ignore[union-attr]
    db.flush()
    page = olu.opens(page_of(cast))
    assert "The newest letter did not arrive." in page.text
    assert "amina@example.org" in page.text  # to whom Chen answers
