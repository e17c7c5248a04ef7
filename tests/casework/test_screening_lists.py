"""A statement meets the lists when it is screened, and again what changed on them, and only that."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from disclosure.casework import flags as records
from disclosure.casework import reading, rescreening, screening
from disclosure.casework.listing.matching import Named, matched
from disclosure.casework.listing.shelf import Shelf
from disclosure.db import transaction
from disclosure.domain import interests
from disclosure.domain.categories import Category
from disclosure.domain.interests import Member as Relative
from disclosure.domain.interests import Party, PartyKind
from disclosure.jobs.review import review_jobs
from disclosure.models import Case, DataKey, Filing, LedgerEntry, ListVersion, Screening, Statement, Work
from disclosure.screening.declared import declared
from disclosure.screening.matches import Match
from tests.casework.lists import entry, take_over
from tests.casework.office import Office, company
from tests.cast import Cast
from tests.domain import examples


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The lists as a process of the review site holds them."""
    return Shelf(tmp_path / "screening")


def filed(office: Office, *names: str) -> Filing:
    """Amina's statement, in review, with a part in each of some companies; everybody sees it."""
    filing = office.in_review(
        office.cast.amina, *(company(name, id=f"i{number}") for number, name in enumerate(names))
    )
    office.db.commit()
    return filing


def screen(office: Office, shelf: Shelf, filing: Filing) -> Screening:
    keys = office.cast.keys.review
    row = office.db.scalars(
        select(Statement).where(Statement.filing_id == filing.id, Statement.version == filing.version)
    ).one()
    made = screening.screen(office.db, keys.sealer, keys.opener, statement_id=row.id, shelf=shelf)
    office.db.commit()
    return made


def matches(engine: Engine, cast: Cast, filing: Filing) -> tuple[Match, ...]:
    """What Rosa, who reviews the case, is shown."""
    with transaction(engine) as db:
        row = db.get_one(Filing, filing.id)
        content = reading.screening(db, cast.keys.review.opener, by=cast.rosa.actor, filing=row)
    return records.read(content or b"[]").matches


def shown(engine: Engine, filing: Filing) -> tuple[int, int]:
    """The figures that lists show: flags and priority."""
    with transaction(engine, write=False) as db:
        case = db.scalars(select(Case).where(Case.filing_id == filing.id)).one()
        return db.get_one(Filing, filing.id).flag_count, case.priority


def owed(engine: Engine) -> list[ListVersion]:
    with transaction(engine, write=False) as db:
        versions = select(ListVersion).where(ListVersion.screened_at.is_(None))
        return list(db.scalars(versions))


def rescreen(engine: Engine, cast: Cast, shelf: Shelf) -> None:
    """Do what is owed, as the worker of the review queue does."""
    keys = reading.Keys(cast.keys.review.sealer, cast.keys.review.opener)
    job = review_jobs(keys, shelf)["list:rescreen"]
    with transaction(engine, write=False) as db:
        subjects = list(db.scalars(select(Work.subject_id).where(Work.kind == "list:rescreen")))
    for subject in subjects:
        job(engine, subject)


