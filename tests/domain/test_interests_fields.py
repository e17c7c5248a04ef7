"""The table of fields and the Structs say the same, so a form never loses what it asks."""

from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import pytest
from msgspec.structs import replace

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests import (
    Choice,
    Field,
    FieldGroup,
    FieldKind,
    Money,
    Operation,
    OutsideActivity,
    Party,
    PropertyUse,
    RealEstate,
    Relation,
    fields_for,
    fields_of,
    is_asked,
    is_given,
    struct_of,
)
from disclosure.domain.interests.asking import MACHINERY
from disclosure.domain.interests.fields import HOLDER_FIELDS, value_fields
from disclosure.domain.messages import message
from tests.domain import examples
from tests.domain.examples import UN

HOLDER_NAMES = {field.name for field in HOLDER_FIELDS}
VALUE_NAMES = {field.name for field in value_fields(message("Value"), required=True)}

OF_THE_FILER_ALONE = {
    Category.OUTSIDE_ACTIVITY: HOLDER_NAMES,
    Category.EMPLOYMENT_AGREEMENT: HOLDER_NAMES,
    Category.RELATIVE_IN_SYSTEM: HOLDER_NAMES | VALUE_NAMES,
    Category.RELATIVE_WITH_COUNTERPARTY: HOLDER_NAMES | VALUE_NAMES,
    Category.EXTERNAL_INFLUENCE: HOLDER_NAMES | VALUE_NAMES,
}
"""What some categories do not ask: whose it is, and what it is worth."""

TYPES: dict[FieldKind, type] = {
    FieldKind.TEXT: str,
    FieldKind.DATE: date,
    FieldKind.MONEY: Money,
    FieldKind.BAND: str,
    FieldKind.PERCENT: Decimal,
    FieldKind.COUNTRY: str,
    FieldKind.YES_NO: bool,
    FieldKind.COUNTERPARTY: Party,
    FieldKind.PERSON_NAME: str,
    FieldKind.MEMBER: str,
}


def held_type(category: Category, name: str) -> Any:  # noqa: ANN401 - a type hint may be anything
    """Return what the Struct holds for a field, beside nothing."""
    hint = get_type_hints(struct_of(category))[name]
    return next((part for part in get_args(hint) if part is not type(None)), hint)


def codes_of(category: Category, field: Field) -> set[str]:
    """Return the codes that a choice field must offer: all that the Struct can hold."""
    myself = {Relation.SELF.value} if category is Category.RELATIVE_IN_SYSTEM else set()
    return {member.value for member in held_type(category, field.name)} - myself


@pytest.mark.parametrize("category", Category)
def test_everything_a_struct_holds_is_asked_and_the_reverse(category: Category) -> None:
    asked = [field.name for field in fields_of(category)]
    held = set(struct_of(category).__struct_fields__)
    assert len(asked) == len(set(asked))
    assert set(asked) == held - MACHINERY - OF_THE_FILER_ALONE.get(category, set())


@pytest.mark.parametrize("category", Category)
def test_a_field_takes_what_the_struct_holds(category: Category) -> None:
    for field in fields_of(category):
        held = held_type(category, field.name)
        if field.kind is FieldKind.NUMBER:
            assert held is (int if field.whole else Decimal), field.name
        elif field.kind is FieldKind.CHOICE:
            assert {option.code for option in field.choices} == codes_of(category, field), field.name
        else:
            assert held is TYPES[field.kind], field.name


@pytest.mark.parametrize("category", Category)
def test_a_condition_speaks_of_a_field_and_values_that_exist(category: Category) -> None:
    offered = {field.name: {option.code for option in field.choices} for field in fields_of(category)}
    offered |= {f.name: {"yes", "no"} for f in fields_of(category) if f.kind is FieldKind.YES_NO}
    offered["operation"] = {operation.value for operation in Operation}
    for field in fields_of(category):
        if field.only_if is not None:
            assert set(field.only_if.values) <= offered[field.only_if.field], field.name


