"""What changed since last year in a way that asks for a word."""

from collections.abc import Iterator
from decimal import Decimal

from disclosure.domain.categories import Holder
from disclosure.domain.checks.flags import Check, Flag, Given, Rule
from disclosure.domain.comparison import Changed, Comparison, compare, is_live
from disclosure.domain.interests import HouseholdRelation
from disclosure.domain.messages import message
from disclosure.domain.sentences import NOT_GIVEN
from disclosure.domain.thresholds import value_of

JUMP = Decimal("0.5")
"""A value that rose or fell by more than this part without a trade is asked about (this project's choice)."""

VANISHED = Rule("item-vanished", message("Something declared last year is gone without a word"), 3)
JUMPED = Rule("value-jump", message("A value changed much without a trade"), 2)
SWITCHED = Rule("holder-switched", message("Something passed to a family member"), 3)
SPOUSE = Rule("spouse-employer-changed", message("The spouse has another employer"), 2)
NIL = Rule("dropped-to-nil", message("There was something to declare last year, and now there is nothing"), 2)
IDENTICAL = Rule("identical-three-years", message("The statement is the same for the third year"), 1)

_FAMILY = frozenset({Holder.SPOUSE, Holder.CHILD})


def vanished(given: Given) -> Iterator[Flag]:
    """What was declared last year is there, or was ended."""
    for item in given.comparison.vanished if given.comparison else ():
        yield VANISHED.flag(message("Last year: %(item)s", item=given.told(item)), items=[item])


def value_jump(given: Given) -> Iterator[Flag]:
    """A value does not move far while the quantity stays the same."""
    for change in given.comparison.changed if given.comparison else ():
        before, after = _value_before(given, change), given.value(change.after)
        if before is None or after is None or before <= 0 or _was_traded(given, change):
            continue
        if abs(after - before) > before * JUMP:
            yield JUMPED.flag(
                message(
                    "Last year: %(before)s Now: %(after)s",
                    before=given.told(change.before),
                    after=given.told(change.after),
                ),
                items=[change.after],
                fields=("amount", "band"),
            )


def _value_before(given: Given, change: Changed) -> Decimal | None:
    """Return last year's value at this year's rates, so that a rate is not taken for a trade.

    An exact amount is compared with an exact amount only: the end of a band says too little.
    """
    if (change.before.amount is None) != (change.after.amount is None):
        return None
    return value_of(change.before, given.programme, given.facts.rates)


def _was_traded(given: Given, change: Changed) -> bool:
    """Tell whether the item says that something was bought, sold or drawn in the period."""
    acquired_on = getattr(change.after, "acquired_on", None)
    names = {one.field.name for one in change.fields}
    drawn = getattr(change.after, "new_draw", None) is True
    return (
        drawn
        or bool(names & {"quantity", "percent"})
        or (acquired_on is not None and given.covers(acquired_on))
    )


def holder_switched(given: Given) -> Iterator[Flag]:
    """What the filer held is not suddenly a family member's."""
    for change in given.comparison.changed if given.comparison else ():
        if change.before.holder in (Holder.SELF, Holder.JOINT) and change.after.holder in _FAMILY:
            yield SWITCHED.flag(
                message(
                    "Last year: %(before)s Now: %(after)s",
                    before=given.told(change.before),
                    after=given.told(change.after),
                ),
                items=[change.after],
                fields=("holder",),
            )


def spouse_employer(given: Given) -> Iterator[Flag]:
    """A new employer of the spouse may have to do with the organisation."""
    for change in given.comparison.members if given.comparison else ():
        before, after = change.before, change.after
        if before is None or after is None or after.relation is not HouseholdRelation.SPOUSE:
            continue
        if after.employer.strip() and _said(before.employer) != _said(after.employer):
            yield SPOUSE.flag(
                message(
                    "Last year: %(before)s. Now: %(after)s.",
                    before=before.employer or NOT_GIVEN,
                    after=after.employer,
                ),
                fields=("employer",),
            )


def _said(name: str) -> str:
    """Return a name without regard to case and spacing."""
    return " ".join(name.casefold().split())


def dropped_to_nil(given: Given) -> Iterator[Flag]:
    """A fall from something to nothing is opened by a person, never cleared in a batch."""
    if given.previous and given.comparison and given.comparison.dropped_to_nil:
        number = sum(is_live(item) for item in given.previous.items)
        yield NIL.flag(message("Items last year: %(number)d. Items now: none.", number=number))


def identical(given: Given) -> Iterator[Flag]:
    """A third statement in a row with the same items may have been copied unread."""
    if given.previous is None or not given.statement.items:
        return
    year = given.previous.covers_to.year
    older = [s for s in given.facts.history if s.covers_to.year < year]
    oldest = max(older, key=lambda one: one.covers_to, default=None)
    if oldest is None or given.comparison is None:
        return
    if _is_identical(given.comparison) and _is_identical(compare(oldest, given.previous)):
        yield IDENTICAL.flag(
            message(
                "The same %(number)d items as for %(year)d and %(oldest)d.",
                number=len(given.statement.items),
                year=year,
                oldest=oldest.covers_to.year,
            ),
            items=given.statement.items,
        )


def _is_identical(comparison: Comparison) -> bool:
    """Tell whether every item is the same, and there are some."""
    return comparison.is_same and bool(comparison.unchanged) and not comparison.undecided


CHECKS: tuple[Check, ...] = (
    vanished,
    value_jump,
    holder_switched,
    spouse_employer,
    dropped_to_nil,
    identical,
)
