"""Statements survive being stored, and old ones are read by newer software."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.domain.categories import Category
from disclosure.domain.interests import (
    SCHEMA,
    Answer,
    AnswerChoice,
    Fund,
    Item,
    Money,
    Statement,
    blank,
    decode,
    encode,
    struct_of,
)
from disclosure.domain.interests.encoding import UPGRADES
from disclosure.errors import BadInput
from tests.domain import examples
from tests.domain.strategies import items, statements


@given(statements())
def test_every_statement_reads_back_as_it_was_written(statement: Statement) -> None:
    assert decode(encode(statement)) == statement


@given(statements())
def test_the_same_statement_is_always_the_same_bytes(statement: Statement) -> None:
    again = replace(statement, answers=dict(reversed(statement.answers.items())))
    assert encode(again) == encode(statement) == encode(decode(encode(statement)))


@pytest.mark.parametrize("category", Category)
def test_every_category_has_a_struct_that_is_stored_under_its_code(category: Category) -> None:
    stored = msgspec.to_builtins(struct_of(category)(id="1"))
    assert stored == {"category": category.value, "id": "1"}
    assert struct_of(category).category is category


@given(st.data())
def test_an_item_keeps_its_category_through_storage(data: st.DataObject) -> None:
    category = data.draw(st.sampled_from(Category))
    stored = msgspec.json.encode(data.draw(items(category)))
    assert type(msgspec.json.decode(stored, type=Item)) is struct_of(category)


def test_what_a_later_version_added_is_passed_over() -> None:
    document = msgspec.to_builtins(examples.statement(examples.item(Category.FUND)))
    document |= {"weather": "fine"}
    document["items"][0]["colour"] = "blue"
    assert decode(msgspec.json.encode(document)) == examples.statement(examples.item(Category.FUND))


def test_a_statement_of_a_newer_schema_is_refused_with_a_way_out() -> None:
    document = msgspec.to_builtins(examples.statement()) | {"schema": SCHEMA + 1}
    with pytest.raises(BadInput, match="Upgrade the software"):
        decode(msgspec.json.encode(document))


def test_an_old_schema_is_raised_step_by_step() -> None:
    old = msgspec.to_builtins(examples.statement()) | {"schema": SCHEMA - 2, "remarks": "moved twice"}

    def first(document: dict[str, object]) -> dict[str, object]:
        return document | {"note": document.pop("remarks")}

    def second(document: dict[str, object]) -> dict[str, object]:
        return document | {"difference": document.pop("note")}

    read = decode(msgspec.json.encode(old), upgrades={SCHEMA - 2: first, SCHEMA - 1: second})
    assert read == replace(examples.statement(), difference="moved twice")


def test_an_old_schema_without_an_upgrade_is_refused() -> None:
    old = msgspec.to_builtins(examples.statement()) | {"schema": SCHEMA - 1}
    with pytest.raises(BadInput, match=f"schema {SCHEMA - 1}, which cannot be read"):
        decode(msgspec.json.encode(old))


def test_every_older_schema_has_an_upgrade() -> None:
    assert set(UPGRADES) == set(range(1, SCHEMA))


@pytest.mark.parametrize(
    "written",
    [b"", b"\xff", b"[]", b"{}", b'{"schema":1}', b'{"schema":"one"}', b'{"schema":1,"a":' + b"[" * 100_000],
)
def test_what_is_no_statement_is_refused(written: bytes) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        decode(written)


def test_the_place_of_a_fault_is_told_but_not_the_content() -> None:
    document = msgspec.to_builtins(examples.statement(examples.item(Category.FUND)))
    document["items"][0]["kind"] = "secret-scheme"
    with pytest.raises(BadInput) as refused:
        decode(msgspec.json.encode(document))
    assert "$.items[0].kind" in str(refused.value)
    assert "secret-scheme" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "sNaN", "1E+15", "0.000000001", "1E-400"])
def test_a_number_that_cannot_be_reckoned_with_is_never_stored(amount: str) -> None:
    number = Decimal(amount)
    with pytest.raises(ValueError, match="at most 15 digits"):
        Money(number, "USD")
    with pytest.raises(ValueError, match="at most 15 digits"):
        Fund(id="1", share=number)


def test_an_id_stands_for_one_item_and_one_member() -> None:
    fund = examples.item(Category.FUND)
    with pytest.raises(ValueError, match="same id"):
        examples.statement(fund, fund)
    with pytest.raises(ValueError, match="same id"):
        examples.statement(household=(examples.MARIA, examples.MARIA))


def test_a_blank_statement_answers_nothing() -> None:
    begun = blank(year=2026, covers_from=date(2025, 1, 1), covers_to=date(2025, 12, 31))
    assert begun.answers == {}
    assert begun.items == ()
    assert begun.household == ()
    assert (begun.household_confirmed, begun.duties_unchanged, begun.certification) == (None, None, None)
    assert begun.schema == SCHEMA


def test_two_statements_share_no_answers() -> None:
    one, other = (
        blank(year=2026, covers_from=date(2025, 1, 1), covers_to=date(2025, 12, 31)) for _ in range(2)
    )
    one.answers["gifts"] = Answer(AnswerChoice.NO)
    assert other.answers == {}
