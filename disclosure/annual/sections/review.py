"""What the review came to: conflicts, outcomes, files that stayed open, verification."""

from decimal import Decimal

from disclosure.annual import wording
from disclosure.annual.document import Bar, Cell, Chart, Column, Row, Section, Table
from disclosure.annual.sections import counts
from disclosure.annual.shown import Shown


def still_open(shown: Shown) -> Section:
    """Set out the files open at the end of the year, by reason."""
    gettext = shown.tongue.gettext
    parts = counts.parts_of(shown, "open", wording.OPEN_REASONS)
    return Section(
        code="open",
        heading=gettext("Files open at the end of the year"),
        definition=gettext(
            "Filed, and the review not finished when the cycle closed; each counts once, under the "
            "first reason that applies."
        ),
        finding=shown.ngettext(
            "%(num)s file was open when the cycle closed (%(share)s of filers): %(reasons)s.",
            "%(num)s files were open when the cycle closed (%(share)s of filers): %(reasons)s.",
            "open",
            share=shown.share("open", "required"),
            reasons=counts.listed(shown, parts),
        ),
        table=counts.table(
            shown,
            parts,
            whole="open",
            headings=(gettext("Reason"), gettext("Statements")),
            total=gettext("All open files"),
        ),
        charts=(counts.chart(shown, parts, title=gettext("Why files were open"), whole="open"),),
    )


def verification(shown: Shown) -> Section:
    """Set out the size of the sample and how much of it is complete."""
    gettext = shown.tongue.gettext
    rows = (
        (gettext("Drawn for verification"), "drawn", "required"),
        (gettext("Drawn by chance"), "sampled", "drawn"),
        (gettext("Carried over"), "carried-over", "drawn"),
        (gettext("Verification complete"), "verified", "drawn"),
    )
    lines = tuple(Row((Cell(name), shown.cell(key), shown.share_cell(key, of))) for name, key, of in rows)
    return Section(
        code="verification",
        heading=gettext("Verification"),
        definition=gettext(
            "Filings whose every item is to be proved by documents, drawn by chance or carried over; "
            "complete when every document that was asked for is accepted."
        ),
        finding=gettext(
            "Drawn: %(drawn)s of %(required)s (%(share)s; the programme asks for about %(rate)s); "
            "verified in full: %(done)s.",
            drawn=shown.count("drawn"),
            required=shown.count("required"),
            share=shown.share("drawn", "required"),
            rate=_rate(shown),
            done=shown.count("verified"),
        ),
        table=Table(
            columns=(
                Column(gettext("Figure"), numeric=False),
                Column(gettext("Statements")),
                Column(gettext("Per cent")),
            ),
            rows=lines,
        ),
    )


def conflicts(shown: Shown) -> Section:
    """Set out the conflicts that were found, by category."""
    gettext = shown.tongue.gettext
    parts = counts.parts_of(shown, "conflicts", wording.CATEGORIES)
    return Section(
        code="conflicts",
        heading=gettext("Conflicts by category"),
        definition=gettext("All conflicts that were found and not dismissed. One person can have several."),
        finding=shown.ngettext(
            "%(num)s conflict was found: %(categories)s.",
            "%(num)s conflicts were found: %(categories)s.",
            "conflicts",
            categories=counts.listed(shown, parts),
        ),
        table=counts.table(
            shown,
            parts,
            whole="conflicts",
            headings=(gettext("Category"), gettext("Conflicts")),
            total=gettext("All conflicts"),
        ),
        charts=(counts.chart(shown, parts, title=gettext("Conflicts by category"), whole="conflicts"),),
    )


def conflicts_by_year(shown: Shown) -> Section:
    """Set out how many people had a conflict in each year."""
    gettext, annual = shown.tongue.gettext, shown.annual
    rows, bars = [], []
    for told in annual.years:
        people, place = f"conflict-filers/year/{told.year}", f"/year/{told.year}"
        share = shown.share_cell(people, f"required{place}")
        cells = (Cell(str(told.year)), shown.cell(people), share, shown.cell(f"conflicts{place}"))
        rows.append(Row(cells, strong=told.year == annual.year))
        bars.append(Bar(str(told.year), shown.rate(people, f"required{place}"), share.text))
    headings = (gettext("Filers with a conflict"), gettext("Per cent"), gettext("Conflicts"))
    return Section(
        code="conflicts-by-year",
        heading=gettext("Conflicts by year"),
        definition=gettext(
            "People for whom a reviewer found at least one conflict of interest and did not dismiss it."
        ),
        finding=_against(shown),
        table=Table(
            columns=(Column(gettext("Year"), numeric=False), *map(Column, headings)), rows=tuple(rows)
        ),
        charts=(
            Chart(
                title=gettext("Filers with a conflict, by year"),
                description=gettext("Share of those who had to file, one bar for each year."),
                bars=tuple(bars),
                most=max((bar.value or 0 for bar in bars), default=0),
            ),
        ),
    )


def _against(shown: Shown) -> str:
    gettext, year = shown.tongue.gettext, shown.annual.year
    before, all_before = f"conflict-filers/year/{year - 1}", f"required/year/{year - 1}"
    facts = {
        "filers": shown.count("conflict-filers"),
        "share": shown.share("conflict-filers", "required"),
    }
    if before not in shown.annual.numbers:
        return gettext("With a conflict: %(filers)s (%(share)s of those who had to file).", **facts)
    return gettext(
        "With a conflict: %(filers)s (%(share)s of those who had to file), "
        "against %(then)s (%(part)s) in %(before)s.",
        **facts,
        then=shown.count(before),
        part=shown.share(before, all_before),
        before=year - 1,
    )


def outcomes(shown: Shown) -> Section:
    """Set out how the closed reviews ended."""
    gettext = shown.tongue.gettext
    parts = counts.parts_of(shown, "outcome", wording.OUTCOMES)
    return Section(
        code="outcomes",
        heading=gettext("How reviews ended"),
        definition=gettext(
            "Every closed review has one outcome. Advice is given to the person, or to them and their "
            "supervisor."
        ),
        finding=gettext(
            "Of %(closed)s closed reviews: %(outcomes)s.",
            closed=shown.count("outcome"),
            outcomes=counts.listed(shown, parts),
        ),
        table=counts.table(
            shown,
            parts,
            whole="outcome",
            headings=(gettext("Outcome"), gettext("Statements")),
            total=gettext("Closed reviews"),
        ),
        charts=(counts.chart(shown, parts, title=gettext("How reviews ended"), whole="outcome"),),
    )


def _rate(shown: Shown) -> str:
    exact = 100 * Decimal(shown.annual.draw_rate)
    return shown.tongue.share(exact, places=0 if exact == int(exact) else 1)
