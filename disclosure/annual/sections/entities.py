"""Per entity: who had to file and did, as the annex prints it, and how everybody designated stands."""

from collections.abc import Iterator, Sequence

from disclosure.annual.document import Bar, Chart, Column, Row, Section, Table
from disclosure.annual.shown import Shown

BARS = 24
"""How many bars one picture holds, so that it fits a page."""
_ANNEX = ("required", "filed", "not-filed")
_STANDING = ("designated", "exempted", "in-time", "late", "not-filed")


def compliance(shown: Shown) -> Section:
    """Set out the annex: the entities by group, the printed sub-totals, the total."""
    gettext = shown.tongue.gettext
    finding = gettext(
        "Of %(required)s who had to file, %(filed)s filed (%(share)s) and %(missing)s did not.",
        required=shown.count("required"),
        filed=shown.count("filed"),
        share=shown.share("filed", "required"),
        missing=shown.count("not-filed"),
    )
    headings = (gettext("Entity"), gettext("Required to file"), gettext("Filed"), gettext("Not filed"))
    return Section(
        code="compliance",
        heading=gettext("Compliance by entity"),
        definition=gettext(
            "Filers are people designated and neither exempted nor withdrawn; filed counts every "
            "statement that was received before the cycle closed, late or not."
        ),
        finding=finding,
        table=Table(columns=_columns(headings), rows=tuple(_lines(shown, _ANNEX, least="required"))),
        charts=tuple(_charts(shown)),
    )


def standing(shown: Shown) -> Section:
    """Set out how everybody designated stands: exempted, filed in time, filed late, not filed."""
    gettext = shown.tongue.gettext
    headings = (
        gettext("Entity"),
        gettext("Designated"),
        gettext("Exempted"),
        gettext("Filed in time"),
        gettext("Filed late"),
        gettext("Not filed"),
    )
    return Section(
        code="standing",
        heading=gettext("How those designated stand"),
        definition=gettext(
            "Everybody designated stands in exactly one column: exempted, filed in time, filed late "
            "or not filed. Whoever's designation was withdrawn is not counted."
        ),
        finding=gettext(
            "Of %(designated)s designated, %(exempted)s were exempted, %(time)s filed in time, "
            "%(late)s filed late and %(missing)s did not file.",
            designated=shown.count("designated"),
            exempted=shown.count("exempted"),
            time=shown.count("in-time"),
            late=shown.count("late"),
            missing=shown.count("not-filed"),
        ),
        table=Table(columns=_columns(headings), rows=tuple(_lines(shown, _STANDING, least="designated"))),
    )


def _columns(headings: Sequence[str]) -> tuple[Column, ...]:
    first, *others = headings
    return (Column(first, numeric=False), *map(Column, others))


def _lines(shown: Shown, names: Sequence[str], *, least: str) -> Iterator[Row]:
    """Yield the lines of the table; entities of which nobody counts as `least` are left out."""
    annual = shown.annual
    order = [group.code for group in annual.groups]
    for group in order:
        for entity in annual.entities:
            place = f"/entity/{entity.code}"
            if entity.group == group and shown.number(least + place):
                yield shown.row(shown.named(entity.names), *(name + place for name in names))
        for one in annual.subtotals:
            if one.printed and group == max(one.groups, key=order.index):
                keys = (f"{name}/sum/{one.code}" for name in names)
                yield shown.row(shown.named(one.names), *keys, strong=True)
    yield shown.row(shown.named(annual.total), *names, strong=True)


def _charts(shown: Shown) -> Iterator[Chart]:
    """Draw the compliance rate of each entity, the lowest first, in pictures of some bars each."""
    gettext = shown.tongue.gettext
    bars = [_bar(shown, entity.code) for entity in shown.annual.entities if _has_filers(shown, entity.code)]
    bars.sort(key=lambda bar: (bar.value is None, bar.value))
    for first in range(0, len(bars), BARS):
        part = bars[first : first + BARS]
        yield Chart(
            title=gettext("Compliance rate by entity"),
            description=gettext(
                "Share of filers who filed in entities %(first)s to %(last)s of %(all)s, the lowest first.",
                first=shown.tongue.count(first + 1),
                last=shown.tongue.count(first + len(part)),
                all=shown.tongue.count(len(bars)),
            ),
            bars=tuple(part),
            most=100,
        )


def _has_filers(shown: Shown, code: str) -> bool:
    return bool(shown.number(f"required/entity/{code}"))


def _bar(shown: Shown, code: str) -> Bar:
    filed, required = f"filed/entity/{code}", f"required/entity/{code}"
    return Bar(
        code,
        shown.rate(filed, required),
        shown.tongue.gettext(
            "%(share)s (%(part)s of %(whole)s)",
            share=shown.share(filed, required),
            part=shown.count(filed),
            whole=shown.count(required),
        ),
    )
