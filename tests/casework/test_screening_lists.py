"""A statement meets the lists when it is screened, and again what changed on them, and only that."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from disclosure.casework.listing.matching import Named, matched
from disclosure.casework.listing.shelf import Shelf
from disclosure.db import transaction
from disclosure.domain import interests
from disclosure.domain.categories import Category
from disclosure.domain.interests import Member as Relative
from disclosure.domain.interests import Party, PartyKind
from disclosure.models import DataKey, Screening
from disclosure.screening.declared import declared
from tests.casework.lists import entry, take_over
from tests.casework.met import filed, matches, screen, shown
from tests.casework.office import Office
from tests.cast import PRESENT, Cast
from tests.domain import examples


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The lists as a process of the review site holds them."""
    return Shelf(tmp_path / "screening")


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
            at=PRESENT,
        )
    assert (found.item, found.list_kind) == ("m1", "sanctions")
    assert "The year of birth is the same." in map(str, found.reasons())


def test_a_household_member_with_the_name_of_some_colleague_is_a_question_in_the_reporting_line_only(
    office: Office, cast: Cast, shelf: Shelf
) -> None:
    boris = cast.boris.on_roster
    amina = cast.amina.on_roster
    member = declared(examples.statement(household=(Relative(id="m1", name=boris.name),)))

    def found() -> list[str]:
        ((*some,),) = matched(
            office.db,
            shelf,
            organisation_id=cast.organisation.id,
            statements=[Named(amina.index_number, member)],
            at=PRESENT,
        )
        return [one.entry for one in some]

    assert found() == []
    amina.supervisor_index = boris.index_number
    office.db.flush()
    assert found() == [boris.index_number]