def test_a_declared_company_that_is_a_vendor_is_a_question_counted_in_the_clear(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    filing = filed(office, "Nordvik Marine AS")
    without = screen(office, shelf, filing)
    assert without.name_count
    take_over(engine, cast, entry("1", "Nordvik Marine A/S"))
    row = screen(office, shelf, filing)
    (found,) = matches(engine, cast, filing)
    assert (found.entry, found.declared, found.later) == ("1", "Nordvik Marine AS", True)
    assert row.flag_count == without.flag_count + 1
    assert shown(engine, filing) == (row.flag_count, row.priority)
    assert row.priority >= without.priority + found.weight or row.priority == 10
    with transaction(engine, write=False) as db:
        recipients = db.scalars(select(DataKey.recipient).where(DataKey.object_id == row.id))
        assert list(recipients) == ["review"]
        assert b"Nordvik" not in db.get_one(Screening, row.id).sealed


def test_what_was_listed_before_the_statement_came_is_no_news(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    filing = filed(office, "Nordvik Marine AS")
    take_over(engine, cast, entry("1", "Nordvik Marine AS"))
    screen(office, shelf, filing)
    (found,) = matches(engine, cast, filing)
    assert not found.later
    assert found.news() is None
    screen(office, shelf, filing)
    assert matches(engine, cast, filing) == (found,)


def test_the_lists_of_another_organisation_are_not_met(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    filing = filed(office, "Nordvik Marine AS")
    take_over(engine, cast, entry("1", "Nordvik Marine AS"))
    with transaction(engine) as db:
        held = shelf.lists(db, cast.elsewhere.id)
        assert len(held.index) == 0
    assert len(shelf.lists(office.db, filing.organisation_id).index) == 1


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


def test_screening_again_goes_on_where_it_was_left(
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
    row.name_count = 0
    office.db.commit()
    take_over(engine, cast, entry("1", "Nordvik Marine AS"))
    with transaction(engine, write=False) as db:
        ((_version, count),) = rescreening.unscreened(db, organisation=cast.organisation)
    assert count == 0
    rescreen(engine, cast, shelf)
    assert owed(engine) == []


def test_a_relative_of_the_same_name_as_a_colleague_is_asked_about_and_the_line_is_told(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    boris = cast.boris.on_roster
    relative = examples.item(
        Category.RELATIVE_IN_SYSTEM,
        person=boris.name,
        counterparty=Party(name="Elsewhere", kind=PartyKind.COMPANY),
    )
    own = examples.item(
        Category.EXTERNAL_INFLUENCE,
        person=cast.amina.on_roster.name,
        counterparty=Party(name="Elsewhere", kind=PartyKind.COMPANY),
    )
    boris.supervisor_index = cast.amina.on_roster.index_number
    filing = office.in_review(cast.amina, relative, own)
    office.db.commit()
    screen(office, shelf, filing)
    found = matches(engine, cast, filing)
    assert [(one.list_kind, one.entry, one.in_line) for one in found] == [
        ("roster", boris.index_number, True)
    ]
    assert "own staff" in str(found[0].said())
    assert "They are in the filer's reporting line." in map(str, found[0].reasons())


def test_the_index_outlives_its_process_and_is_made_anew_when_it_is_gone(
    office: Office, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    folder = tmp_path / "screening"
    filing = filed(office, "Nordvik Marine AS")
    take_over(engine, cast, entry("1", "Nordvik Marine AS"))
    screen(office, Shelf(folder), filing)
    (kept,) = (folder / str(filing.organisation_id)).iterdir()
    take_over(engine, cast, entry("1", "Nordvik Marine AS"), entry("2", "Nordvik Marine"))
    screen(office, Shelf(folder), filing)
    assert {one.entry for one in matches(engine, cast, filing)} == {"1", "2"}
    (newer,) = (folder / str(filing.organisation_id)).iterdir()
    assert newer != kept
    (newer / "versions.json").unlink()
    screen(office, Shelf(folder), filing)
    assert {one.entry for one in matches(engine, cast, filing)} == {"1", "2"}


def test_a_household_member_is_looked_up_as_a_person(
    office: Office, cast: Cast, engine: Engine, shelf: Shelf
) -> None:
    office.db.commit()
    take_over(engine, cast, entry("1", "Ivan Sergeevich Petrov", born=(1970,)), code="un", kind="sanctions")
    member = Relative(id="m1", name="Ivan Sergeevich Petrov", birth_year=1970)
    statement = interests.Statement(
        schema=interests.SCHEMA,
        cycle_year=2020,
        covers_from=cast.cycle.covers_from,
        covers_to=cast.cycle.covers_to,
        household=(member,),
    )

    with transaction(engine) as db:
        ((found,),) = matched(
            db,
            shelf,
            organisation_id=cast.organisation.id,
            statements=[Named("000", declared(statement))],
            at=cast.cycle.opened_at,  # type: ignore[arg-type]
        )
    assert (found.item, found.list_kind) == ("m1", "sanctions")
    assert "The year of birth is the same." in map(str, found.reasons())
