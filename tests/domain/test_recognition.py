"""What is entered anew though it was declared last year compares with it, and with nothing else."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.domain.categories import Category, Holder
from disclosure.domain.comparison import compare, is_live
from disclosure.domain.interests import (
    OF_ONE_YEAR,
    Item,
    Member,
    Operation,
    Party,
    Statement,
    same_thing,
    thing,
)
from disclosure.domain.interests.sameness import folded
from disclosure.domain.recognition import recognised
from tests.domain.examples import LEO, MARIA, item, statement, usd
from tests.domain.strategies import items, statements, years

LASTING = [category for category in Category if category not in OF_ONE_YEAR]
DEBT = item(Category.LIABILITY, id="debt")
names = st.text(max_size=12) | st.sampled_from(
    ["Acme", "STRASSE", "straße", "ﾃｽﾄ", "شركة النور", "北京公司", "…"]
)


def fresh() -> str:
    return uuid4().hex


def anew(before: Statement) -> Statement:
    """The lasting items and the household of `before`, entered again by somebody who has nothing at hand."""
    ids = {one.id: fresh() for one in before.household}
    entered = [one for one in before.items if is_live(one) and thing(one) is not None]
    return replace(
        before,
        carried_from=None,
        household=tuple(replace(one, id=ids[one.id]) for one in before.household),
        items=tuple(
            replace(one, id=fresh(), operation=Operation.NEW, child=ids.get(one.child, one.child))
            for one in entered
        ),
    )


@given(items(), items())
def test_it_is_the_same_thing_from_either_side(one: Item, other: Item) -> None:
    assert same_thing(one, other) == same_thing(other, one)
    assert same_thing(one, one) == (thing(one) is not None)


@given(items(), st.data())
def test_what_is_said_of_a_thing_does_not_make_it_another(one: Item, data: st.DataObject) -> None:
    said = data.draw(items(one.category))
    other = replace(one, id=said.id, amount=said.amount, band=said.band, remark=said.remark, share=said.share)
    assert same_thing(one, other) == (thing(one) is not None)


@given(items(), items())
def test_things_of_two_categories_or_two_holders_are_two(one: Item, other: Item) -> None:
    if (one.category, one.holder or Holder.SELF) != (other.category, other.holder or Holder.SELF):
        assert not same_thing(one, other)


@pytest.mark.parametrize("category", LASTING)
def test_a_complete_item_of_every_lasting_category_is_recognised(category: Category) -> None:
    one = item(category)
    assert same_thing(one, replace(one, id="another"))
    assert same_thing(one, replace(one, holder=None))
    assert not same_thing(one, replace(one, holder=Holder.SPOUSE))


@pytest.mark.parametrize("category", sorted(OF_ONE_YEAR))
def test_what_happens_once_does_not_come_back(category: Category) -> None:
    assert not same_thing(item(category), item(category))


def test_things_of_two_children_are_two() -> None:
    his = item(Category.FUND, holder=Holder.CHILD, child="leo")
    assert same_thing(his, replace(his, id="again"))
    assert not same_thing(his, replace(his, child="lea"))
    assert same_thing(replace(DEBT, child="leo"), DEBT)


@given(names)
def test_a_name_is_folded_once_for_all(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    assert folded(f"  {name} \t") == folded(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Ltd.", "ACME  ltd"),
        ("Ñandú S.A.", "n\u0303andu\u0301 sa"),
        ("Straße 5", "STRASSE 5"),
        ("\uff21\uff43\uff4d\uff45", "acme"),
        ("Smith & Sons", "smith&sons"),
    ],
)
def test_names_written_otherwise_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_names_that_say_something_else_stay_two() -> None:
    assert folded("Ñandú") != folded("Nandu")
    assert folded("C") != folded("C++")
    assert folded("…") != ""


@given(statements())
def test_whoever_enters_everything_again_has_the_same(before: Statement) -> None:
    result = compare(
        replace(before, items=tuple(filter(thing, before.items))), recognised(anew(before), before)
    )
    assert (result.new, result.changed, result.vanished, result.ended) == ((), (), (), ())
    assert {one.id for one in result.unchanged} == {
        one.id for one in before.items if is_live(one) and thing(one) is not None
    }


@given(statements())
def test_a_household_that_is_entered_again_is_the_same(before: Statement) -> None:
    named = replace(before, household=tuple(one for one in before.household if folded(one.name)))
    assert compare(named, recognised(anew(named), named)).members == ()


@given(years())
def test_nothing_but_identity_and_choice_is_touched(pair: tuple[Statement, Statement]) -> None:
    before, statement_ = pair
    known = recognised(statement_, before)
    assert recognised(known, before) == known
    for was, now in zip(statement_.items, known.items, strict=True):
        assert replace(now, id=was.id, operation=was.operation, child=was.child) == was
        if now.id != was.id:
            assert was.operation is Operation.NEW
            assert any(one.id == now.id and same_thing(one, now) and is_live(one) for one in before.items)


def test_the_sentence_says_the_same_and_changed_of_what_was_entered_anew() -> None:
    fund, seat = item(Category.FUND, id="fund"), item(Category.LEADERSHIP, id="seat")
    less = replace(DEBT, id=fresh(), amount=usd(5), counterparty=replace(DEBT.counterparty, name="ACME "))
    other = replace(seat, id=fresh(), counterparty=Party(name="Other", kind=seat.counterparty.kind))
    last = statement(DEBT, fund, seat, year=2024)
    known = recognised(statement(less, replace(fund, id=fresh()), other), last)
    assert [one.operation for one in known.items] == [Operation.CHANGED, Operation.UNCHANGED, Operation.NEW]
    assert str(compare(last, known).sentence) == "Compared with 2024: 1 the same, 1 changed, 1 ended, 1 new."


def test_of_two_debts_to_one_bank_each_finds_its_own() -> None:
    small, big = replace(DEBT, id="small", amount=usd(1)), replace(DEBT, id="big", amount=usd(9))
    entered = statement(*(replace(one, id=fresh()) for one in (big, small)))
    assert [one.id for one in recognised(entered, statement(small, big)).items] == ["big", "small"]


def test_a_second_thing_of_the_same_name_is_new() -> None:
    twice = statement(replace(DEBT, id="first"), replace(DEBT, id="second"))
    assert [one.id for one in recognised(twice, statement(DEBT)).items] == ["debt", "second"]


def test_what_came_from_last_year_by_itself_and_what_had_ended_stay_as_they_are() -> None:
    carried = statement(replace(DEBT, operation=Operation.UNCHANGED), replace(DEBT, id="more"))
    assert recognised(carried, statement(DEBT)) == carried
    ended = statement(replace(DEBT, operation=Operation.DISPOSED))
    assert recognised(statement(replace(DEBT, id="back")), ended).items[0].id == "back"


def test_what_belongs_to_a_child_who_was_entered_anew_is_theirs_still() -> None:
    fund = item(Category.FUND, id="fund", holder=Holder.CHILD, child="leo")
    again = Member(id="x", name=" LEO", relation=LEO.relation)
    entered = statement(replace(fund, id="y", child="x"), household=(again, MARIA))
    known = recognised(entered, statement(fund))
    assert [(one.id, one.child) for one in known.items] == [("fund", "leo")]
    assert [one.id for one in known.household] == ["leo", "maria"]
