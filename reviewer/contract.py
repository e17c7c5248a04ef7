"""Reports of the work for the reviewer's contract: states, ages, turn-round and outcomes, without content."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from disclosure import clock, ledger
from disclosure.access import Permission
from disclosure.casework.reporting.workload import BANDS, Period, Work, Workload, workload
from disclosure.domain.lifecycle import UNDER_REVIEW, FilingState
from disclosure.domain.messages import Message, message
from disclosure.models import Organisation, Outcome
from disclosure.web import spreadsheets
from disclosure.web.desk import Desk
from disclosure.web.forms import said
from disclosure.web.loaders import organisation
from reviewer.pages import words

desk = Desk("contract", __name__, url_prefix="/reports")
STATES = [state for state in FilingState if state in UNDER_REVIEW or state is FilingState.CLOSED]
EARLIEST = date(2000, 1, 1)
DEFINITIONS: tuple[tuple[Message, Message], ...] = (
    (
        message("Filed"),
        message("Statements that came in the period, counted by the state in which they are now."),
    ),
    (
        message("Age"),
        message("Of those that are not closed: working days since they were filed."),
    ),
    (
        message("To first act"),
        message(
            "Cases first claimed or assigned in the period: working days from filing to that. "
            "A case counts for whoever has it now."
        ),
    ),
    (
        message("To close"),
        message(
            "Cases closed in the period: working days from filing to closing. Days on which the filer "
            "had to answer count as well."
        ),
    ),
    (
        message("Median, nine in ten"),
        message("In so many days or fewer half of them, or nine in ten of them, were done."),
    ),
    (message("Outcome"), message("How the cases closed in the period ended.")),
    (
        message("Working days"),
        message("Monday to Friday, between dates in UTC. The day of filing does not count."),
    ),
)


class Row(NamedTuple):
    """The work of one reviewer, or of all, under its name."""

    name: str
    work: Work


class Asked(NamedTuple):
    """The period as the address names it, and what was wrong with it."""

    period: Period
    fault: str | None


@desk.get("", needs=Permission.WORKLOAD_SEE, row=organisation)
def show(office: Organisation) -> ResponseReturnValue:
    """Show the work of a period: one's own, or everybody's to whoever leads the team."""
    asked = _asked()
    found = workload(g.db, by=g.actor, organisation=office, period=asked.period)
    rows = _rows(found)
    return render_template(
        "contract/show.html",
        asked=asked,
        rows=rows,
        sees_all=found.total is not None,
        states=[state for state in STATES if any(state in row.work.states for row in rows)],
        outcomes=list(Outcome),
        bands=[_band(first, last) for first, last in BANDS],
        definitions=DEFINITIONS,
    )


@desk.get("/reports.csv", needs=Permission.WORKLOAD_SEE, row=organisation, opens=True)
def export(office: Organisation) -> ResponseReturnValue:
    """Send the same figures as a file for a spreadsheet; the ledger keeps that they were taken out."""
    period = _asked().period
    rows = _rows(workload(g.db, by=g.actor, organisation=office, period=period))
    ledger.record(g.db, g.actor, "list:exported", organisation_id=office.id, what="workload", rows=len(rows))
    lines: list[Sequence[object]] = [_header(), *(_line(period, row) for row in rows), *_told()]
    return spreadsheets.sent(lines, f"review-work-{period.first}-{period.last}.csv")


def _asked() -> Asked:
    """Read the period; what is no period is told, and this year shown in its place."""
    today = clock.now().astimezone(UTC).date()
    usual = Period(date(today.year, 1, 1), today)
    first, last = (request.args.get(name, "") for name in ("first", "last"))
    if not first and not last:
        return Asked(usual, None)
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return Asked(usual, _("Write both days like 2020-03-31. Below is this year so far."))
    if not EARLIEST <= period.first <= period.last < date.max:
        return Asked(usual, _("The first day comes before the last. Below is this year so far."))
    return Asked(period, None)


def _rows(found: Workload) -> list[Row]:
    rows = [Row(name or _("Nobody yet"), work) for name, work in found.reviewers]
    return [*rows, Row(_("All together"), found.total)] if found.total is not None else rows


def _band(first: int, last: int | None) -> str:
    if last is None:
        return str(_("%(first)d or more", first=first))
    return str(_("%(first)d to %(last)d", first=first, last=last))


def _header() -> list[str]:
    ages = [_("Age %(band)s", band=_band(first, last)) for first, last in BANDS]
    took = [
        _("First acts"),
        _("To first act, median"),
        _("To first act, nine in ten"),
        _("Closed"),
        _("To close, median"),
        _("To close, nine in ten"),
    ]
    states, outcomes = [words(state) for state in STATES], [words(outcome) for outcome in Outcome]
    return [_("Reviewer"), _("From"), _("To"), _("Filed"), *states, *ages, *took, *outcomes]


def _line(period: Period, row: Row) -> list[object]:
    work = row.work
    return [
        row.name,
        period.first,
        period.last,
        work.filed,
        *(work.states.get(state, 0) for state in STATES),
        *work.ages,
        *work.to_first_act,
        *work.to_close,
        *(work.outcomes.get(outcome, 0) for outcome in Outcome),
    ]


def _told() -> Iterator[Sequence[object]]:
    """Yield under the figures what they mean, and when they were reckoned."""
    yield []
    yield [_("Reckoned at"), datetime.isoformat(clock.now().replace(microsecond=0))]
    yield from ([said(term), said(meaning)] for term, meaning in DEFINITIONS)
