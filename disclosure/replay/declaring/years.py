"""Next year's statement: mostly the same, some of it changed, ended, new, or gone without a word."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from msgspec.structs import replace

from disclosure.domain.interests import (
    HouseholdRelation,
    Item,
    Liability,
    Member,
    Money,
    Operation,
    Statement,
    carried_over,
)
from disclosure.domain.programme import Programme
from disclosure.replay.declaring.choosing import calm_item
from disclosure.replay.declaring.household import employer
from disclosure.replay.declaring.pen import Pen
from disclosure.replay.declaring.statements import answers
from disclosure.replay.population import Part

_FATES = (
    (Operation.UNCHANGED, 74),
    (Operation.CHANGED, 14),
    (Operation.DISPOSED, 9),
    (Operation.NOT_SURE, 2),
    (None, 1),
)
"""What becomes of an item within a year; None: it is left out without a word."""
ADDING = 0.25
"""The part of those who had items that adds one; `ADDING_TO_NIL` of those who had none."""
ADDING_TO_NIL = 0.03
NEW_EMPLOYER = 0.05


def next_year(
    previous: Statement,
    part: Part,
    *,
    seed: int,
    year: int,
    covers_from: date,
    covers_to: date,
    programme: Programme,
) -> Statement:
    """Return the complete statement for the cycle of `year`, carried over from `previous`.

    Items keep their ids, so that last year stands beside each. `part` says who writes.
    """
    rng = Random(f"{seed}:{year}:{part.person.index_number}")  # noqa: S311 - repeatable, nothing secret
    begun = carried_over(previous, year=year, covers_from=covers_from, covers_to=covers_to)
    family = tuple(_member(rng, member) for member in begun.household)
    pen = Pen(
        rng, part.person, programme=programme, household=family, covers_from=covers_from, covers_to=covers_to
    )
    kept = [item for old in begun.items for item in _fate(pen, old)]
    if pen.chance(ADDING if previous.items else ADDING_TO_NIL):
        kept.append(calm_item(pen))
    return replace(
        begun,
        household=family,
        household_confirmed=True,
        duties_unchanged=True,
        answers=answers(pen, kept),
        items=tuple(kept),
    )


def _member(rng: Random, member: Member) -> Member:
    """A spouse may have found another employer."""
    if member.relation is HouseholdRelation.SPOUSE and rng.random() < NEW_EMPLOYER:
        return replace(member, employer=employer(rng))
    return member


def _fate(pen: Pen, item: Item) -> Iterator[Item]:
    """Yield what became of a carried item, if anything is said about it."""
    operations = [operation for operation, _ in _FATES]
    operation = pen.rng.choices(operations, [weight for _, weight in _FATES])[0]
    if operation is Operation.CHANGED:
        yield _changed(pen, item)
    elif operation is Operation.DISPOSED:
        yield replace(item, operation=operation, disposed_on=_ended(pen, item))
    elif operation is not None:
        yield replace(item, operation=operation)


def _ended(pen: Pen, item: Item) -> date:
    """Return a day of the period that is not before the item began."""
    began = getattr(item, "acquired_on", None)
    return max(pen.within(), began + timedelta(days=1)) if began else pen.within()


def _changed(pen: Pen, item: Item) -> Item:
    """Return the item with another value of today; one without a value stayed as it was."""
    if item.amount is not None:
        part = pen.rng.uniform(0.7, 0.98) if isinstance(item, Liability) else pen.rng.uniform(0.8, 1.8)
        amount = Money(Decimal(int(float(item.amount.amount) * part)), item.amount.currency)
        return replace(item, operation=Operation.CHANGED, amount=amount, as_of=None)
    codes = [band.code for band in pen.programme.values.bands]
    if item.band not in codes[1:-1]:
        return replace(item, operation=Operation.UNCHANGED)
    near = codes[codes.index(item.band) + pen.rng.choice((-1, 1, 1))]
    return replace(item, operation=Operation.CHANGED, band=near, as_of=None)
