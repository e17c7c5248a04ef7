"""Year on year: the same, new, changed, ended, by what items say."""

from datetime import date

from hypothesis import given
from msgspec.structs import replace

from disclosure.domain.categories import Category
from disclosure.domain.comparison import compare, is_live, story
from disclosure.domain.interests import Operation, Party, Statement, carried_over
from tests.domain.examples import LEO, MARIA, UN, item, statement, usd
from tests.domain.strategies import statements, years

FUND = item(Category.FUND, id="fund", operation=Operation.UNCHANGED)
DEBT = item(Category.LIABILITY, id="debt", operation=Operation.UNCHANGED)
BOARD = item(Category.LEADERSHIP, id="board", operation=Operation.UNCHANGED)
GIFT = item(Category.GIFT, id="gift")
ENDED = replace(FUND, operation=Operation.DISPOSED, disposed_on=date(2025, 5, 3))


@given(statements())
def test_a_statement_does_not_differ_from_itself(one: Statement) -> None:
    same = compare(one, one)
    assert same.is_same
    assert (same.dropped, same.dropped_to_nil) == ((), False)
    assert len(same.unchanged) + len(same.undecided) == sum(is_live(item) for item in one.items)


@given(years())
def test_every_item_of_either_year_is_told_once(pair: tuple[Statement, Statement]) -> None:
    earlier, later = pair
    result = compare(earlier, later)
    told = [
        *(item.id for item in (*result.unchanged, *result.new, *result.ended, *result.undecided)),
        *(change.after.id for change in result.changed),
    ]
    assert len(told) == len(set(told))
    gone = {item.id for item in earlier.items if not is_live(item)}
    assert set(told) == {item.id for item in later.items if is_live(item) or item.id not in gone}
    assert {item.id for item in result.vanished}.isdisjoint(told)


@given(years())
def test_a_changed_item_names_fields_that_differ(pair: tuple[Statement, Statement]) -> None:
    for change in compare(*pair).changed:
        assert all(one.before != one.after for one in change.fields)
        assert change.fields


def test_the_sentence_counts_as_the_filer_sees_it() -> None:
    last = statement(*(replace(DEBT, id=str(n)) for n in range(5)), FUND, year=2024)
    this = statement(*(replace(DEBT, id=str(n)) for n in range(5)), ENDED)
    assert str(compare(last, this).sentence) == "Compared with 2024: 5 the same, 1 ended, 0 new."


def test_the_sentence_names_changes_and_doubts_only_where_there_are_some() -> None:
    last = statement(FUND, DEBT, BOARD, year=2024)
    more = replace(DEBT, amount=usd(1), operation=Operation.CHANGED)
    unsure = replace(BOARD, operation=Operation.NOT_SURE)
    assert (
        str(compare(last, statement(FUND, more, unsure, GIFT)).sentence)
        == "Compared with 2024: 1 the same, 1 changed, 0 ended, 1 new, 1 not sure."
    )
    assert "1 changed, 0 ended" in str(compare(last, statement(FUND, more, BOARD)).sentence)
    assert "0 new, 1 not sure." in str(compare(last, statement(FUND, DEBT, unsure)).sentence)


def test_changed_without_a_change_is_the_same() -> None:
    pressed = replace(FUND, operation=Operation.CHANGED)
    assert compare(statement(FUND), statement(pressed)).unchanged == (pressed,)


def test_the_same_with_another_amount_is_a_change_with_both_values() -> None:
    richer = replace(FUND, amount=usd(90000))
    (change,) = compare(statement(FUND), statement(richer)).changed
    assert [(one.field.name, one.before, one.after) for one in change.fields] == [
        ("amount", FUND.amount, usd(90000))
    ]


def test_a_remark_or_a_new_day_of_the_same_value_is_no_change() -> None:
    said = replace(FUND, remark="as before", as_of=date(2025, 12, 31))
    assert compare(statement(FUND), statement(said)).is_same


