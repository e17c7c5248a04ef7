"""What time a statement on taking or leaving office is about.

Taking office: the twelve months before it, as the induction filings of other organisations
of the system cover. Leaving: the twelve months that end with the last day in office.
"""

from datetime import date, timedelta

from disclosure.domain.programme.calendar import Period

_ONE_DAY = timedelta(days=1)


def before_taking_office(on: date) -> Period:
    """Return the twelve months before somebody takes office on a day."""
    return _twelve_months_to(on - _ONE_DAY)


def until_leaving_office(on: date) -> Period:
    """Return the twelve months that end with `on`, the last day in office."""
    return _twelve_months_to(on)


def _twelve_months_to(last: date) -> Period:
    after = last + _ONE_DAY
    leap_day = (after.month, after.day) == (2, 29)
    first = date(after.year - 1, 3, 1) if leap_day else after.replace(year=after.year - 1)
    return Period(first, last)
