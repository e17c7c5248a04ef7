"""Codes and dates that cannot be right, or lie outside the period."""

from collections.abc import Iterator

from disclosure.domain.checks.flags import Check, Flag, Given, Rule
from disclosure.domain.identifiers import is_isin, is_lei
from disclosure.domain.interests import Liability
from disclosure.domain.messages import message

YEAR = 366
"""Days after which a value is no longer that of the period's end, a month of grace apart."""
GRACE = 31

ISIN = Rule("isin-check-digit", message("The ISIN has a slip"), 1)
LEI = Rule("lei-check-digit", message("The legal entity identifier has a slip"), 1)
ORDER = Rule("date-order", message("Dates are in the wrong order"), 1)
OUTSIDE = Rule("date-outside-period", message("A date lies outside the period"), 1)
OLD_VALUE = Rule("value-not-renewed", message("A value is more than a year old"), 1)

ORDERED = (
    ("acquired_on", "disposed_on"),
    ("started_on", "ended_on"),
    ("granted_on", "vests_on"),
    ("vests_on", "expires_on"),
)
"""Pairs of dates of which the first comes before the second or on the same day."""

WITHIN = ("received_on", "sold_on", "occurred_on", "disposed_on")
"""What must have happened within the period to be declared for it."""

NOT_AFTER = ("acquired_on", "as_of", "granted_on", "authorised_on", "agreed_on")
"""What cannot have happened after the end of the period."""


def codes(given: Given) -> Iterator[Flag]:
    """Check digits hold."""
    for item in given.live:
        isin = getattr(item, "isin", "")
        if isin.strip() and not is_isin(isin):
            yield ISIN.flag(
                message("%(item)s ISIN %(code)s fails its check digit.", item=given.told(item), code=isin),
                items=[item],
                fields=("isin",),
            )
        lei = item.counterparty.lei
        if lei.strip() and not is_lei(lei):
            yield LEI.flag(
                message(
                    "%(item)s Identifier %(code)s fails its check digits.", item=given.told(item), code=lei
                ),
                items=[item],
                fields=("counterparty",),
            )


def order(given: Given) -> Iterator[Flag]:
    """What begins does so before it ends."""
    for item in given.statement.items:
        for first, last in ORDERED:
            begins, ends = getattr(item, first, None), getattr(item, last, None)
            if begins is not None and ends is not None and begins > ends:
                yield ORDER.flag(
                    message(
                        "%(item)s It begins on %(begins)s and ends on %(ends)s.",
                        item=given.told(item),
                        begins=begins,
                        ends=ends,
                    ),
                    items=[item],
                    fields=(first, last),
                )


def outside_period(given: Given) -> Iterator[Flag]:
    """What happened in the period bears a date of the period, and nothing is known from after it."""
    for item in given.statement.items:
        days = {name: getattr(item, name, None) for name in (*WITHIN, *NOT_AFTER)}
        for name, day in days.items():
            late = day is not None and given.days_to_end(day) < 0
            if late or (day is not None and name in WITHIN and not given.covers(day)):
                yield OUTSIDE.flag(
                    message("%(item)s It names %(day)s.", item=given.told(item), day=day),
                    items=[item],
                    fields=(name,),
                )
        year = item.since_year if isinstance(item, Liability) else None
        if year is not None and year > given.statement.covers_to.year:
            yield OUTSIDE.flag(
                message("%(item)s It names the year %(year)s.", item=given.told(item), year=str(year)),
                items=[item],
                fields=("since_year",),
            )


def old_value(given: Given) -> Iterator[Flag]:
    """A value that was kept from year to year is asked again."""
    for item in given.live:
        if item.as_of is not None and given.days_to_end(item.as_of) > YEAR + GRACE:
            yield OLD_VALUE.flag(
                message("%(item)s The value is of %(day)s.", item=given.told(item), day=item.as_of),
                items=[item],
                fields=("amount", "band", "as_of"),
            )


CHECKS: tuple[Check, ...] = (codes, order, outside_period, old_value)
