"""A list that changed meets the statements that are there again, and only what it changed is asked."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from disclosure.casework import reading, rescreening
from disclosure.casework.listing.shelf import Shelf
from disclosure.db import transaction
from disclosure.models import LedgerEntry, ListVersion, Screening
from tests.casework.lists import entry, take_over
from tests.casework.met import filed, matches, rescreen, screen, shown
from tests.casework.office import Office, company
from tests.cast import Cast


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The lists as a process of the review site holds them."""
    return Shelf(tmp_path / "screening")


def owed(engine: Engine) -> list[ListVersion]:
    with transaction(engine, write=False) as db:
        versions = select(ListVersion).where(ListVersion.screened_at.is_(None))
        return list(db.scalars(versions))


def test_a_changed_list_is_met_again_by_statements_that_are_there(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    filing = filed(office, "Nordvik Marine AS", "Blue Lagoon Shipping")
    screen(office, shelf, filing)
    before = shown(engine, filing)
    take_over(engine, cast, entry("1", "Nordvik Marine AS"))
    take_over(engine, cast, entry("s", "Blue Lagoon Shipping"), code="un", kind="sanctions")
    rescreen(engine, cast, shelf)
    found = matches(engine, cast, filing)
    assert [(one.list_code, one.entry, one.later) for one in found] == [
        ("un", "s", True),
        ("vendors", "1", True),
    ]
    assert all("New" in str(one.news()) for one in found)
    assert shown(engine, filing)[0] == before[0] + 2
    assert shown(engine, filing)[1] > before[1]
    assert owed(engine) == []
    with transaction(engine, write=False) as db:
        assert len(db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:rescreened")).all()) == 2


def test_an_entry_that_left_its_list_is_told_as_gone_and_counted_no_more(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    filing = filed(office, "Nordvik Marine AS")
    before = screen(office, shelf, filing).flag_count
    take_over(engine, cast, entry("1", "Nordvik Marine AS"), entry("2"))
    rescreen(engine, cast, shelf)
    take_over(engine, cast, entry("2"))
    rescreen(engine, cast, shelf)
    (found,) = matches(engine, cast, filing)
    assert not found.is_open
    assert "No longer on the list" in str(found.news())
    assert shown(engine, filing)[0] == before


def test_a_changed_entry_that_is_still_alike_keeps_the_day_it_was_found(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    filing = filed(office, "Nordvik Marine AS")
    take_over(engine, cast, entry("1", "Nordvik Marine AS"))
    screen(office, shelf, filing)
    (was,) = matches(engine, cast, filing)
    take_over(engine, cast, entry("1", "Nordvik Marine AS", note="Suspended"))
    rescreen(engine, cast, shelf)
    (now,) = matches(engine, cast, filing)
    assert (now.note, now.found_at, now.later) == ("Suspended", was.found_at, False)


def test_what_no_version_changed_is_not_asked_again(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    filing = filed(office, "Nordvik Marine AS")
    screen(office, shelf, filing)
    take_over(engine, cast, entry("1"), entry("2"))
    rescreen(engine, cast, shelf)
    opened: list[object] = []
    monkeypatch.setattr(reading, "statements", lambda *_args, **_how: opened.append(1))
    take_over(engine, cast, entry("1"), entry("2"), entry("3", "Nordvik Marine AS"))
    with transaction(engine) as db:
        held = shelf.lists(db, filing.organisation_id)
        (version,) = [one for one in db.scalars(select(ListVersion)) if one.number == 2]
        assert len(shelf.changed(db, held, version).index) == 1
    rescreen(engine, cast, shelf)
    assert [one.entry for one in matches(engine, cast, filing)] == ["3"]
    assert opened == []


def test_c5_screening_again_goes_on_where_it_was_left(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    filings = [
        office.in_review(member, company("Nordvik Marine AS"))
        for member in (cast.amina, cast.boris, cast.dalia)
    ]
    office.db.commit()
    for filing in filings:
        screen(office, shelf, filing)
    take_over(engine, cast, entry("1", "Nordvik Marine AS"))
    (version,) = owed(engine)
    keys = reading.Keys(cast.keys.review.sealer, cast.keys.review.opener)
    with transaction(engine, write=False) as db:
        ((_version, count),) = rescreening.unscreened(db, organisation=cast.organisation)
    assert count == 3
    with transaction(engine) as db:
        assert rescreening.rescreen(db, keys, shelf, version_id=version.id, batch=2) == 2
    assert sum(len(matches(engine, cast, filing)) for filing in filings) == 2
    with transaction(engine) as db:
        assert rescreening.rescreen(db, keys, Shelf(), version_id=version.id, batch=2) == 1
    with transaction(engine) as db:
        assert rescreening.rescreen(db, keys, shelf, version_id=version.id, batch=2) is None
    assert [len(matches(engine, cast, filing)) for filing in filings] == [1, 1, 1]
    assert owed(engine) == []


def test_a_statement_without_names_is_not_opened_again(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    filing = filed(office)
    row = screen(office, shelf, filing)
    assert row.name_count == 3  # two members of the household, and where one works
    office.db.get_one(Screening, row.id).name_count = 0
    office.db.commit()
    take_over(engine, cast, entry("1", "Nordvik Marine AS"))
    with transaction(engine, write=False) as db:
        ((_version, count),) = rescreening.unscreened(db, organisation=cast.organisation)
    assert count == 0
    rescreen(engine, cast, shelf)
    assert owed(engine) == []
