"""New duties or somebody new in the household end what was carried, and years still compare."""

from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from disclosure import clock
from disclosure.casework import drafting, reading
from disclosure.casework import filing as acts
from disclosure.domain import interests
from disclosure.domain.interests import HouseholdRelation, Item, Operation
from disclosure.errors import BadInput
from disclosure.models import Draft, Filing
from tests.casework.office import Office, board_seat, company, next_year
from tests.casework.test_drafting import NEXT_MARCH
from tests.cast import Member
from tests.domain import examples

NOA = interests.Member(
    id="noa", name="Noa", relation=HouseholdRelation.CHILD, birth_year=2020, dependent=True
)
MOVED: dict[str, Any] = {"duties_unchanged": False, "duties_note": "Chief since May"}
GROWN: dict[str, Any] = {"household": (examples.MARIA, examples.LEO, NOA)}


def returning(office: Office, *items: Item) -> tuple[Member, interests.Statement]:
    """Amina filed `items` last year, and her new draft begins with them."""
    office.file(office.cast.amina, *items)
    with clock.travel(NEXT_MARCH):
        amina = next_year(office, office.cast.amina)
        keys = office.cast.keys.portal
        _draft, begun = drafting.start(
            office.db, keys.sealer, keys.opener, by=amina.actor, filing=amina.filing
        )
    return amina, begun


def reason(office: Office, member: Member, statement: interests.Statement) -> str:
    opener = office.cast.keys.portal.opener
    found = drafting.reason_to_ask_anew(
        office.db, opener, by=member.actor, filing=member.filing, statement=statement
    )
    return str(found)


def save(office: Office, member: Member, statement: interests.Statement) -> None:
    drafting.save(
        office.db,
        office.cast.keys.portal.sealer,
        by=member.actor,
        filing=member.filing,
        statement=statement,
        over_version=1,
    )


def file(office: Office, member: Member) -> interests.Statement:
    keys = office.cast.keys.portal
    certified = office.certification(member)
    acts.file(
        office.db, keys.sealer, keys.opener, by=member.actor, filing=member.filing, certification=certified
    )
    why = reading.Why.OWN_COPY
    return reading.statement(office.db, keys.opener, by=member.actor, filing=member.filing, why=why)[1]


def typed_again(begun: interests.Statement, *items: Item, **given: Any) -> interests.Statement:  # noqa: ANN401
    """A whole statement that was begun anew and declares `items`, each with an id of this year."""
    anew = interests.begun_anew(begun)
    entered = (replace(one, id=uuid4().hex) for one in items)
    whole = examples.statement(*entered, year=begun.covers_from.year, **given)
    return replace(whole, carried_from=anew.carried_from)


def test_the_same_duties_and_household_are_no_reason(office: Office) -> None:
    amina, begun = returning(office, board_seat())
    assert reason(office, amina, replace(begun, duties_unchanged=True)) == "None"
    assert reason(office, amina, replace(begun, household=(examples.MARIA,))) == "None"


@pytest.mark.parametrize(("changes", "word"), [(MOVED, "duties"), (GROWN, "household")])
def test_new_duties_or_a_new_member_are_one(office: Office, changes: dict[str, Any], word: str) -> None:
    amina, begun = returning(office, board_seat())
    assert word in reason(office, amina, replace(begun, **changes))
    assert "statement:opened" in office.told(office.cast.amina.filing)


def test_what_began_blank_opens_no_earlier_statement(office: Office) -> None:
    amina, begun = returning(office, board_seat())
    before = office.told(office.cast.amina.filing)
    assert reason(office, amina, replace(interests.begun_anew(begun), **MOVED)) == "None"
    assert office.told(office.cast.amina.filing) == before


def test_an_amendment_keeps_what_was_filed(office: Office) -> None:
    amina, begun = returning(office, board_seat())
    with clock.travel(NEXT_MARCH):
        office.save(amina, begun, replace(begun.items[0], operation=Operation.UNCHANGED), over_version=1)
        filed = file(office, amina)
        assert filed.carried_from == 2020
        assert reason(office, amina, replace(filed, **MOVED)) == "None"


def test_the_row_of_a_draft_says_as_its_statement_does_that_nothing_is_carried(office: Office) -> None:
    amina, begun = returning(office, board_seat())
    save(office, amina, interests.begun_anew(begun))
    assert office.db.scalars(select(Draft.carried_from)).one() is None


def test_last_year_s_items_are_not_filed_beside_new_duties(office: Office) -> None:
    amina, begun = returning(office, board_seat())
    kept = replace(begun.items[0], operation=Operation.UNCHANGED)
    whole = examples.statement(kept, year=begun.covers_from.year, **MOVED)
    save(office, amina, replace(whole, carried_from=begun.carried_from))
    with clock.travel(NEXT_MARCH), pytest.raises(BadInput, match="Open the page about them"):
        file(office, amina)
    assert amina.filing.version == 0


@pytest.mark.parametrize("changes", [MOVED, GROWN])
def test_what_is_entered_anew_compares_with_last_year(office: Office, changes: dict[str, Any]) -> None:
    amina, begun = returning(office, board_seat(), company(id="firm"), company("Gone Ltd", id="gone"))
    again = typed_again(begun, board_seat(), company("ÑANDÚ  SA.", percent=60), company("Born"), **changes)
    save(office, amina, again)
    sentence = "Compared with 2019: 1 the same, 1 changed, 1 ended, 1 new."
    with clock.travel(NEXT_MARCH):
        opener = office.cast.keys.portal.opener
        compared = acts.difference(office.db, opener, by=amina.actor, filing=amina.filing, statement=again)
        assert compared is not None
        assert str(compared.sentence) == sentence
        filed = file(office, amina)
    assert filed.difference == sentence
    assert [one.id for one in filed.items[:1]] == ["leadership"]
    assert [one.operation for one in filed.items] == [Operation.UNCHANGED, Operation.CHANGED, Operation.NEW]


def test_a_year_asked_anew_counts_as_none_that_was_carried(office: Office) -> None:
    amina, begun = returning(office, board_seat())
    save(office, amina, typed_again(begun, board_seat(), **MOVED))
    with clock.travel(NEXT_MARCH):
        file(office, amina)
    filing: Filing = amina.filing
    assert filing.carried_years == 0
