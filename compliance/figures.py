"""The figures of the yearly report, each with its definition in a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from flask import Response, g
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from compliance import exporting, wording
from compliance.pages import figure, share, words
from disclosure.casework import programmes, reporting
from disclosure.casework.reporting import Statistics
from disclosure.casework.reporting.compliance import CSV_HEADER
from disclosure.domain.statistics import ConflictFigures, LineKind, Participation, TableLine
from disclosure.models import Cycle
from disclosure.web.languages import spoken


class Figure(NamedTuple):
    """One figure: its name, its value as it is read, what it counts."""

    name: str
    value: str
    definition: str


class Report(NamedTuple):
    """The report of one year."""

    provisional: bool
    lines: Sequence[tuple[TableLine, str]]
    """Each line of the compliance table with its name."""
    figures: Sequence[Figure]
    outcomes: Sequence[tuple[str, int]]
    open_reasons: Sequence[tuple[str, int]]
    conflicts: ConflictFigures
    years: Sequence[Participation]
    groups: Sequence[str]
    """Names of the programme's groups, in the order of each year's counts."""


def report(cycle: Cycle) -> Report:
    """Count the report of a year."""
    asked = {"by": g.actor, "organisation": cycle.organisation}
    language = spoken().code
    found = reporting.statistics(g.db, year=cycle.year, **asked)
    lines = reporting.compliance(g.db, year=cycle.year, language=language, **asked)
    return Report(
        provisional=found.provisional,
        lines=[(line, _name(line, cycle)) for line in lines],
        figures=list(_figures(found)),
        outcomes=_named(wording.OUTCOMES, found.outcomes),
        open_reasons=_named(wording.OPEN_REASONS, found.open_reasons),
        conflicts=reporting.conflicts_by_category(g.db, year=cycle.year, **asked),
        years=reporting.participation_by_year(g.db, **asked),
        groups=[group.names.in_language(language) for group in programmes.of(cycle).groups],
    )


def exported(cycle: Cycle) -> Response:
    """Return the compliance table as a file: code, required, filed, not filed."""
    actor, year = g.actor, cycle.year

    def table(db: Session) -> Iterator[Sequence[object]]:
        lines = reporting.compliance_csv(db, by=actor, organisation=cycle.organisation, year=year)
        next(lines)
        return lines

    count = sum(1 for _line in table(g.db))
    what, filename = f"compliance table {year}", f"compliance-{year}.csv"
    return exporting.export(cycle, what=what, count=count, header=CSV_HEADER, rows=table, filename=filename)


def _name(line: TableLine, cycle: Cycle) -> str:
    programme, language = programmes.of(cycle), spoken().code
    if line.kind is LineKind.TOTAL:
        return programme.total.in_language(language)
    if line.kind is LineKind.SUBTOTAL:
        names = {sum_.code: sum_.names.in_language(language) for sum_ in programme.subtotals}
        return names[line.code]
    return line.name


def _named(known: wording.Words, counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(words(code), counts.get(code.value, 0)) for code in known]


def _figures(found: Statistics) -> Iterable[Figure]:
    return chain(_of_filing(found), _of_verification(found), _of_conflicts(found))


def _of_filing(found: Statistics) -> Iterable[Figure]:
    yield Figure(
        _("Filers"),
        figure(found.filers),
        _("Statements that had to be filed: everybody designated and neither exempted nor withdrawn."),
    )
    yield Figure(
        _("First-time filers"),
        _counted(found.first_time, found.first_time_share),
        _("Filers who were never asked to file in an earlier year, and their share of all filers."),
    )
    yield Figure(
        _("Filed"),
        _counted(found.filed, found.compliance_rate),
        _("Filers whose statement was received, late or not. Their share is the compliance rate."),
    )
    yield Figure(
        _("Not filed"),
        figure(found.non_filers),
        _("Filers whose statement was not received. Filed and not filed add up to all filers."),
    )
    yield Figure(
        _("Filed late"),
        figure(found.late),
        _("Of those filed: received after the due day had ended where the person serves."),
    )
    yield Figure(
        _("Referred"),
        figure(found.referred),
        _("Filers put before the head of their entity because their statement was missing."),
    )
    yield Figure(
        _("Open files"),
        _counted(found.open_at_year_end, found.open_share),
        _("Filed, and the review not finished when the cycle closed (until then: now)."),
    )


def _of_verification(found: Statistics) -> Iterable[Figure]:
    yield Figure(
        _("Drawn for verification"),
        figure(found.drawn),
        _("Filings whose every item is to be proved by documents: drawn by chance or carried over."),
    )
    yield Figure(
        _("Drawn by chance"),
        figure(found.sampled),
        _("Of those drawn: hit by the random draw that anybody can repeat from its record."),
    )
    yield Figure(
        _("Carried over"),
        figure(found.carried_over),
        _("Of those drawn: verification of an earlier cycle was not complete, hit by chance or not."),
    )
    yield Figure(
        _("Verification complete"),
        figure(found.verification_complete),
        _("Of those drawn: filed, and every document that was asked for is accepted."),
    )


def _of_conflicts(found: Statistics) -> Iterable[Figure]:
    yield Figure(
        _("Filers with a conflict"),
        _counted(found.conflict_filers, found.conflict_share),
        _("People for whom a reviewer found at least one conflict of interest and did not dismiss it."),
    )
    yield Figure(
        _("Conflicts"),
        figure(found.conflict_items),
        _("All conflicts that were found and not dismissed. One person can have several."),
    )


def _counted(number: int, of_whole: float | None) -> str:
    return str(_("%(number)s (%(share)s)", number=figure(number), share=share(of_whole)))
