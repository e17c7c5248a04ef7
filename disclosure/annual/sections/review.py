"""What the review came to: conflicts, outcomes, files that stayed open, verification."""

from decimal import Decimal

from disclosure.annual import wording
from disclosure.annual.document import Bar, Cell, Chart, Column, Row, Section, Table
from disclosure.annual.sections import counts
from disclosure.annual.shown import Shown


def still_open(shown: Shown) -> Section:
    """Set out the files open at the end of the year, by reason."""
    say = shown.tongue.gettext
    parts = counts.parts_of(shown, "open", wording.OPEN_REASONS)
    return Section(
        code="open",
        heading=say("Files open at the end of the year"),
        definition=say(
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
            headings=(say("Reason"), say("Statements")),
            total=say("All open files"),
        ),
        charts=(counts.chart(shown, parts, title=say("Why files were open"), whole="open"),),
    )


def verification(shown: Shown) -> Section:
    """Set out the size of the sample and how much of it is complete."""
    say = shown.tongue.gettext
    rows = (
        (say("Drawn for verification"), "drawn", "required"),
        (say("Drawn by chance"), "sampled", "drawn"),
        (say("Carried over"), "carried-over", "drawn"),
        (say("Verification complete"), "verified", "drawn"),
    )
    lines = tuple(Row((Cell(name), shown.cell(key), shown.share_cell(key, of))) for name, key, of in rows)
    return Section(
        code="verification",
        heading=say("Verification"),
        definition=say(
            "Filings whose every item is to be proved by documents, drawn by chance or carried over; "
            "complete when every document that was asked for is accepted."
        ),
        finding=say(
            "Drawn: %(drawn)s of %(required)s (%(share)s; the programme asks for about %(rate)s); "
            "verified in full: %(done)s.",
            drawn=shown.count("drawn"),
            required=shown.count("required"),
            share=shown.share("drawn", "required"),
            rate=_rate(shown),
            done=shown.count("verified"),
        ),
        table=Table(
            columns=(Column(say("Figure"), numeric=False), Column(say("Statements")), Column(say("Share"))),
            rows=lines,
        ),
    )


def conflicts(shown: Shown) -> Section:
    """Set out the conflicts that were found, by category."""
    say = shown.tongue.gettext
    parts = counts.parts_of(shown, "conflicts", wording.CATEGORIES)
    return Section(
        code="conflicts",
        heading=say("Conflicts by category"),
        definition=say("All conflicts that were found and not dismissed. One person can have several."),
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
            headings=(say("Category"), say("Conflicts")),
            total=say("All conflicts"),
        ),
        charts=(counts.chart(shown, parts, title=say("Conflicts by category"), whole="conflicts"),),
    )


def conflicts_by_year(shown: Shown) -> Section:
    """Set out how many people had a conflict in each year."""
    say, annual = shown.tongue.gettext, shown.annual
    rows, bars = [], []
    for told in annual.years:
        people, place = f"conflict-filers/year/{told.year}", f"/year/{told.year}"
        share = shown.share_cell(people, f"required{place}")
        cells = (Cell(str(told.year)), shown.cell(people), share, shown.cell(f"conflicts{place}"))
        rows.append(Row(cells, strong=told.year == annual.year))
        bars.append(Bar(str(told.year), shown.rate(people, f"required{place}"), share.text))
    headings = (say("Filers with a conflict"), say("Share"), say("Conflicts"))
    return Section(
        code="conflicts-by-year",
        heading=say("Conflicts by year"),
        definition=say(
            "People for whom a reviewer found at least one conflict of interest and did not dismiss it."
        ),
        finding=_against(shown),
        table=Table(columns=(Column(say("Year"), numeric=False), *map(Column, headings)), rows=tuple(rows)),
        charts=(
            Chart(
                title=say("Filers with a conflict, by year"),
                description=say("Share of those who had to file, one bar for each year."),
                bars=tuple(bars),
                most=max((bar.value or 0 for bar in bars), default=0),
            ),
        ),
    )


def _against(shown: Shown) -> str:
    say, year = shown.tongue.gettext, shown.annual.year
    before, all_before = f"conflict-filers/year/{year - 1}", f"required/year/{year - 1}"
    facts = {
        "filers": shown.count("conflict-filers"),
        "share": shown.share("conflict-filers", "required"),
    }
    if before not in shown.annual.numbers:
        return say("With a conflict: %(filers)s (%(share)s of those who had to file).", **facts)
    return say(
        "With a conflict: %(filers)s (%(share)s of those who had to file), "
        "against %(then)s (%(part)s) in %(before)s.",
        **facts,
        then=shown.count(before),
        part=shown.share(before, all_before),
        before=year - 1,
    )


def outcomes(shown: Shown) -> Section:
    """Set out how the closed reviews ended."""
    say = shown.tongue.gettext
    parts = counts.parts_of(shown, "outcome", wording.OUTCOMES)
    return Section(
        code="outcomes",
        heading=say("How reviews ended"),
        definition=say(
            "Every closed review has one outcome. Advice is given to the person, or to them and their "
            "supervisor."
        ),
        finding=say(
            "Of %(closed)s closed reviews: %(outcomes)s.",
            closed=shown.count("outcome"),
            outcomes=counts.listed(shown, parts),
        ),
        table=counts.table(
            shown,
            parts,
            whole="outcome",
            headings=(say("Outcome"), say("Statements")),
            total=say("Closed reviews"),
        ),
        charts=(counts.chart(shown, parts, title=say("How reviews ended"), whole="outcome"),),
    )


def _rate(shown: Shown) -> str:
    exact = 100 * Decimal(shown.annual.draw_rate)
    return shown.tongue.share(exact, places=0 if exact == int(exact) else 1)
