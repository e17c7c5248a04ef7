"""When somebody takes or leaves office, and what time their statement is about."""

from datetime import date
from zoneinfo import ZoneInfo

from disclosure.domain.periods import before_taking_office, until_leaving_office
from disclosure.domain.programme import Period
from disclosure.models import Filing, FilingKind, Person


def day_of(person: Person, kind: FilingKind) -> date | None:
    """Return the day on which the roster says that somebody takes office, or leaves it."""
    days = {FilingKind.ENTRY: person.joined_on, FilingKind.EXIT: person.left_on}
    return days.get(kind)


def begun_on(filing: Filing) -> date:
    """Return the day because of which a statement is owed: of taking or leaving office, or of designating.

    A roster that no longer says the day leaves that of designating.
    """
    designated = filing.designation.created_at.astimezone(ZoneInfo(filing.zone)).date()
    return day_of(filing.person, filing.kind) or designated


def covered(filing: Filing) -> Period:
    """Return the time that the statement of a filing is about."""
    if filing.kind is FilingKind.ENTRY:
        return before_taking_office(begun_on(filing))
    if filing.kind is FilingKind.EXIT:
        return until_leaving_office(begun_on(filing))
    return Period(filing.cycle.covers_from, filing.cycle.covers_to)
