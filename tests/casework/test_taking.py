"""Whoever takes their own data away gets all of it, nobody else's, and the ledger says so."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from disclosure import clock
from disclosure.casework import taking
from disclosure.casework.taking import Taken
from disclosure.errors import NotPermitted
from disclosure.models import CycleKey, LedgerEntry
from disclosure.vault.storage import Storage
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast, Member
from tests.portal.attached import attach


def taken(office: Office, who: Member, folder: Path) -> list[Taken]:
    opener = office.cast.keys.portal.opener
    return taking.everything(office.db, opener, Storage(folder.as_uri()), by=who.actor)


def kinds(office: Office, who: Member) -> list[str]:
    office.db.flush()
    rows = select(LedgerEntry.kind).where(LedgerEntry.account_id == who.account.id)
    return list(office.db.scalars(rows.order_by(LedgerEntry.at)))


def test_all_versions_texts_and_files_are_taken(office: Office, cast: Cast, tmp_path: Path) -> None:
    filed = office.in_review(cast.amina, company())
    office.answer(office.ask(filed, "Who runs this firm?"), cast.amina, "My brother does.")
    office.amend(cast.amina, board_seat(), reason="It is sold.")
    attach(office.db, cast, cast.amina, tmp_path, name="deed.pdf", content=b"%PDF-1.7 deed")
    (one,) = taken(office, cast.amina, tmp_path)
    assert [version.row.version for version in one.versions] == [1, 2]
    assert [len(version.declared.items) for version in one.versions] == [1, 1]
    assert [passage.written.text for passage in one.passages] == [
        "Who runs this firm?",
        "My brother does.",
        "It is sold.",
    ]
    (file,) = one.files
    assert (file.opened.about.name, b"".join(file.opened.pieces)) == ("deed.pdf", b"%PDF-1.7 deed")
    assert one.draft is None


def test_a_draft_is_taken_while_there_is_one(office: Office, cast: Cast, tmp_path: Path) -> None:
    office.prepare(cast.amina, company())
    (one,) = taken(office, cast.amina, tmp_path)
    assert one.draft is not None
    assert [item.counterparty.name for item in one.draft.items] == ["Ñandú S.A."]
    assert one.versions == []


def test_the_taking_and_each_opening_are_in_the_ledger(office: Office, cast: Cast, tmp_path: Path) -> None:
    office.file(cast.amina, company())
    before = len(kinds(office, cast.amina))
    taken(office, cast.amina, tmp_path)
    assert kinds(office, cast.amina)[before:] == ["data:taken", "statement:opened"]


def test_who_is_no_filer_takes_nothing(office: Office, cast: Cast, tmp_path: Path) -> None:
    office.file(cast.amina, company())
    assert taken(office, cast.rosa, tmp_path) == []
    assert taken(office, cast.sana, tmp_path) == []


@pytest.mark.parametrize("name", ["boris", "hana", "olu", "rosa", "adam", "sana"])
def test_nobody_takes_the_data_of_another(office: Office, cast: Cast, tmp_path: Path, name: str) -> None:
    office.file(cast.amina, company())
    other: Member = getattr(cast, name)
    with pytest.raises(NotPermitted):
        taking._of_filing(
            office.db,
            cast.keys.portal.opener,
            Storage(tmp_path.as_uri()),
            by=other.actor,
            filing=cast.amina.filing,
            readable=True,
        )


def test_a_cycle_whose_keys_are_destroyed_opens_no_more(office: Office, cast: Cast, tmp_path: Path) -> None:
    office.file(cast.amina, company())
    office.db.execute(update(CycleKey).values(destroyed_at=clock.now()))
    (one,) = taken(office, cast.amina, tmp_path)
    assert (one.versions, one.passages, one.files) == ([], [], [])
    assert one.filing is cast.amina.filing
