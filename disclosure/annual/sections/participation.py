"""Who takes part: by year, by group, for the first time, and who is missing."""

from collections.abc import Iterator

from disclosure.annual.document import Bar, Cell, Chart, Column, Row, Section, Table
from disclosure.annual.shown import HIDDEN, Shown
from disclosure.domain.annual import Summed


def years(shown: Shown) -> Section:
    """Set out participation over the years, by group."""
    gettext, annual = shown.tongue.gettext, shown.annual
    columns = (
        Column(gettext("Year"), numeric=False),
        *(Column(shown.named(group.names)) for group in annual.groups),
        *map(Column, (gettext("Required to file"), gettext("Filed"), gettext("Rate"), gettext("Difference"))),
        Column(gettext("Source"), numeric=False),
    )
    bars = [_bar(shown, told.year) for told in annual.years]
    return Section(
        code="years",
        heading=gettext("Participation by year"),
        definition=gettext(
            "People who had to file in each year, by group; change is against the year before. Years "
            "without a cycle here are told as they were published."
        ),
        finding=_change(shown),
        table=Table(columns=columns, rows=tuple(_years(shown))),
        charts=(
            Chart(
                title=gettext("People who had to file, by year"),
                description=gettext("One bar for each year, the earliest first."),
                bars=tuple(bars),
                most=max((bar.value or 0 for bar in bars), default=0),
            ),
        ),
    )


def _years(shown: Shown) -> Iterator[Row]:
    annual, gettext = shown.annual, shown.tongue.gettext
    for told in annual.years:
        place = f"/year/{told.year}"
        here = told.year == annual.year
        yield Row(
            (
                Cell(str(told.year)),
                *(shown.cell(f"required{place}/group/{group.code}") for group in annual.groups),
                shown.cell(f"required{place}"),
                shown.cell(f"filed{place}"),
                shown.share_cell(f"filed{place}", f"required{place}"),
                _changed(shown, told.year),
                Cell(told.source or gettext("Counted here")),
            ),
            strong=here,
        )


def _changed(shown: Shown, year: int) -> Cell:
    now, before = f"required/year/{year}", f"required/year/{year - 1}"
    if {now, before} & shown.hidden:
        return Cell(HIDDEN)
    if not shown.knows(now, before):
        return Cell("")
    change = shown.number(now) - shown.number(before)
    return Cell(shown.tongue.change(change), change)


def _bar(shown: Shown, year: int) -> Bar:
    key = f"required/year/{year}"
    return Bar(str(year), shown.value(key), shown.count(key))


def _change(shown: Shown) -> str:
    """Say how many had to file, and how many that is more or fewer than the year before."""
    annual = shown.annual
    facts: dict[str, object] = {"year": annual.year, "before": annual.year - 1}
    if "change" not in annual.numbers:
        return shown.ngettext(
            "In %(year)s, %(num)s person had to file.",
            "In %(year)s, %(num)s people had to file.",
            "required",
            year=annual.year,
        )
    change = shown.number("change")
    told = HIDDEN if "change" in shown.hidden else shown.tongue.count(abs(change))
    facts |= {"change": told, "then": shown.count(f"required/year/{annual.year - 1}")}
    if change < 0:
        return shown.ngettext(
            "In %(year)s, %(num)s person had to file, %(change)s fewer than in %(before)s (%(then)s).",
            "In %(year)s, %(num)s people had to file, %(change)s fewer than in %(before)s (%(then)s).",
            "required",
            **facts,
        )
    return shown.ngettext(
        "In %(year)s, %(num)s person had to file, %(change)s more than in %(before)s (%(then)s).",
        "In %(year)s, %(num)s people had to file, %(change)s more than in %(before)s (%(then)s).",
        "required",
        **facts,
    )


def parts(shown: Shown) -> Section:
    """Set out which part of all filers each group and each sum of groups is."""
    gettext, annual = shown.tongue.gettext, shown.annual
    rows = [_part(shown, shown.named(group.names), f"/group/{group.code}") for group in annual.groups]
    rows += [
        _part(shown, shown.named(one.names), f"/sum/{one.code}") for one in annual.subtotals if one.groups[1:]
    ]
    told = [
        gettext(
            "%(name)s %(number)s (%(share)s)",
            name=shown.tongue.listed([_group(shown, code) for code in one.groups]),
            number=shown.count(f"required/sum/{one.code}"),
            share=shown.roughly(f"required/sum/{one.code}", "required"),
        )
        for one in widest(annual.subtotals)
    ]
    return Section(
        code="parts",
        heading=gettext("Who had to file, by part of the organisation"),
        definition=gettext("Filers of each group of entities, and their share of all filers."),
        finding=gettext("Had to file: %(parts)s.", parts="; ".join(told)),
        table=Table(
            columns=(
                Column(gettext("Group"), numeric=False),
                Column(gettext("Required to file")),
                Column(gettext("Per cent")),
            ),
            rows=(
                *rows,
                Row((Cell(shown.named(annual.total)), shown.cell("required"), Cell("")), strong=True),
            ),
        ),
    )


