"""The checks as a whole: any draft may be checked, a sound one raises nothing, weights add up."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain.categories import Category
from disclosure.domain.checks import (
    TOP_PRIORITY,
    Declared,
    Document,
    Duties,
    Facts,
    Flag,
    across,
    priority,
    run,
)
from disclosure.domain.checks.flags import Rule
from disclosure.domain.interests import AcquiredHow, Money, Rates, Statement
from disclosure.domain.messages import message
from tests.domain.examples import UN, item, statement, usd
from tests.domain.strategies import moneys, statements, years

RATES = Rates(
    on=datetime(2025, 12, 31, tzinfo=UTC).date(), per_dollar={"EUR": Decimal("0.8"), "XOF": Decimal(600)}
)
FUNCTIONS = st.frozensets(st.sampled_from(["procurement", "investment", "finance", "ethics-office"]))


@given(years(), statements(), FUNCTIONS, st.none() | moneys, st.booleans())
def test_no_draft_breaks_a_check(
    pair: tuple[Statement, Statement],
    older: Statement,
    functions: frozenset[str],
    pay: Money | None,
    amended: bool,
) -> None:
    previous, current = pair
    facts = Facts(
        rates=RATES,
        pay_in_year=pay,
        amended_after_question=amended,
        history=(older,),
        documents=tuple(Document(one.id, amount=usd(5), seen_before=amended) for one in current.items),
    )
    ids = {one.id for one in (*current.items, *previous.items)}
    for flag in run(
        current, previous=previous, duties=Duties(functions=functions), programme=UN, facts=facts
    ):
        assert str(flag.explanation)
        assert set(flag.items) <= ids
        assert 1 <= flag.weight <= 5
    assert isinstance(run(current, previous=None, duties=Duties(), programme=UN), list)


@given(st.lists(statements(), max_size=3))
def test_no_set_of_drafts_breaks_the_comparison_of_filers(several: list[Statement]) -> None:
    declared = [Declared(str(n), "Ana Lima", one) for n, one in enumerate(several)]
    assert set(across(declared, UN)) == {one.person_id for one in declared}


CALM: dict[Category, dict[str, Any]] = {
    Category.REAL_ESTATE: {"acquired_how": AcquiredHow.INHERITANCE},
    Category.LIABILITY: {"open_terms": True},
    Category.OUTSIDE_ACTIVITY: {"authorised": True},
    Category.EXTERNAL_INFLUENCE: {"reported": True},
}
"""What an item of some categories must say for nothing to be left to ask."""


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("functions", [set(), {"procurement", "investment"}], ids=["nobody", "buyer"])
def test_a_plain_item_raises_no_question(category: Category, functions: set[str]) -> None:
    plain = statement(item(category, **CALM.get(category, {})))
    assert run(plain, previous=None, duties=Duties(functions=frozenset(functions)), programme=UN) == []


def test_the_weightiest_question_comes_first() -> None:
    flags = run(
        statement(
            item(Category.EXTERNAL_INFLUENCE, reported=False),
            item(Category.LIABILITY, original=usd(1), open_terms=False),
        ),
        previous=None,
        duties=Duties(),
        programme=UN,
    )
    weights = [flag.weight for flag in flags]
    assert len(weights) > 2
    assert weights == sorted(weights, reverse=True)


def flag(code: str, weight: int) -> Flag:
    return Rule(code, message("A rule"), weight).flag(message("Why?"))


def test_priority_counts_each_rule_once_and_stops_at_ten() -> None:
    assert priority([]) == 0
    assert priority([flag("a", 3), flag("a", 3), flag("b", 2)]) == 5
    assert priority([flag(str(n), 4) for n in range(9)]) == TOP_PRIORITY == 10


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(1, 5))))
def test_one_more_question_never_lowers_the_priority(raised: list[tuple[str, int]]) -> None:
    weights = dict(raised)
    flags = [flag(code, weights[code]) for code, _ in raised]
    scores = [priority(flags[:n]) for n in range(len(flags) + 1)]
    assert scores == sorted(scores)
    assert all(0 <= score <= 10 for score in scores)