def test_an_amount_written_otherwise_is_no_change() -> None:
    assert compare(
        statement(replace(FUND, amount=usd("5"))), statement(replace(FUND, amount=usd("5.00")))
    ).is_same


def test_what_is_gone_without_a_word_is_told_apart_from_what_ended() -> None:
    result = compare(statement(FUND, DEBT, year=2024), statement(ENDED))
    assert result.ended == (ENDED,)
    assert result.vanished == (DEBT,)
    assert "2 ended" in str(result.sentence)


def test_what_ended_before_is_not_ended_again() -> None:
    assert compare(statement(ENDED, year=2024), statement()).is_same
    assert compare(statement(ENDED, year=2024), statement(ENDED)).is_same


def test_what_ended_and_came_back_is_new() -> None:
    assert compare(statement(ENDED, year=2024), statement(FUND)).new == (FUND,)


def test_last_years_gifts_are_not_missed() -> None:
    result = compare(statement(GIFT, year=2024), statement())
    assert result.is_same
    assert str(result.sentence) == "Compared with 2024: 0 the same, 0 ended, 0 new."


def test_a_drop_to_nothing_is_told_even_of_gifts() -> None:
    result = compare(statement(GIFT, FUND, year=2024), statement(ENDED))
    assert result.dropped_to_nil
    assert result.dropped == (Category.FUND, Category.GIFT)
    assert not compare(statement(FUND, DEBT, year=2024), statement(DEBT)).dropped_to_nil
    assert not compare(statement(year=2024), statement()).dropped_to_nil


def test_a_draft_just_carried_over_is_undecided_and_nothing_differs() -> None:
    last = statement(FUND, DEBT, year=2024)
    begun = carried_over(last, year=2026, covers_from=date(2025, 1, 1), covers_to=date(2025, 12, 31))
    result = compare(last, begun)
    assert result.is_same
    assert [item.id for item in result.undecided] == ["fund", "debt"]


def test_the_household_is_compared_member_by_member() -> None:
    moved = replace(MARIA, employer="Acme")
    result = compare(statement(year=2024), statement(household=(moved,)))
    assert [(one.before, one.after) for one in result.members] == [(MARIA, moved), (LEO, None)]
    assert not result.is_same
    joined = compare(statement(household=(MARIA,)), statement()).members
    assert [(one.before, one.after) for one in joined] == [(None, LEO)]


def test_whoever_had_left_before_is_not_missed() -> None:
    gone = replace(LEO, until=date(2024, 6, 1))
    assert compare(statement(year=2024, household=(MARIA, gone)), statement(household=(MARIA,))).is_same


def told(*years_of: Statement) -> list[tuple[int, str]]:
    return [(chapter.year, str(chapter.text)) for chapter in story("fund", years_of, UN)]


def test_an_item_has_a_story_line() -> None:
    richer = replace(FUND, amount=usd(90000))
    assert told(
        statement(replace(ENDED, disposed_on=date(2025, 5, 3)), year=2025),
        statement(FUND, year=2022),
        statement(FUND, year=2023),
        statement(richer, year=2024),
    ) == [
        (2022, "Declared: Mutual fund: Something, value USD 20,000 (Me)."),
        (2023, "The same."),
        (2024, "Changed: “Value at the end of the period” from USD 20,000 to USD 90,000."),
        (2025, "Ended on 2025-05-03."),
    ]


def test_a_story_says_when_an_item_was_left_out_and_counts_further_changes() -> None:
    renamed = replace(FUND, name="Other", amount=usd(1), counterparty=Party(name="New manager"))
    assert told(statement(FUND, year=2022), statement(renamed, year=2023), statement(year=2024)) == [
        (2022, "Declared: Mutual fund: Something, value USD 20,000 (Me)."),
        (2023, "Changed: “Name of the fund” from Something to Other, and 2 more."),
        (2024, "No longer listed."),
    ]


def test_an_item_nobody_declared_has_no_story() -> None:
    assert story("unknown", [statement(FUND)]) == []
