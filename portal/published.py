"""A public summary as its page shows it. The preview and the public page are this one thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from disclosure.casework import programmes
from disclosure.domain import publishing as rules
from disclosure.domain.messages import Message
from disclosure.domain.publishing import Entry, Summary
from disclosure.models import Filing
from disclosure.web.amounts import page_locale
from disclosure.web.forms import said


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in the language of the page. `what` is its kind, or else its category."""

    what: str
    party: str
    holder: str
    country: str
    value: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One summary in the language of the page."""

    filing: Filing
    name: str
    title: str
    on: date | None
    summary: Summary
    lines: list[Line]
    rules: Sequence[Message]


def shown(filing: Filing, summary: Summary, *, name: str, title: str, at: datetime) -> Shown:
    """Return a summary in words, published at that instant."""
    values = rules.VALUES if summary.values else rules.NO_VALUES
    return Shown(
        filing=filing,
        name=name,
        title=title,
        on=day(filing, at),
        summary=summary,
        lines=[line(entry, filing) for entry in summary.entries],
        rules=() if summary.nil else (*rules.RULES, values),
    )


def day(filing: Filing, instant: datetime | None) -> date | None:
    """Return the day of an instant where the filer serves."""
    return instant.astimezone(ZoneInfo(filing.zone)).date() if instant else None


def line(entry: Entry, filing: Filing) -> Line:
    """Return one entry in words."""
    told = rules.shown(entry, programmes.of(filing.cycle))
    category, kind = said(told.category), said(told.kind)
    return Line(
        what=f"{category} ({kind})" if kind else category,
        party=said(told.party),
        holder=said(told.holder),
        country=page_locale().territories.get(told.country, told.country),
        value=said(Message("%(value)s", {"value": told.value})) if told.value else "",
    )