def widest(sums: tuple[Summed, ...]) -> list[Summed]:
    """Return the sums that lie within no other one."""
    return [one for one in sums if not any(set(one.groups) < set(other.groups) for other in sums)]


def _part(shown: Shown, name: str, place: str) -> Row:
    key = f"required{place}"
    return Row((Cell(name), shown.cell(key), shown.share_cell(key, "required")))


def _group(shown: Shown, code: str) -> str:
    return next(shown.named(group.names) for group in shown.annual.groups if group.code == code)


def rates(shown: Shown) -> Section:
    """Set out the compliance rate of each group, and who is missing from it."""
    gettext, annual = shown.tongue.gettext, shown.annual
    places = [(shown.named(group.names), f"/group/{group.code}") for group in annual.groups]
    rows = [_rate(shown, name, place) for name, place in places]
    bars = [
        Bar(name, shown.rate(f"filed{place}", f"required{place}"), row.cells[3].text)
        for (name, place), row in zip(places, rows, strict=True)
    ]
    headings = (gettext("Required to file"), gettext("Filed"), gettext("Rate"), gettext("Not filed"))
    return Section(
        code="rates",
        heading=gettext("Compliance rate and non-filers by group"),
        definition=gettext(
            "The compliance rate is the share of filers who filed. Referred are those put before the "
            "head of their entity because their statement was missing."
        ),
        finding=_missing(shown, places),
        table=Table(
            columns=(Column(gettext("Group"), numeric=False), *map(Column, headings)),
            rows=(*rows, _rate(shown, shown.named(annual.total), "", strong=True)),
        ),
        charts=(
            Chart(
                title=gettext("Compliance rate by group"),
                description=gettext("Share of filers who filed, one bar for each group."),
                bars=tuple(bars),
                most=100,
            ),
        ),
    )


def _rate(shown: Shown, name: str, place: str, *, strong: bool = False) -> Row:
    filed, required = f"filed{place}", f"required{place}"
    share = shown.share_cell(filed, required)
    cells = (Cell(name), shown.cell(required), shown.cell(filed), share, shown.cell(f"not-filed{place}"))
    return Row(cells, strong=strong)


def _missing(shown: Shown, places: list[tuple[str, str]]) -> str:
    gettext = shown.tongue.gettext
    if not shown.number("not-filed"):
        return gettext("Everybody who had to file did.")
    told = [
        gettext("%(name)s %(number)s", name=name, number=shown.count(f"not-filed{place}"))
        for name, place in places
        if shown.number(f"not-filed{place}")
    ]
    return gettext(
        "Did not file: %(missing)s (%(groups)s). Referred to the heads of their entities: %(referred)s.",
        missing=shown.count("not-filed"),
        groups="; ".join(told),
        referred=shown.count("referred"),
    )


def first_time(shown: Shown) -> Section:
    """Set out how many file for the first time."""
    gettext = shown.tongue.gettext
    return Section(
        code="first-time",
        heading=gettext("First-time filers"),
        definition=gettext(
            "Filers who were never asked to file in an earlier year, and their share of all filers."
        ),
        finding=gettext(
            "For %(first)s of %(required)s it was the first time (%(share)s).",
            first=shown.count("first-time"),
            required=shown.count("required"),
            share=shown.share("first-time", "required"),
        ),
        table=Table(
            columns=(
                Column(gettext("Figure"), numeric=False),
                Column(gettext("Filers")),
                Column(gettext("Per cent")),
            ),
            rows=(
                Row(
                    (
                        Cell(gettext("First-time filers")),
                        shown.cell("first-time"),
                        shown.share_cell("first-time", "required"),
                    )
                ),
                Row((Cell(gettext("All filers")), shown.cell("required"), Cell("")), strong=True),
            ),
        ),
    )