@pytest.mark.parametrize("category", Category)
def test_parts_of_a_counterparty_exist_and_what_is_needed_is_asked(category: Category) -> None:
    for field in fields_of(category):
        assert set(field.parts) <= set(Party.__struct_fields__)
        assert bool(field.parts) == (field.kind is FieldKind.COUNTERPARTY)
        assert not field.parts or set(field.needs) <= set(field.parts)


@pytest.mark.parametrize("category", Category)
def test_every_choice_has_words_of_its_own(category: Category) -> None:
    for field in fields_of(category):
        words = [str(option.label) for option in field.choices]
        assert len(words) == len(set(words))
        assert all(words)


def test_a_choice_equals_its_code_and_keeps_its_words() -> None:
    assert isinstance(PropertyUse.RENTED, Choice)
    assert PropertyUse.RENTED.value == str(PropertyUse.RENTED) == "rented"
    assert PropertyUse("rented") is PropertyUse.RENTED
    assert str(PropertyUse.RENTED.label) == "Let to others"


def names(category: Category) -> set[str]:
    return {field.name for field in fields_for(category, UN)}


def test_a_value_is_asked_as_a_band_or_exactly_but_never_both() -> None:
    assert {"band"} == names(Category.FUND) & {"band", "amount"}
    assert {"amount"} == names(Category.GIFT) & {"band", "amount"}


def test_whose_it_is_is_not_asked_where_only_the_filer_is_covered() -> None:
    assert names(Category.LEADERSHIP).isdisjoint(HOLDER_NAMES)
    assert names(Category.FUND) >= HOLDER_NAMES


def test_only_holders_that_are_covered_are_offered() -> None:
    fund = UN.threshold(Category.FUND)
    alone = replace(fund, covers=(Holder.SELF, Holder.SPOUSE))
    programme = replace(UN, thresholds={**UN.thresholds, Category.FUND: alone})
    holder = next(field for field in fields_for(Category.FUND, programme) if field.name == "holder")
    assert [option.code for option in holder.choices] == ["self", "spouse", "joint"]


def field(category: Category, name: str) -> Field:
    return next(field for field in fields_of(category) if field.name == name)


def test_rent_is_asked_only_while_the_property_is_let() -> None:
    rent = field(Category.REAL_ESTATE, "rent")
    assert is_asked(rent, RealEstate(id="1", use=PropertyUse.RENTED))
    assert not is_asked(rent, RealEstate(id="1", use=PropertyUse.EMPTY))
    assert not is_asked(rent, RealEstate(id="1"))


def test_pay_is_asked_only_of_paid_work() -> None:
    pay = field(Category.OUTSIDE_ACTIVITY, "amount")
    assert [is_asked(pay, OutsideActivity(id="1", paid=paid)) for paid in (True, False, None)] == [
        True,
        False,
        False,
    ]


def test_no_is_an_answer_and_blanks_are_not() -> None:
    assert is_given(field(Category.OUTSIDE_ACTIVITY, "paid"), OutsideActivity(id="1", paid=False))
    assert not is_given(field(Category.OUTSIDE_ACTIVITY, "role"), OutsideActivity(id="1", role="  "))


def test_a_band_stands_for_an_amount_and_the_reverse() -> None:
    band, amount = field(Category.FUND, "band"), field(Category.FUND, "amount")
    exact = examples.item(Category.FUND, amount=examples.usd(5))
    banded = replace(exact, amount=None, band="from-10000")
    assert is_given(band, exact)
    assert is_given(amount, banded)
    assert not is_given(amount, replace(exact, amount=None))


@pytest.mark.parametrize("category", Category)
def test_nothing_that_is_needed_is_folded_away_under_more(category: Category) -> None:
    folded = [field for field in fields_of(category) if field.group is FieldGroup.MORE]
    assert [field.name for field in folded if field.required] == []
